import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accuracy, calibrationError, macroF1 } from '../../evals/classification-metrics.ts'
import { runEval } from '../../evals/index.ts'

const judged = (truth: string, label: string | null, confidence = 1) => ({
  truth,
  label,
  confidence,
})

describe('figures of a classification', () => {
  it('macro-F1 counts every label alike, also one that was only said', () => {
    const rows = [judged('a', 'a'), judged('a', 'a'), judged('b', 'c')]
    expect(accuracy(rows)).toBeCloseTo(2 / 3)
    expect(macroF1(rows)).toBeCloseTo(1 / 3)
  })

  it('a text without a result is a mistake, not left out', () => {
    expect(accuracy([judged('a', 'a'), judged('a', null)])).toBe(0.5)
    expect(macroF1([judged('a', 'a'), judged('a', null)])).toBeCloseTo(2 / 3)
  })

  it('calibration error is the distance of confidence from accuracy', () => {
    const rows = Array.from({ length: 10 }, (_, i) => judged('a', i < 8 ? 'a' : 'b', 0.8))
    expect(calibrationError(rows)).toBeCloseTo(0)
    expect(calibrationError(rows.map((row) => ({ ...row, confidence: 1 })))).toBeCloseTo(0.2)
  })
})

describe('the suite classification', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'classification-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const words = { refund: '退款 refund', login: '登录 password', parcel: '包裹 parcel' }
  const rows = (count: number) =>
    Object.entries(words).flatMap(([label, word]) =>
      Array.from({ length: count }, (_, i) => ({ text: `please help ${word} ${i}`, label })),
    )
  const lines = (items: object[]) => items.map((item) => JSON.stringify(item)).join('\n')
  const run = async () => {
    const result = await runEval('classification', { cases: folder, out: join(folder, 'out') })
    const text = await readFile(join(folder, 'out', 'predictions.jsonl'), 'utf8')
    return {
      result,
      predictions: text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    }
  }

  it('writes one prediction per line, and figures beside a plain baseline', async () => {
    await writeFile(join(folder, 'train.jsonl.gz'), gzipSync(lines(rows(8))))
    await writeFile(join(folder, 'test.jsonl'), lines(rows(2)))
    const { result, predictions } = await run()
    expect(result).toMatchObject({ suite: 'classification', cases: 6 })
    expect(result.metrics).toMatchObject({ accuracy: 1, macroF1: 1, baselineMacroF1: 1 })
    expect(predictions[0]).toMatchObject({ line: 1, label: 'refund' })
    expect(predictions[0].alternatives.map((one: { label: string }) => one.label)).toHaveLength(2)
    expect(predictions).toHaveLength(6)
  }, 60_000)

  it('where texts of no class are in the test, oos is an answer and is scored', async () => {
    await writeFile(join(folder, 'train.jsonl'), lines(rows(8)))
    const outside = ['ζητω βροχή', 'Κυριακή', 'кот спит'].map((text) => ({ text, label: 'oos' }))
    await writeFile(join(folder, 'test.jsonl'), lines([...rows(2), ...outside]))
    const { result, predictions } = await run()
    expect(result.metrics.oosAuroc).toBe(1)
    expect(predictions.at(-1).label).toBe('oos')
    expect(result.metrics.accuracy).toBe(1)
  }, 60_000)
})
