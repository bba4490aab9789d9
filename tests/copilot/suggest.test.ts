import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { Suggestion } from '../../src/compose/types.ts'
import { suggest } from '../../src/copilot/suggest.ts'
import { type Database, fixClock } from '../../src/db/index.ts'
import { indexFolder } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import type { Lang } from '../../src/text/types.ts'
import { makeDesk } from '../compose/desk-fixture.ts'
import { engines } from '../support/engines.ts'

const RELEASE = '2027-03-25T10:00:00+08:00'

const article = (head: Record<string, string>, body: string) =>
  `---\n${Object.entries({ lang: 'zh-Hans', audience: 'customer', state: 'published', ...head })
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')}\n---\n\n${body}\n`

const WORLD: Record<string, string> = {
  'membership-refund.md': article(
    { id: 'membership-refund', title: '会员退款的条件与办理', asks: '[会员怎么退款]' },
    `## 办理步骤

1. 打开“我的—订单”，选择会员订单。
2. 点击“申请退款”，须在购买后 7 天内提交。
3. 手续费 5%，最低 1 元。

## 标准答复

您好，会员在购买后 7 天内、权益未使用的可以申请退款，请提供订单号，我为您登记。

:::agent
退款遇到反复催促的，先查天枢里的退款流水再答。
:::`,
  ),
  'device-limit.md': article(
    { id: 'device-limit', title: '登录设备的数量上限', asks: '[会员最多可以同时登录几台设备]' },
    '## 上限\n\n会员最多同时登录 5 台设备，非会员 3 台。',
  ),
  'ticket-expiry.md': article(
    { id: 'ticket-expiry', title: '月票的有效期', asks: '[月票什么时候过期]' },
    '## 有效期\n\n月票在每月最后一天 23:59:59 过期，不能延期。',
  ),
  'teleport.md': article(
    {
      id: 'teleport',
      title: '云舟传送功能',
      release: `"${RELEASE}"`,
      asks: '[云舟传送需要多少级]',
    },
    '云舟传送需要 52 级，单次消耗 9 枚云帆币，首周半价。',
  ),
  'roster.md': article(
    { id: 'roster', title: '早班排班表', audience: 'internal' },
    '早班组长是宗政岳，内线 79305，共 13 人在岗。',
  ),
  'device-limit-en.md': article(
    {
      id: 'device-limit-en',
      title: 'How many devices can be signed in',
      lang: 'en',
      translation_of: 'device-limit',
      asks: '[How many devices can members be signed in on]',
    },
    '## Limit\n\nMembers can be signed in on 5 devices at a time, others on 3.',
  ),
}

