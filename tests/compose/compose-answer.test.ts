import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ComposeContext, composeAnswer } from '../../src/compose/compose-answer.ts'
import { joinSentences } from '../../src/compose/draft.ts'
import type { Lang } from '../../src/text/types.ts'
import { needOf, viewOf } from './article-fixture.ts'
import { makeDesk } from './desk-fixture.ts'

const contextOf = (lang: Lang, customerText = ''): ComposeContext => ({
  desk: makeDesk(),
  lang,
  slots: { 'customer.address': '您', 'desk.name': '星河阅读' },
  customerText,
  mayShowLink: (url) => url.startsWith('https://help.galaxyread.example'),
})

const REFUND = `
## 适用范围

购买后 **7 天内**且未使用权益的会员可以退款。见[帮助中心](https://help.galaxyread.example/refund)。

## 办理步骤

1. 打开“我的—订单”。
2. 点击*申请退款*，并提供订单号。
   - Apple 订单除外。
3. 等待 3 个工作日。

| 渠道 | 手续费 |
| --- | --- |
| 微信 | 5%，最低 1 元 |
| 支付宝 | 免费 |

## 标准答复

您好，{{customer.address}}可以在购买后 7 天内申请退款。{{agent.name}}会为您登记，请提供订单号。

## 相关说明

- [Apple 订单](refund-apple.md)
`

