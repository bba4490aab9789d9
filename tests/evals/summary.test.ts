import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countFields, fieldScores, isRightValue } from '../../evals/field-scores.ts'
import { runEval } from '../../evals/index.ts'
import { rougeL, rougeN } from '../../evals/rouge.ts'
import { findDraftFaults } from '../../evals/suites/find-invented.ts'
import { lead3, lexRank, textRank } from '../../evals/suites/summary-baselines.ts'
import { draftTicket } from '../../src/tickets/index.ts'
import { desk, NOW, ofType, talk } from '../tickets/draft/talks.ts'

describe('ROUGE', () => {
  it('counts words of Latin script and Chinese characters', () => {
    expect(rougeN('the cat sat', 'the cat ran', 1).f1).toBeCloseTo(2 / 3)
    expect(rougeN('退款三天到', '退款五天到', 2).f1).toBeCloseTo(2 / 4)
  })

  it('L is the longest common subsequence, not a run', () => {
    const { precision, recall, f1 } = rougeL('police killed the gunman', 'police kill the gunman')
    expect([precision, recall, f1]).toEqual([0.75, 0.75, 0.75])
    expect(rougeL('', 'x').f1).toBe(0)
  })
})

describe('the baselines', () => {
  const turns = ['a b c.', 'x y z.', 'a b d.', 'q.', 'a c b d.'].map((text) => ({ text }))

  it('lead-3 takes the first three', () => {
    expect(lead3(turns, 'turns')).toBe('a b c. x y z. a b d.')
  })

  it('TextRank takes what shares most words with the rest, in the order it was said', () => {
    expect(textRank(turns, 'turns')).toBe('a b c. a b d. a c b d.')
  })

  it('LexRank takes what is joined to most others', () => {
    const said = ['b c q.', 'x y z.', 'a b r.', 'a d s.', 'a b c d.'].map((text) => ({ text }))
    expect(lexRank(said, 'turns')).toContain('a b c d.')
  })
})

describe('scores of fields', () => {
  it('a value is right when it means the same', () => {
    expect(isRightValue('contact', '+86 139-0021-4457', '13900214457')).toBe(true)
    expect(isRightValue('amount', '45', '45.00')).toBe(true)
    expect(isRightValue('occurred_at', '2026-11-19T20:00+08:00', '2026-11-19T20:00')).toBe(true)
    expect(isRightValue('occurred_at', '2026-11-19', '2026-11-19T20:00')).toBe(false)
    expect(isRightValue('account', '1122334', '1122998')).toBe(false)
  })

  it('a wrong value counts against precision and recall, an optional one against neither', () => {
    const counts = countFields(
      { a: '1', b: '2', c: '3', d: '4' },
      { a: '1', b: '9', e: '5' },
      { c: '3' },
    )
    expect(counts).toEqual({ right: 1, wrong: 1, extra: 1, missed: 1 })
    expect(fieldScores([counts])).toMatchObject({ precision: 1 / 3, recall: 1 / 3 })
  })
})

describe('a draft against what was said', () => {
  const turns = talk('c: 我叫王芳，昨晚八点充的 30 元没到账', 'a: 明天给您回电。')
  const said = turns.map((turn) => ({ ...turn, at: NOW }))
  const made = draftTicket({ turns }, { desk, classification: ofType('complaint'), now: NOW })
  const faults = (values: Record<string, string>, draft = made) =>
    findDraftFaults(draft, { ...made.personal, ...values }, said, desk.timeZone, new Set())
  const values = Object.fromEntries(made.fields.map(({ field, value }) => [field, value]))

  it('has no fault as it was made', () => {
    expect(faults({ ...values, ...made.personal })).toEqual({ unproven: [], invented: [] })
  })

  it.each([
    ['customer_name', '王丽'],
    ['amount', '31'],
    ['occurred_at', '2026-11-19T21:00+08:00'],
  ])('a made-up %s is found', (field, value) => {
    const invented = faults({ ...values, ...made.personal, [field]: value }).invented
    expect(invented).toEqual([`${field}: ${value}`])
  })

  it('a sentence that was not said, or without its turn, is found', () => {
    const sentence = { kind: 'promise' as const, text: '后天给您回电', evidence: [2], due: null }
    expect(faults(values, { ...made, fields: [], summary: [sentence] }).invented).toHaveLength(1)
    const nowhere = { ...sentence, text: '明天给您回电', evidence: [7] }
    expect(faults(values, { ...made, fields: [], summary: [nowhere] }).unproven).toHaveLength(1)
  })
})

describe('the suite summary', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sidecue-summary-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const run = async (...rows: object[]) => {
    await writeFile(
      join(folder, 'dialogues.jsonl'),
      rows.map((row) => JSON.stringify(row)).join('\n'),
    )
    const result = await runEval('summary', { cases: folder, out: folder })
    const lines = (await readFile(join(folder, 'summaries.jsonl'), 'utf8')).trim().split('\n')
    return { result, rows: lines.map((line) => JSON.parse(line)) }
  }

  it('writes a row for each dialogue, also for one of people nobody serves', async () => {
    const { result, rows } = await run(
      {
        id: 'd-1',
        startedAt: '2026-11-20T10:00:00+08:00',
        turns: [
          { speaker: 'customer', text: '前天充的 68 元一直没到账，用户编号 7703521' },
          { speaker: 'agent', text: '已经帮您登记，明天给您答复。' },
        ],
        summary: '充值没到账，已经登记',
        fields: {
          amount: '68',
          occurred_at: '2026-11-18',
          account: '7703521',
          problem: '充的 68 元一直没到账',
        },
      },
      {
        id: 'd-2',
        turns: [
          { speaker: 'Person1', text: 'The gym closes early on Friday.' },
          { speaker: 'Person2', text: 'Then we meet at the gym on Thursday.' },
        ],
        summary: 'They meet at the gym on Thursday.',
      },
    )
    expect(rows.map(({ id }) => id)).toEqual(['d-1', 'd-2'])
    expect(rows[0]).toMatchObject({
      fields: { amount: '68', occurred_at: '2026-11-18', account: '7703521' },
      evidence: { amount: [1], occurred_at: [1], account: [1] },
      keyTurns: { problem: [1], solution: [2] },
    })
    expect(rows[1].summary).toContain('Thursday')
    expect(result.metrics.fieldF1).toBe(1)
    const gates = Object.fromEntries(result.gates.map(({ name, ok }) => [name, ok]))
    expect(gates).toMatchObject({ withoutEvidence: true, invented: true, fieldF1: true })
  })

  it('fails its gate where too few fields are right', async () => {
    const { result } = await run({
      id: 'd-1',
      turns: [{ speaker: 'customer', text: '一直没到账' }],
      fields: { amount: '68', account: '12345' },
    })
    expect(result.gates.find(({ name }) => name === 'fieldF1')?.ok).toBe(false)
  })
})
