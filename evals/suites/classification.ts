import { z } from 'zod'
import { AppError } from '../../src/errors.ts'
import {
  type Classifier,
  type Example,
  trainClassifier,
} from '../../src/triage/classifier/index.ts'
import {
  accuracy,
  calibrationError,
  type Judged,
  macroF1,
  OUT_OF_SCOPE,
} from '../classification-metrics.ts'
import { areaUnderRoc, percentile } from '../metrics.ts'
import { noCase, readNumberedRows } from '../read-cases.ts'
import type { EvalOptions, EvalResult } from '../results.ts'
import type { CaseTrace } from '../trace/types.ts'
import { trainBaseline } from './classification-baseline.ts'
import { leftOutAuroc } from './left-out-classes.ts'
import { failedCase, type ScoredCase } from './summarise-scores.ts'
import { type Gate, noneOf, writeResults } from './write-results.ts'

/** A row of `train.jsonl` and `test.jsonl`. */
export const LabelledText = z.object({ text: z.string(), label: z.string().min(1) })

/**
 * `confidence` is that of `label`. Where the task has `oos`, it stands among the alternatives with its own, so that
 * texts can be ranked by it whatever their label.
 */
type PredictionRow = {
  line: number
  label: string | null
  confidence: number
  alternatives: { label: string; confidence: number }[]
}

/** Alternatives written for each text; `oos` comes on top of them. */
const ALTERNATIVES = 4

/**
 * The suite `classification`: trains on one file, classifies the other, and does the same with a plain baseline.
 * Writes `predictions.jsonl` and `scores.jsonl`. Figures are shares from 0 to 1.
 */
export async function runClassificationSuite(options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const train = await readTraining(options.cases)
  const { file, rows: test } = await readNumberedRows(options.cases, 'test.jsonl', LabelledText)
  if (test.length === 0) throw noCase(file)
  const isOpen = [...train, ...test.map(({ row }) => row)].some(
    ({ label }) => label === OUT_OF_SCOPE,
  )
  options.onProgress?.('train', 0, test.length)
  const begun = performance.now()
  const before = process.cpuUsage()
  const classifier = trainClassifier(train)
  const { user, system } = process.cpuUsage(before)
  const trainSeconds = (performance.now() - begun) / 1000
  const times: number[] = []
  const rows = test.map(({ row, line }, i) => {
    const started = performance.now()
    const prediction = classify(classifier, row.text, line, isOpen)
    times.push(performance.now() - started)
    if (i % 500 === 0) options.onProgress?.('classify', i, test.length)
    return prediction
  })
  const truths = test.map(({ row }) => row)
  const judged = judge(truths, rows)
  const baseline = trainBaseline(train)
  const plain = truths.map(({ text, label }) => ({
    truth: label,
    label: baseline(text),
    confidence: 0,
  }))
  const oosAuroc = isOpen ? scopeAuroc(truths, rows) : leftOutAuroc(train, truths)
  const metrics: Record<string, number> = {
    accuracy: accuracy(judged),
    macroF1: macroF1(judged),
    baselineAccuracy: accuracy(plain),
    baselineMacroF1: macroF1(plain),
    macroF1Gain: macroF1(judged) - macroF1(plain),
    ece: calibrationError(judged),
    ...(oosAuroc === null ? {} : { oosAuroc }),
    trainExamples: train.length,
    trainSeconds,
    trainCpuSeconds: (user + system) / 1e6,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  }
  const failed = rows.filter(({ label }) => label === null).length
  const gates = [noneOf('failed', failed), ...gatesOf(metrics)]
  options.onProgress?.('classify', test.length, test.length)
  return writeResults(
    options.out,
    { suite: 'classification', cases: test.length, metrics, gates, startedAt },
    {
      'predictions.jsonl': rows,
      'scores.jsonl': truths.map((truth, i) => toScored(truth, rows[i] as PredictionRow)),
      ...(options.trace === false
        ? {}
        : { 'traces.jsonl': truths.map((truth, i) => toTrace(truth, rows[i] as PredictionRow)) }),
    },
  )
}

async function readTraining(folder: string): Promise<Example[]> {
  const { file, rows } = await readNumberedRows(folder, 'train.jsonl', LabelledText)
  const [first] = rows
  if (first === undefined) throw noCase(file)
  if (rows.every(({ row }) => row.label === first.row.label)) {
    throw new AppError('BAD_INPUT', `There is only the one label '${first.row.label}'.`, {
      place: { file, line: first.line },
      hint: 'Texts can be told apart by two labels or more.',
    })
  }
  return rows.map(({ row }) => row)
}