describe('an answer from an article', () => {
  test('is the standard reply and the matched section, every step, row and fee of it', () => {
    const view = viewOf(REFUND)
    const draft = composeAnswer([needOf(view, ['打开“我的—订单”'])], contextOf('zh-Hans'))
    expect(joinSentences(draft.sentences)).toBe(
      [
        '您好，您可以在购买后 7 天内申请退款。请提供订单号。',
        '1. 打开“我的—订单”。',
        '2. 点击申请退款，并提供订单号。',
        '  • Apple 订单除外。',
        '3. 等待 3 个工作日。',
        '• 渠道：微信；手续费：5%，最低 1 元',
        '• 渠道：支付宝；手续费：免费',
      ].join('\n'),
    )
    expect(draft.outcome).toBe('answer')
    expect(draft.confidence).toBe(0.9)
  })

  test('cites for each sentence the very words in the article, with offsets, line and revision', () => {
    const view = viewOf(REFUND)
    const draft = composeAnswer([needOf(view, ['打开“我的—订单”'])], contextOf('zh-Hans'))
    for (const sentence of draft.sentences) {
      expect(sentence.citations.length).toBeGreaterThan(0)
      for (const citation of sentence.citations) {
        expect(view.markdown.slice(citation.start, citation.end)).toBe(citation.quote)
        expect(view.markdown.slice(0, citation.start).split('\n')).toHaveLength(citation.line)
        expect(citation.rev).toMatch(/^[0-9a-f]{16}$/)
        expect(citation.article).toBe('refund-rules')
      }
    }
    const step = draft.sentences.find(({ text }) => text.startsWith('2.'))
    expect(step?.basis).toBe('quoted')
    expect(step?.citations[0]?.quote).toBe('2. 点击*申请退款*，并提供订单号。')
    const row = draft.sentences.find(({ text }) => text.includes('微信'))
    expect(row?.basis).toBe('grounded')
    expect(row?.citations.map(({ quote }) => quote)).toEqual([
      '| 微信 | 5%，最低 1 元 |',
      '| 渠道 | 手续费 |',
    ])
  })

  test('shows an official address after its name, and never the target of a relative link', () => {
    const view = viewOf(REFUND)
    const draft = composeAnswer([needOf(view, ['未使用权益'])], contextOf('zh-Hans'))
    const text = joinSentences(draft.sentences)
    expect(text).toContain('见帮助中心 https://help.galaxyread.example/refund')
    expect(text).not.toContain('refund-apple')
    expect(text).not.toContain('相关说明')
  })

  test('an address in the text is said once', () => {
    const view = viewOf(
      '## 下载\n\n请在 www.galaxyread.example 或 https://help.galaxyread.example/app 下载，写信至 care@galaxyread.example。\n',
    )
    const context = { ...contextOf('zh-Hans'), mayShowLink: () => true }
    const draft = composeAnswer([needOf(view, ['下载'])], context)
    expect(joinSentences(draft.sentences)).toBe(
      '请在 www.galaxyread.example 或 https://help.galaxyread.example/app 下载，写信至 care@galaxyread.example。',
    )
  })

  test('two needs are told one after the other, with one greeting', () => {
    const refund = viewOf(REFUND)
    const device = viewOf('## 标准答复\n\n您好，最多 5 台设备。\n', {
      id: 'devices',
      title: '设备',
    })
    const draft = composeAnswer(
      [needOf(refund, ['未使用权益']), needOf(device, ['5 台'])],
      contextOf('zh-Hans'),
    )
    expect(joinSentences(draft.sentences)).toMatch(/^您好，[\s\S]*\n\n最多 5 台设备。$/)
  })

  test('asks for what the told part needs and the customer has not given', () => {
    const view = viewOf(REFUND)
    const need = needOf(view, ['打开“我的—订单”'])
    expect(composeAnswer([need], contextOf('zh-Hans')).missing).toEqual([
      { field: 'order_no', ask: '方便提供一下订单号吗？' },
    ])
    expect(
      composeAnswer([need], contextOf('zh-Hans', '订单号是 GR20261121000123')).missing,
    ).toEqual([])
  })

  test('is put into Traditional characters for a customer who writes them, and cites the source as it is', () => {
    const view = viewOf(REFUND)
    const draft = composeAnswer([needOf(view, ['打开“我的—订单”'])], contextOf('zh-Hant'))
    const step = draft.sentences.find(({ text }) => text.startsWith('1.'))
    expect(step).toMatchObject({ text: '1. 打開“我的—訂單”。', basis: 'grounded' })
    expect(step?.citations[0]?.quote).toBe('1. 打开“我的—订单”。')
  })

  test('without a standard reply tells the matched sections, whole', () => {
    const view = viewOf(
      '## Refunds\n\nYou have 7 days. A fee of 5% applies.\n\n- Keep the receipt.\n\n## Exchange\n\nNot possible.\n',
      { lang: 'en', title: 'Refunds' },
    )
    const draft = composeAnswer([needOf(view, ['You have 7 days'])], contextOf('en'))
    expect(joinSentences(draft.sentences)).toBe(
      'You have 7 days. A fee of 5% applies.\n• Keep the receipt.',
    )
  })

  test('a subsection comes with what its section says of all of them, under its own heading', () => {
    const filler = '这里说明其他渠道的办理方式，内容较长。'.repeat(40)
    const view = viewOf(
      `## 退款\n\n所有渠道都须实名。\n\n### 微信\n\n原路退回。\n\n### 其他\n\n${filler}\n`,
    )
    const draft = composeAnswer([needOf(view, ['原路退回'])], contextOf('zh-Hans'))
    expect(joinSentences(draft.sentences)).toBe('所有渠道都须实名。\n微信：\n原路退回。')
  })

  test('what the standard reply has said already is not said again; a figure it lacks is', () => {
    const view = viewOf(
      '## 时限\n\n退款在 3 个工作日内到账。\n\n大额订单需要 7 个工作日。\n\n## 标准答复\n\n您好，退款在 3 个工作日内到账。\n',
    )
    const draft = composeAnswer([needOf(view, ['大额订单'])], contextOf('zh-Hans'))
    expect(joinSentences(draft.sentences)).toBe(
      '您好，退款在 3 个工作日内到账。\n大额订单需要 7 个工作日。',
    )
  })

  test('colons inside times, and marks that are no markup, stay as they are written', () => {
    const body = '月票在每月最后一天 23:59:59 过期，比例 1:2，A*B 与 2 < 3 都按原样。\n'
    const view = viewOf(`## 有效期\n\n${body}`)
    const draft = composeAnswer([needOf(view, ['月票'])], contextOf('zh-Hans'))
    expect(joinSentences(draft.sentences)).toBe(body.trim())
  })

  test('never drops a figure of the section it tells, whatever stands in it', () => {
    const facts = fc.constantFrom(
      '手续费 5%。',
      '须在 7 天内。',
      '最低 1 元。',
      '每月 15 日到账。',
      '请先实名。',
      '热线 400-000-8650。',
    )
    fc.assert(
      fc.property(
        fc.uniqueArray(facts, { minLength: 1 }),
        fc.uniqueArray(facts),
        (section, reply) => {
          const view = viewOf(
            `## 说明\n\n${section.map((fact) => `- ${fact}`).join('\n')}\n\n## 标准答复\n\n您好。${reply.join('')}\n`,
          )
          const text = joinSentences(
            composeAnswer([needOf(view, [section[0]!])], contextOf('zh-Hans')).sentences,
          )
          for (const fact of section) expect(text).toContain(fact.replace('请先实名。', ''))
        },
      ),
      { numRuns: 40 },
    )
  })
})
