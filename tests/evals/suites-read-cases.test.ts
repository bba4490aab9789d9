import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConversationCase, QuestionCase } from '../../evals/suites/case-forms.ts'
import { readCaseSettings, readSuiteCases } from '../../evals/suites/read-suite-cases.ts'
import type { AppError } from '../../src/errors.ts'

const QUESTION = { id: 'q-1', lang: 'en', text: 'how do I pay', kind: 'plain' }

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidecue-cases-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function refusal(rows: string[], schema = QuestionCase): Promise<AppError> {
  await writeFile(join(folder, 'questions.jsonl'), rows.join('\n'))
  return readSuiteCases(folder, 'questions.jsonl', schema).then(
    () => expect.unreachable('the rows were taken'),
    (error: AppError) => error,
  )
}

describe('reading the cases of a suite', () => {
  it('an id that is there twice is refused with both lines', async () => {
    const error = await refusal([JSON.stringify(QUESTION), '', JSON.stringify(QUESTION)])
    expect(error).toMatchObject({ code: 'BAD_INPUT', place: { line: 3 } })
    expect(error.message).toContain("'q-1' is already that of line 1")
  })

  it('a file without a case is refused: an empty suite never passes', async () => {
    expect(await refusal([''])).toMatchObject({ code: 'BAD_INPUT', place: { line: 1 } })
  })

  it('a malformed case is refused with its line and key', async () => {
    const error = await refusal([
      JSON.stringify(QUESTION),
      JSON.stringify({ ...QUESTION, id: 'q-2', lang: 'de' }),
    ])
    expect(error.place).toMatchObject({ line: 2 })
    expect(error.message).toContain('lang')
  })

  it('a line that is no JSON is refused with its place', async () => {
    expect(await refusal(['{"id": '])).toMatchObject({ place: { line: 1 } })
  })

  it('a key it does not know is left alone', async () => {
    await writeFile(join(folder, 'questions.jsonl'), JSON.stringify({ ...QUESTION, source: 'us' }))
    expect(await readSuiteCases(folder, 'questions.jsonl', QuestionCase)).toEqual([QUESTION])
  })

  it('an expectation after a turn that is not there is refused', () => {
    const conversation = {
      id: 'c-1',
      channel: 'chat',
      lang: 'en',
      turns: [{ speaker: 'customer', text: 'hello' }],
    }
    const expecting = (afterSeq: number) => ({
      ...conversation,
      expect: [{ afterSeq, outcome: 'nothing' }],
    })
    expect(ConversationCase.safeParse(expecting(1)).success).toBe(true)
    expect(ConversationCase.safeParse(expecting(2)).success).toBe(false)
  })

  it('the instant the cases were written for stands beside them', async () => {
    expect(await readCaseSettings(folder)).toEqual({})
    const now = '2026-11-21T12:00:00+08:00'
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ now }))
    expect(await readCaseSettings(folder)).toEqual({ now })
    await writeFile(join(folder, 'settings.json'), '{"now": "21 November"}')
    await expect(readCaseSettings(folder)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})