/** By the line of the test file: the texts have no ids. A class that gets worse shows in its own slice. */
function toScored(truth: Example, { line, label }: PredictionRow): ScoredCase {
  const id = String(line)
  const slices = { label: truth.label }
  if (label === null) return failedCase(id, slices, ['right'], 'it could not be classified')
  const isRight = label === truth.label
  const reasons = isRight ? [] : [`${label}, not ${truth.label}`]
  return { id, slices, scores: { right: Number(isRight) }, reasons, broken: [] }
}

function toTrace({ text, label: right }: Example, row: PredictionRow): CaseTrace {
  const { line, label, confidence, alternatives } = row
  return {
    id: String(line),
    said: [{ speaker: 'text', text }],
    got: {
      label: label ?? 'none',
      confidence: confidence.toFixed(3),
      others: alternatives.map((one) => `${one.label} ${one.confidence.toFixed(3)}`).join('\n'),
    },
    verdicts: [{ name: 'right', ok: label === right, wanted: right, found: label ?? 'none' }],
    labels: { class: { right, said: label ?? 'none' } },
    asked: { confidence, threshold: 0, isAnswerable: true, isRight: label === right },
  }
}

function gatesOf(metrics: Record<string, number>): Gate[] {
  const per10k = (metrics.trainSeconds! / Math.max(10_000, metrics.trainExamples!)) * 10_000
  const least = (name: string, limit: number, value: number): Gate[] => [
    { name, limit, value, ok: value >= limit },
  ]
  const most = (name: string, limit: number, value: number): Gate[] => [
    { name, limit, value, ok: value <= limit },
  ]
  return [
    ...least('macroF1Gain', 0.02, metrics.macroF1Gain!),
    ...most('ece', 0.05, metrics.ece!),
    ...(metrics.oosAuroc === undefined ? [] : least('oosAuroc', 0.9, metrics.oosAuroc)),
    ...most('trainSecondsPer10k', 20, per10k),
    ...most('p50Ms', 2, metrics.p50Ms!),
  ]
}

/** A text that fails is a failed case, never a class. */
function classify(
  classifier: Classifier,
  text: string,
  line: number,
  isOpen: boolean,
): PredictionRow {
  try {
    const { ranking, novelty } = classifier.predict(text)
    const classes = isOpen ? withOutOfScope(ranking, novelty) : ranking
    const [best, ...others] = classes as [PredictionRow['alternatives'][0]]
    const alternatives = others.filter(({ label }, i) => i < ALTERNATIVES || label === OUT_OF_SCOPE)
    return { line, ...best, alternatives }
  } catch {
    return { line, label: null, confidence: 0, alternatives: [] }
  }
}

/** Novelty joins what the examples of `oos` taught, if there were any; the classes share the rest. */
function withOutOfScope(ranking: PredictionRow['alternatives'], novelty: number) {
  const learned = ranking.find(({ label }) => label === OUT_OF_SCOPE)?.confidence ?? 0
  const outside = 1 - (1 - novelty) * (1 - learned)
  const classes = ranking
    .filter(({ label }) => label !== OUT_OF_SCOPE)
    .map(({ label, confidence }) => ({ label, confidence: confidence * (1 - novelty) }))
  return [...classes, { label: OUT_OF_SCOPE, confidence: outside }].sort(
    (a, b) => b.confidence - a.confidence,
  )
}

function judge(truths: readonly Example[], rows: readonly PredictionRow[]): Judged[] {
  return truths.map(({ label: truth }, i) => {
    const { label, confidence } = rows[i] as PredictionRow
    return { truth, label, confidence }
  })
}

/** How well the confidence in `oos` tells the texts of no class from the others; `null` where one kind is missing. */
function scopeAuroc(truths: readonly Example[], rows: readonly PredictionRow[]): number | null {
  const outside: number[] = []
  const inside: number[] = []
  for (const [i, { label }] of truths.entries()) {
    const row = rows[i] as PredictionRow
    const said = [row, ...row.alternatives].find((one) => one.label === OUT_OF_SCOPE)
    if (label === OUT_OF_SCOPE) outside.push(said?.confidence ?? 0)
    else inside.push(said?.confidence ?? 0)
  }
  return outside.length === 0 || inside.length === 0 ? null : areaUnderRoc(outside, inside)
}
