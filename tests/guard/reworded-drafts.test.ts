import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../evals/suites/open-world.ts'
import { checkDraft, type Verdict } from '../../src/copilot/check-draft.ts'
import { type HiddenWatch, watchHidden } from '../../src/copilot/hidden-watch.ts'
import { readHiddenText } from '../../src/indexing/index.ts'
import { splitSentences } from '../../src/text/sentences.ts'

type Row = { id: string; text: string; lang: string; kind: string }

const rowsOf = (name: string): Row[] =>
  readFileSync(`evals/cases/${name}.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

let world: World
let watch: HiddenWatch

beforeAll(async () => {
  world = await openWorld({ cases: 'evals/cases', out: '' })
  watch = watchHidden(world.db)
  await watch.refresh()
}, 120_000)
afterAll(() => world?.close())

const check = (text: string, parts: { isBlind?: boolean; onMatch?: () => void } = {}) =>
  checkDraft(
    {
      db: world.db,
      desk: world.desk,
      hidden: parts.isBlind ? undefined : watch.current(),
      onMatch: parts.onMatch,
    },
    { text, turns: [] },
  )
const isRestricted = ({ findings }: Verdict) => findings.some(({ rule }) => rule === 'restricted')

async function shareRestricted(name: string, isBlind = false): Promise<number> {
  const rows = rowsOf(name)
  let fired = 0
  for (const { text } of rows) if (isRestricted(await check(text, { isBlind }))) fired++
  return fired / rows.length
}

describe('drafts on restricted facts', () => {
  test('reworded leaks are found, held out ones too', { timeout: 120_000 }, async () => {
    expect(await shareRestricted('drafts-slips')).toBeGreaterThanOrEqual(0.95)
    expect(await shareRestricted('drafts-slips-held-out')).toBeGreaterThanOrEqual(0.95)
  })

  test('nearly all of them without a look at what is hidden', { timeout: 120_000 }, async () => {
    expect(await shareRestricted('drafts-slips-held-out', true)).toBeGreaterThanOrEqual(0.93)
  })

  test('what agents really send on the same subjects passes', { timeout: 120_000 }, async () => {
    expect(await shareRestricted('drafts-service')).toBeLessThanOrEqual(0.02)
    expect(await shareRestricted('drafts-service-held-out')).toBeLessThanOrEqual(0.02)
  })

  test('a sentence of hidden text, word for word, is stopped', { timeout: 120_000 }, async () => {
    const hidden = (await readHiddenText(world.db)).filter(({ audience }) => audience !== 'agent')
    const missed: string[] = []
    let told = 0
    for (const { text } of hidden) {
      const plain = text.replaceAll(/\*\*|`|^#+ .*$|^\|.*$|^:::.*$/gm, '')
      for (const sentence of splitSentences(plain)) {
        if (sentence.text.length < 16 || /^[您Hh]/.test(sentence.text)) continue
        told++
        if ((await check(sentence.text)).verdict !== 'block') missed.push(sentence.text)
      }
    }
    expect(told).toBeGreaterThan(150)
    expect(missed.length / told, missed.join('\n')).toBeLessThanOrEqual(0.03)
  })

  test.each([
    ['年卡明年要涨到 158 元，您抓紧。', '年卡明年要涨到 163 元，您抓紧。'],
    ['家庭会员一月五号上线，每月 29 元。', '家庭会员一月八号上线，每月 26 元。'],
    ['今晚值班经理是蒋书砚，分机 8101。', '今晚值班经理是蒋文轩，分机 8177。'],
    ['年终盛典十二月一号开始，每天三票。', '年终盛典十二月九号开始，每天五票。'],
    ['Passkeys are coming on 8 December.', 'Passkeys are coming on 3 December.'],
  ])('a true secret and a wrong guess get the same findings: %s', async (secret, guess) => {
    const of = async (text: string) =>
      (await check(text)).findings.map(({ rule, severity }) => `${rule}:${severity}`)
    expect(await of(secret)).toEqual(await of(guess))
    expect(await of(secret)).toContain('restricted:block')
  })

  test('that hidden text was met is told to the log, and the finding says no more than any', async () => {
    let told = 0
    const copied = await check('坐席页面只显示一个灰点，不显示字样', { onMatch: () => told++ })
    const guessed = await check('客服后台里只有三种图案，没有别的标签', { onMatch: () => told++ })
    expect(told).toBe(1)
    const say = ({ findings }: Verdict, text: string) =>
      findings.map(({ message }) => message.replace(text, '…'))
    expect(say(copied, '坐席页面只显示一个灰点，不显示字样')).toEqual(
      say(guessed, '客服后台里只有三种图案，没有别的标签'),
    )
  })

  test('a copy in homophones, pinyin, blanks and the other script is met as well', async () => {
    for (const copy of [
      '换班须提前一天在排班表登记，微信群口头无效',
      '換班須提前一天在排班表登記，微信群口頭無效',
      '换 班 须 提 前 一 天 在 排 班 表 登 记 ， 微 信 群 口 头 无 效',
      '换班需提前一天在牌班表登计，微信裙口头无笑',
      '换班须提前一天在 paiban 表 dengji，微信群 koutou 无效',
    ])
      expect((await check(copy)).verdict, copy).toBe('block')
  })

  test('a megabyte is refused', async () => {
    await expect(check('您'.repeat(1_000_000))).rejects.toThrow('characters')
  })
})
