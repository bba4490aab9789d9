import type { DiffReport } from '../../src/editing/diff/index.ts'

export type BenchRow = {
  name: string
  load: number
  seconds: number
  cpu: number
  report: DiffReport
}

export type Bench = {
  machine: string
  rows: BenchRow[]
  questions: number
  /** Questions that the base answers with the fee, asked apart from the diff. */
  quoting: string[]
  /** Questions whose answers the diff shows. */
  shown: string[]
  gala: { report: DiffReport; markdown: string; article: string }
}

export function renderBench({ machine, rows, questions, quoting, shown, gala }: Bench): string {
  const missed = quoting.filter((text) => !shown.includes(text))
  const extra = shown.filter((text) => !quoting.includes(text))
  const { disclosures, withdrawals } = gala.report
  const strange = disclosures.filter(({ article }) => article !== gala.article)
  const windows = new Set(disclosures.map(({ from, until }) => `${from} – ${until}`))
  const table = rows.map(({ name, load, seconds, cpu, report }) =>
    [
      '',
      name,
      seconds.toFixed(1),
      cpu.toFixed(1),
      load.toFixed(1),
      report.answers.length,
      report.disclosures.length,
      report.withdrawals.length,
      '',
    ]
      .join(' | ')
      .trim(),
  )
  return `# Answer diff

Made by \`node evals/diff/bench-diff.ts\` on ${machine}. ${questions} questions (the contracts and samples of the sample
desk, filled up from the public sets), 1,000 articles (the sample desk and articles made of the public sets), one of them
changed. Seconds from the start of the comparison to the finished report, all in one process of some threads; load is the machine's
mean over the minute before: where it is above the number of cores, only the CPU seconds tell something.

| change | seconds | CPU seconds | load | answers changed | newly disclosed | no longer told |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${table.join('\n')}

**A changed fee**: asked apart from the diff, the base answers ${quoting.length} questions with a sentence of this article that holds the fee. The
diff shows ${shown.length} changed answers: ${missed.length} missed, ${extra.length} besides${extra.length > 0 ? ` (${extra.join('; ')})` : ''}.

**A moved embargo**: ${disclosures.length} facts disclosed, all in the windows ${[...windows].join(', ')}; ${strange.length} of another
article, ${withdrawals.length} withdrawn. The article's markdown has ${gala.markdown.split('\n').filter((line) => line.trim() !== '').length} lines with text.
`
}
