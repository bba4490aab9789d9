import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { agreementOf } from '../../evals/judge/agreement.ts'
import { askJudge } from '../../evals/judge/ask-judge.ts'
import { recordedModel } from '../../evals/recorded-model.ts'
import type { ChatModel } from '../../src/models/types.ts'

describe('agreement with the scorers', () => {
  it('is told with and without what chance explains', () => {
    const all = (count: number, passed: boolean, good: boolean) =>
      Array(count).fill({ passed, good })
    expect(agreementOf([...all(5, true, true), ...all(5, false, false)])).toEqual({
      agreement: 1,
      kappa: 1,
    })
    expect(
      agreementOf([
        ...all(45, true, true),
        ...all(15, true, false),
        ...all(25, false, true),
        ...all(15, false, false),
      ]),
    ).toEqual({
      agreement: 0.6,
      kappa: expect.closeTo(0.1304, 4),
    })
  })

  it('of a judge who always says the same is none', () => {
    expect(agreementOf(Array(9).fill({ passed: true, good: true }))).toEqual({
      agreement: 1,
      kappa: 0,
    })
    expect(agreementOf([])).toEqual({ agreement: 0, kappa: 0 })
  })
})

describe('a judge', () => {
  let out: string
  beforeEach(async () => {
    out = await mkdtemp(join(tmpdir(), 'sidecue-judge-'))
    const ids = ['q-1', 'q-2', 'q-3']
    const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    const score = (id: string) => ({ id, scores: { passed: id === 'q-2' ? 0 : 1 }, slices: {} })
    const trace = (id: string) => ({
      ...{ id, said: [{ speaker: 'customer', text: `怎麼退費 ${id}` }] },
      ...{ got: { text: '您好' }, verdicts: [] },
    })
    await writeFile(join(out, 'scores.jsonl'), lines(ids.map(score)))
    await writeFile(join(out, 'traces.jsonl'), lines(ids.map(trace)))
  })
  afterEach(() => rm(out, { recursive: true, force: true }))

  const live: ChatModel = {
    id: 'judge@host',
    async *stream({ messages }) {
      const asked = messages.at(-1)?.content ?? ''
      yield asked.includes('q-3') ? 'I would rather not say.' : 'Sure: {"good": '
      if (!asked.includes('q-3')) yield 'true, "why": "it answers"}'
      return { inputTokens: 100, outputTokens: 10 }
    },
  }

  it('gives an opinion of each answer; one that cannot be read is none', async () => {
    const replies = join(out, 'replies')
    const figures = {
      judged: 2,
      judgeUnread: 1,
      judgeAgreement: 0.5,
      judgeKappa: 0,
      judgeTokens: 330,
    }
    expect(await askJudge(out, recordedModel(replies, 'judge', live))).toEqual(figures)
    const [first, second] = (await readFile(join(out, 'opinions.jsonl'), 'utf8')).split('\n')
    expect(JSON.parse(first ?? '')).toEqual({
      id: 'q-1',
      passed: true,
      good: true,
      why: 'it answers',
    })
    expect(JSON.parse(second ?? '')).toMatchObject({ id: 'q-2', passed: false, good: true })
    // The same again, without the model.
    expect(await askJudge(out, recordedModel(replies, 'judge'))).toEqual(figures)
  })

  it('whose replies were not kept is no opinion: it is said how to record them', async () => {
    await expect(askJudge(out, recordedModel(join(out, 'replies'), 'judge'))).rejects.toMatchObject(
      {
        code: 'BAD_INPUT',
        hint: expect.stringContaining('--record'),
      },
    )
  })
})
