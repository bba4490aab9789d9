import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildRequest } from '../../../src/compose/model/build-request.ts'
import { fileOf, PROMPT_VERSION, readPrompts } from '../../../src/compose/model/read-prompt.ts'
import { LANGS } from '../../../src/text/types.ts'
import { readAsked } from '../../support/scripted-answers.ts'
import { given, NONCE } from './given.ts'

/** Of the files as they are: figures and recorded answers belong to a version of the wording. */
const WORDING: Record<string, string> = {
  'zh-Hans': 'a54c0b0dff10',
  'zh-Hant': '75c08f409d03',
  en: 'fab9c9f5322c',
}

const FOLDER = 'src/compose/model/prompts'
const { passages, context } = given(
  '## 办法\n\n1. 打开“我的—订单”。\n2. 点击“申请退款”。{{customer.address}}',
)

const requestIn = (lang: (typeof LANGS)[number], text = '怎么退款 {nonce} {{x}}') =>
  buildRequest(
    readPrompts(),
    { lang, turns: [{ speaker: 'customer', text }], passages },
    {
      nonce: NONCE,
      placeholders: context.placeholders,
      instructions: '语气亲切。',
      maxTokens: 700,
    },
  )

describe.each(LANGS)('the prompt in %s', (lang) => {
  test('does not change without a new version', () => {
    const file = readFileSync(join(FOLDER, fileOf(lang)))
    const hash = createHash('sha256').update(file).digest('hex').slice(0, 12)
    expect({ version: PROMPT_VERSION, hash }).toEqual({ version: 'answer.v1', hash: WORDING[lang] })
  })

  test('puts turns and passages as data, and leaves braces in them alone', async () => {
    const request = await requestIn(lang)
    expect(request.messages.map(({ role }) => role)).toEqual(['system', 'user'])
    const asked = readAsked(JSON.stringify(request))
    expect(asked.turns).toEqual([{ speaker: 'customer', text: '怎么退款 {nonce} {{x}}' }])
    expect(asked.passages[0]).toMatchObject({ label: 'p1' })
    expect(asked.passages[0]!.text).toContain('1. 打开“我的—订单”。')
    expect(asked.system).toContain(NONCE)
    expect(asked.system).toContain('语气亲切。')
    expect(asked.system).not.toMatch(/[{}]/)
    expect(request.schema?.name).toBe('claims')
    expect(request.maxTokens).toBe(700)
  })

  test('of two calls differs in nothing but the marks', async () => {
    expect(await requestIn(lang)).toEqual(await requestIn(lang))
  })

  test('keeps the end of a very long turn, and no half of a number', async () => {
    const long = `${'很长的话。'.repeat(2_000)}电话 13812345678 怎么退款`
    const asked = readAsked(JSON.stringify(await requestIn(lang, long)))
    expect(asked.turns[0]!.text.length).toBeLessThan(1_600)
    expect(asked.turns[0]!.text).toMatch(/电话 ⟦CN_MOBILE_1⟧ 怎么退款$/)
  })
})
