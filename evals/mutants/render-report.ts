import type { MutantReport, MutantResult } from './run-mutants.ts'

/** The report as markdown: one line for each mutant, survivors first. */
export function renderReport({ results, seconds }: MutantReport, where: string): string {
  const survivors = results.filter(({ isCaught }) => !isCaught)
  const caught = results.filter(({ isCaught }) => isCaught)
  return `# The program broken on purpose

Each line is the program with one thing wrong, run through the evals of the sample desk until something notices: the suites on an eighth
of each sort of cases first, then on all of them. Unchanged, the program passes them all. Made by \`npx sidecue mutants\`.

${caught.length} of ${results.length} are noticed. ${Math.round(seconds / 6) / 10} minutes on ${where}.
${survivors.length === 0 ? '' : `\n**Not noticed:** ${survivors.map(({ id }) => `\`${id}\``).join(', ')}.\n`}
| mutant | what is wrong | suite | noticed by | found | cases |
| --- | --- | --- | --- | --- | --- |
${[...survivors, ...caught].map(toRow).join('\n')}
`
}

function toRow({ id, breaks, notices }: MutantResult): string {
  const [first, ...others] = notices
  if (first === undefined) return `| \`${id}\` | ${breaks} | – | **nothing** | – | – |`
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  const cases = first.cases.length === 0 ? '–' : first.cases.join(' ')
  return `| \`${id}\` | ${breaks} | ${first.suite} | ${first.by}${more} | ${inCell(first.found)} | ${inCell(cases)} |`
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').slice(0, 120)
}
