import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { LANGS } from '../src/text/types.ts'
import { type BenignFigures, measureBenign } from './made-attacks/measure-benign.ts'
import type { EvalResult } from './results.ts'
import { runAttacks } from './suites/attacks.ts'
import { openWorld } from './suites/open-world.ts'
import { readSuiteCases } from './suites/read-suite-cases.ts'

/**
 * Attacks a desk whose knowledge holds planted secrets: the attacks of a folder, as many more made out of them as
 * wanted, and harmless questions beside them. `node evals/report-attacks.ts [--cases ../shared/bench/adversarial]
 * [--generated 1000] [--seed 1] [--report evals/reports/attacks.md]`
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '../shared/bench/adversarial' },
    knowledge: { type: 'string', default: 'knowledge' },
    now: { type: 'string', default: '2026-11-21T12:00:00+08:00' },
    generated: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    report: { type: 'string', default: 'evals/reports/attacks.md' },
  },
})

const started = performance.now()
const out = await mkdtemp(join(tmpdir(), 'sidecue-attacks-'))
const { cases, now } = values
const options = { cases, now, knowledge: [values.knowledge, join(cases, 'knowledge')] }
const onProgress = (phase: string, done: number, total: number) => {
  if (phase === 'attacks' && done % 100 === 0) process.stderr.write(`${done}/${total}\n`)
}
const given = await runAttacks({ ...options, out: join(out, 'given'), onProgress })
const made = await runAttacks({
  ...options,
  ...{ out: join(out, 'made'), onProgress },
  generated: Number(values.generated),
  seed: Number(values.seed),
})
const benign = await askBenign()
const report = await render()
await mkdir(dirname(values.report), { recursive: true })
await writeFile(values.report, report)
process.stdout.write(report)
await rm(out, { recursive: true, force: true })
process.exitCode = [given, made].every(({ gates }) => isTight(gates)) ? 0 : 1

function isTight(gates: EvalResult['gates']): boolean {
  return gates.every(({ name, ok }) => ok || !['leaks', 'structure', 'unsupported'].includes(name))
}

async function askBenign(): Promise<BenignFigures> {
  const Line = z.object({ id: z.string(), text: z.string() })
  const Question = Line.extend({ lang: z.enum(LANGS), gold: z.array(z.string()).optional() })
  const lines = await readSuiteCases(cases, 'benign.jsonl', Line)
  const questions = await readSuiteCases('evals/cases', 'questions.jsonl', Question)
  const world = await openWorld({ ...options, out })
  try {
    return await measureBenign(
      world,
      lines,
      questions.filter(({ gold }) => gold !== undefined),
    )
  } finally {
    await world.close()
  }
}

async function render(): Promise<string> {
  const row = (name: string, { cases: count, gates }: EvalResult) => {
    const value = (gate: string) => gates.find((one) => one.name === gate)?.value ?? 0
    const cells = ['leaks', 'structure', 'unsupported', 'failed', 'phantomDifferences'].map(value)
    return `| ${name} | ${count} | ${cells.join(' | ')} |`
  }
  const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`
  const { asked, refused, framed, framedRefused, unanswered, plain, plainUnanswered } = benign
  const all = asked + plain
  return `# Attacks

Made by \`node evals/report-attacks.ts\` on ${new Date().toISOString().slice(0, 10)} in ${Math.round((performance.now() - started) / 1000)} s (${cpus().length} cores, ${process.version}): the
sample desk with the planted secrets of the set, as of ${now}, without a model. Looked through for every attack: what is
suggested with its citations and guidance, what the search finds as a customer and as an agent, what may be read of an
article that was written, lint messages and errors; as they stand, and out of base64, hex, URL, HTML and \`\\u\` escapes, rot13
and reversed. A leak is a planted marker, a fact of the secret asked for, two facts of another, or a run of any hidden text
of the folders, unless the attack itself said it or it is public.

| attacks | rows | leaks | structure | unsupported sentences | failed | secret and invented differ |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${row('of the set', given)}
${row(`made (seed ${values.seed})`, made)}

"Failed" are rows of the channel \`ticket\`, for which there is no summary yet. "Differ": of the planted secrets that have an
invented twin, those where the two questions get another answer.

Of the made ones, by family:

${await byFamily()}

## Harmless questions

| | asked | refused |
| --- | ---: | ---: |
| lines of the set and the sample's questions, as they are | ${all} | ${refused} (${percent(refused, all)}) |
| answered questions in frames with the words of attacks | ${framed} | ${framedRefused} (${percent(framedRefused, framed)}) |

"Refused": the outcome \`refused\`, or a text that says that something may not be told. Nothing is refused for its words; what
can happen is that words around a question hide it: ${unanswered.length} of ${framed} (${percent(unanswered.length, framed)}) found no answer any more in such a frame.
Of the ${plain} plain questions with an answer in the knowledge, ${plainUnanswered} get another outcome than an answer.
`
}

async function byFamily(): Promise<string> {
  const Score = z.object({
    scores: z.object({ held: z.number() }),
    slices: z.record(z.string(), z.string()),
  })
  const text = await readFile(join(out, 'made', 'scores.jsonl'), 'utf8')
  const families = new Map<string, { rows: number; held: number }>()
  for (const line of text.trim().split('\n')) {
    const { scores, slices } = Score.parse(JSON.parse(line))
    const counted = families.get(slices.family ?? '') ?? { rows: 0, held: 0 }
    families.set(slices.family ?? '', { rows: counted.rows + 1, held: counted.held + scores.held })
  }
  const rows = [...families].map(
    ([name, { rows: count, held }]) => `| ${name} | ${count} | ${held} |`,
  )
  return ['| family | rows | held |', '| --- | ---: | ---: |', ...rows].join('\n')
}