async function writeWorld(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sidecue-suggest-'))
  for (const [name, text] of Object.entries(WORLD)) {
    const path = join(folder, 'articles', name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
  return folder
}

const withoutTime = ({ ms: _, ...suggestion }: Suggestion) => suggestion

describe.each(engines)('a suggestion ($name)', (engine) => {
  let db: Database
  let folder: string
  const desk = makeDesk()

  beforeAll(async () => {
    folder = await writeWorld()
    db = await engine.open()
    await fixClock(db, '2026-11-21T10:00:00+08:00')
    const report = await indexFolder(db, { knowledgeDir: folder, log: silentLog })
    expect(report.flaws).toEqual([])
  })

  afterAll(async () => {
    await db.close()
    await rm(folder, { recursive: true })
  })

  const ask = (
    text: string | string[],
    more: { lang?: Lang; id?: string } = {},
    signal?: AbortSignal,
  ) =>
    suggest(
      { db, desk, clock: systemClock },
      {
        id: more.id ?? 'c-1',
        channel: 'chat',
        ...(more.lang ? { lang: more.lang } : {}),
        turns: [text].flat().map((said, index) => ({
          seq: index + 1,
          speaker: said.startsWith('客服：') ? ('agent' as const) : ('customer' as const),
          text: said.replace(/^客服：/, ''),
          final: true,
          rev: 0,
        })),
      },
      signal ? { signal } : {},
    )

  test('answers in the article’s own words, with every step, condition and fee, each sentence cited', async () => {
    const suggestion = await ask('会员怎么退款')
    expect(suggestion.outcome).toBe('answer')
    for (const fact of ['7 天内', '申请退款', '手续费 5%，最低 1 元', '权益未使用'])
      expect(suggestion.text).toContain(fact)
    for (const { basis, citations, text } of suggestion.sentences) {
      if (basis === 'phrase') continue
      expect(citations.length, text).toBeGreaterThan(0)
      for (const { article, quote } of citations) {
        expect(article).toBe('membership-refund')
        expect(WORLD['membership-refund.md']).toContain(quote)
      }
    }
    expect(suggestion).toMatchObject({
      forTurn: 1,
      engine: 'extractive',
      missing: [{ field: 'order_no' }],
    })
  })

  test('keeps what agents are told out of the text, and shows it beside', async () => {
    const suggestion = await ask('会员怎么退款')
    expect(suggestion.text).not.toContain('天枢')
    expect(JSON.stringify(suggestion.sentences)).not.toContain('天枢')
    expect(suggestion.guidance).toEqual([
      expect.objectContaining({
        audience: 'agent',
        article: 'membership-refund',
        quote: expect.stringContaining('天枢'),
      }),
    ])
  })

  test('of the unreleased, the internal and the invented says the same, byte for byte', async () => {
    const hidden = await ask('云舟传送需要多少级，消耗几枚云帆币')
    const invented = await ask('雾港传送需要多少级，消耗几枚雾帆币')
    const internal = await ask('早班组长是谁，内线多少')
    const nothing = await ask('晚班组长是谁，外线多少')
    expect(withoutTime(hidden)).toEqual(withoutTime(invented))
    expect(withoutTime(internal)).toEqual(withoutTime(nothing))
    expect(hidden).toMatchObject({ outcome: 'no-answer', missing: [], guidance: [], findings: [] })
    expect(hidden).not.toHaveProperty('confidence')
    expect(hidden.sentences).toEqual([{ text: hidden.text, basis: 'phrase', citations: [] }])
  })

  test('tells a thing from the instant of its release, without a new index', async () => {
    await fixClock(db, '2027-03-25T09:59:59.999+08:00')
    expect((await ask('云舟传送需要多少级')).outcome).toBe('no-answer')
    await fixClock(db, RELEASE)
    const told = await ask('云舟传送需要多少级')
    expect(told.text).toContain('52 级')
    await fixClock(db, '2026-11-21T10:00:00+08:00')
    expect((await ask('云舟传送需要多少级')).outcome).toBe('no-answer')
  })

  test('answers a customer in their own script and language', async () => {
    const hant = await ask('會員最多可以同時登入幾台設備', { lang: 'zh-Hant' })
    expect(hant.text).toContain('會員最多同時登錄 5 臺設備')
    expect(hant.sentences.at(-1)).toMatchObject({
      basis: 'grounded',
      citations: [{ quote: '会员最多同时登录 5 台设备，非会员 3 台。' }],
    })
    const english = await ask('How many devices can members be signed in on?')
    expect(english.text).toContain('Members can be signed in on 5 devices')
    const noCounterpart = await ask('When do monthly tickets expire?')
    expect(noCounterpart.outcome).toBe('no-answer')
  })

  test('answers two needs of one burst, each from its article', async () => {
    const { text, sentences } = await ask('会员怎么退款？另外月票什么时候过期？')
    const articles = new Set(
      sentences.flatMap(({ citations }) => citations.map(({ article }) => article)),
    )
    expect(articles).toEqual(new Set(['membership-refund', 'ticket-expiry']))
    expect(text).toContain('23:59:59')
  })

  test.each([
    ['你好', 'nothing'],
    ['好的', 'nothing'],
    ['谢谢', 'nothing'],
    ['我有个问题', 'clarify'],
    ['什么破平台，气死我了！', 'soothe'],
  ])('%s: %s', async (text, outcome) => {
    expect((await ask(text)).outcome).toBe(outcome)
  })

  test('soothes an upset customer first, then answers', async () => {
    const { outcome, text } = await ask('骗子！会员怎么退款')
    expect(outcome).toBe('answer')
    expect(text).toContain('非常抱歉给您带来不便，您的心情我完全理解。\n会员在购买后')
    expect(text).toContain('手续费 5%')
  })

  test('a partial result and an older revision are not answered', async () => {
    const turn = { seq: 1, speaker: 'customer' as const, final: true, rev: 0 }
    const { text } = await suggest(
      { db, desk, clock: systemClock },
      {
        channel: 'chat',
        turns: [
          { ...turn, text: '会员怎么退款' },
          { ...turn, rev: 1, text: '月票什么时候过期' },
          { ...turn, seq: 2, final: false, text: '设备' },
        ],
      },
    )
    expect(text).toContain('23:59:59')
  })

  test('is the same for the same turns, in whatever order they come', async () => {
    const turns = ['会员怎么退款', '客服：好的', '月票什么时候过期'].map((text, index) => ({
      seq: index + 1,
      speaker: index === 1 ? ('agent' as const) : ('customer' as const),
      text,
      final: true,
      rev: 0,
    }))
    const deps = { db, desk, clock: systemClock }
    const first = await suggest(deps, { id: 'c', channel: 'chat', turns })
    const second = await suggest(deps, { id: 'c', channel: 'chat', turns: turns.toReversed() })
    expect(withoutTime(first)).toEqual(withoutTime(second))
  })

  test('stops when it is cancelled', async () => {
    const controller = new AbortController()
    controller.abort(new Error('no longer wanted'))
    await expect(ask('会员怎么退款', {}, controller.signal)).rejects.toThrow('no longer wanted')
  })

  test('a conversation without a customer’s word gets nothing', async () => {
    const { outcome, text } = await ask('客服：您好')
    expect({ outcome, text }).toEqual({ outcome: 'nothing', text: '' })
  })
})
