import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fc, test } from '@fast-check/vitest'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveBaseline } from '../../evals/baseline-file.ts'
import { compareScores, compareWithBaseline } from '../../evals/compare-baseline.ts'
import type { EvalResult } from '../../evals/results.ts'

function rowsOf(passed: readonly number[], lang = 'en') {
  return passed.map((one, i) => ({ id: `${lang}-${i}`, scores: { passed: one }, slices: { lang } }))
}

describe('comparing with a baseline', () => {
  it('a loss in one slice shows, though another slice gained more', () => {
    const before = [...rowsOf(Array(20).fill(1)), ...rowsOf(Array(40).fill(0), 'zh-Hans')]
    const now = [
      ...rowsOf([...Array(10).fill(0), ...Array(10).fill(1)]),
      ...rowsOf(Array(40).fill(1), 'zh-Hans'),
    ]
    const compared = new Map(compareScores(before, now).map((one) => [one.figure, one]))
    expect(compared.get('passed')?.isLoss).toBe(false)
    expect(compared.get('passed/lang=en')).toMatchObject({ before: 1, now: 0.5, isLoss: true })
    expect(compared.get('passed/lang=zh-Hans')?.isLoss).toBe(false)
  })

  it('one case that turned is within chance', () => {
    const before = rowsOf(Array(50).fill(1))
    expect(compareScores(before, rowsOf([0, ...Array(49).fill(1)]))[0]?.isLoss).toBe(false)
  })

  it('a case that is missing now counts as failed, a new one not at all', () => {
    const before = rowsOf(Array(10).fill(1))
    const now = [...before.slice(0, 5), ...rowsOf([1, 1, 1], 'zh-Hant')]
    expect(compareScores(before, now)[0]).toMatchObject({ cases: 10, now: 0.5, isLoss: true })
  })

  test.prop([fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 5, maxLength: 40 })])(
    'a run compared with itself has no loss, and the bounds are the same each time',
    (passed) => {
      const rows = rowsOf(passed)
      const compared = compareScores(rows, rows, { resamples: 50 })
      expect(compared.some(({ isLoss }) => isLoss)).toBe(false)
      expect(compareScores(rows, rows, { resamples: 50 })).toEqual(compared)
    },
  )
})

describe('a baseline on disk', () => {
  let out: string
  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), 'sidecue-baseline-'))
  })
  afterEach(() => rm(out, { recursive: true, force: true }))

  const result: EvalResult = {
    ...{ suite: 'questions', cases: 20, metrics: {}, gates: [], versions: {} },
    startedAt: '2026-11-21T12:00:00.000Z',
  }

  async function write(passed: number[]): Promise<void> {
    const lines = rowsOf(passed).map((row) => `${JSON.stringify({ ...row, reasons: [] })}\n`)
    await writeFile(join(out, 'scores.jsonl'), lines.join(''))
  }

  it('is saved and compared with; a loss fails the run', async () => {
    const file = join(out, 'kept', 'questions.jsonl')
    await write(Array(20).fill(1))
    await saveBaseline(file, result, out)
    const same = await compareWithBaseline(file, result, out)
    expect(same.gates).toEqual([{ name: 'losses', limit: 0, value: 0, ok: true }])
    await write([...Array(12).fill(0), ...Array(8).fill(1)])
    const worse = await compareWithBaseline(file, result, out)
    expect(worse.gates[0]).toMatchObject({ value: 2, ok: false })
    expect(JSON.parse(await readFile(join(out, 'metrics.json'), 'utf8')).gates).toEqual(worse.gates)
    expect(JSON.parse(await readFile(join(out, 'comparison.json'), 'utf8'))).toHaveLength(2)
  })

  it('of another suite or another form is refused', async () => {
    const file = join(out, 'baseline.jsonl')
    await write(Array(5).fill(1))
    await saveBaseline(file, { ...result, suite: 'check' }, out)
    await expect(compareWithBaseline(file, result, out)).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    await writeFile(file, '{"schema": 0, "suite": "questions"}\n')
    await expect(compareWithBaseline(file, result, out)).rejects.toMatchObject({
      place: { file, line: 1 },
    })
    await expect(compareWithBaseline('no-such', result, out)).rejects.toThrow('no baseline')
  })
})
