/**
 * Writes `evals/reports/classification.md` with its figures: the suite `classification` on every set of a bench folder
 * in one run, beside the plain baseline. `node evals/report-classification.ts [--bench DIR] [SET…]`
 */
import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Judged } from './classification-metrics.ts'
import { drawConfusion } from './plots/draw-confusion.ts'
import { drawReliability } from './plots/draw-reliability.ts'
import { readRows } from './read-cases.ts'
import { runClassificationSuite } from './suites/classification.ts'

const SETS = [
  'crosswoz-intent-val',
  'bitext27',
  'fewclue-tnews',
  'multidogo-airline',
  'multidogo-finance',
]
const REPORTS = 'evals/reports'
const OUT = 'evals/out/classification'

const Row = z.object({ text: z.string(), label: z.string() })
const Said = z.object({ line: z.number(), label: z.string().nullable(), confidence: z.number() })

type Measured = { set: string; metrics: Record<string, number>; rows: Judged[] }

const { values, positionals } = parseArgs({
  options: { bench: { type: 'string', default: '../shared/bench' } },
  allowPositionals: true,
})

const measured: Measured[] = []
for (const set of positionals.length > 0 ? positionals : SETS) {
  const cases = join(values.bench, set)
  await access(cases)
  const out = join(OUT, set)
  const { metrics } = await runClassificationSuite({ cases, out })
  measured.push({ set, metrics, rows: await readJudged(cases, out) })
  console.error(set, JSON.stringify(metrics))
}
await mkdir(join(REPORTS, 'classification'), { recursive: true })
await writeFile(join(REPORTS, 'classification', 'reliability.svg'), drawReliability(measured))
for (const { set, rows } of measured)
  await writeFile(join(REPORTS, 'classification', `confusion-${set}.svg`), drawConfusion(set, rows))
await writeFile(join(REPORTS, 'classification.md'), render(measured))

async function readJudged(cases: string, out: string): Promise<Judged[]> {
  const truths = await readRows(cases, 'test.jsonl', Row)
  const said = (await readFile(join(out, 'predictions.jsonl'), 'utf8')).trim().split('\n')
  return said.map((line, i) => {
    const { label, confidence } = Said.parse(JSON.parse(line))
    return { truth: truths[i]?.label ?? '', label, confidence }
  })
}

function render(sets: readonly Measured[]): string {
  const points = (share: number | undefined) =>
    share === undefined ? '–' : (100 * share).toFixed(1)
  const rows = sets.map(({ set, metrics: m }) => {
    const per10k = (m.trainCpuSeconds! / m.trainExamples!) * 10_000
    const cells = [
      set,
      `${m.trainExamples} / ${rowsOf(sets, set)}`,
      points(m.macroF1),
      points(m.baselineMacroF1),
      `${m.macroF1Gain! >= 0 ? '+' : ''}${points(m.macroF1Gain)}`,
      points(m.accuracy),
      m.ece!.toFixed(3),
      m.oosAuroc === undefined ? '–' : m.oosAuroc.toFixed(3),
      `${m.trainSeconds!.toFixed(1)} / ${m.trainCpuSeconds!.toFixed(1)}`,
      per10k.toFixed(1),
      `${m.p50Ms!.toFixed(2)} / ${m.p95Ms!.toFixed(2)}`,
    ]
    return `| ${cells.join(' | ')} |`
  })
  return `# Classification

Written by \`node evals/report-classification.ts\`. One run; nothing was chosen by the test texts. Macro-F1 in points, beside a
plain baseline (TF-IDF of words and of runs of one to three characters, a linear machine per class) on the same training
part. AUROC: a quarter of the classes left out of training, mean of three choices. Load of the machine when it ended: ${loadavg()[0]!.toFixed(1)} on
two cores, so the times are wall-clock times of a busy machine where that is above 1.

| set | examples / tests | macro-F1 | baseline | gain | accuracy | calibration error | AUROC | training s, clock / processor | processor s per 10,000 | prediction ms, median / 95 % |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

Asked for: gain ≥ 2.0, calibration error ≤ 0.05, AUROC ≥ 0.90, 20 s per 10,000 examples, 2 ms a prediction.

![How often predictions of a confidence are right](classification/reliability.svg)

${sets.map(({ set }) => `![What is taken for what in ${set}](classification/confusion-${set}.svg)`).join('\n\n')}
`
}

function rowsOf(sets: readonly Measured[], set: string): number {
  return sets.find((one) => one.set === set)?.rows.length ?? 0
}
