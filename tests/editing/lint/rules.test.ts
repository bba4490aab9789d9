import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { RULES } from '../../../src/editing/lint/index.ts'
import { article, lint, rulesOf } from './support.ts'

const A = 'articles/a.md'
const B = 'articles/b.md'

/** One article with a fault, and the rule that has to say so. */
const ALONE: [string, string, string | Uint8Array][] = [
  [
    'dead-link',
    'a link to a file that is not there',
    article('a', '详见[退款](./refund-coin.md)。'),
  ],
  [
    'dead-anchor',
    'a link to a heading that the page does not have',
    article('a', '見[下文](#附錄)。', { lang: 'zh-Hant' }),
  ],
  [
    'unofficial-link',
    'an address outside the official domains',
    article('a', 'Open https://bit.ly/3xYz now.', { lang: 'en' }),
  ],
  ['missing-image', 'an image that is not there', article('a', '![步骤](./step.png)')],
  [
    'unknown-article',
    'a translation of nothing',
    article('a', '说明。', { translation_of: 'gone' }),
  ],
  [
    'merge-conflict',
    'a merge conflict',
    article('a', '<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> other'),
  ],
  [
    'tab-in-yaml',
    'a tab that indents the front matter',
    article('a', '说明。').replace('asks: ["a?"]', 'asks:\n\t- 怎么办'),
  ],
  ['byte-order-mark', 'a byte order mark', `\ufeff${article('a', '说明。')}`],
  ['line-endings', 'line ends of Windows', article('a', '说明。').replaceAll('\n', '\r\n')],
  ['raw-html', 'HTML in the text', article('a', '<b>重要</b>')],
  ['file-too-large', 'an article of 5 MB', article('a', '说明。\n'.repeat(600_000))],
  [
    'directive-not-narrower',
    'a block that would widen',
    article('a', '说明。\n\n:::agent\n放宽。\n:::', { audience: 'internal' }),
  ],
  [
    'directive-suspect',
    'a fence that is none',
    article('a', '说明。\n\n::: internal\n机密。\n:::'),
  ],
  ['stale', 'a review that is due', article('a', '说明。', { review_by: '2026-11-01' })],
  [
    'expired',
    'an article that ended long ago',
    article('a', '说明。', { expires: '"2026-01-01T00:00:00+08:00"' }),
  ],
  [
    'past-release',
    'a release that passed and is still announced',
    article(
      'a',
      '说明。\n\n:::embargo{release="2026-03-01T00:00:00+08:00"}\n新功能将于 2026 年 3 月 1 日上线，敬请期待。\n:::',
    ),
  ],
  [
    'past-announcement',
    'an announcement for a day that passed',
    article('a', 'The page will change on 15 January 2026.', { lang: 'en' }),
  ],
  [
    'past-announcement',
    'the same in traditional Chinese',
    article('a', '新版頁面計畫於 2026 年 1 月 15 日啟用。', { lang: 'zh-Hant' }),
  ],
  ['term', 'a wrong spelling of a term', article('a', '请在优惠卷页面查看。')],
  [
    'term',
    'the same in traditional Chinese',
    article('a', '請到優惠卷頁面查看。', { lang: 'zh-Hant' }),
  ],
  [
    'term',
    'the same in English',
    article('a', 'Your verfication code is in the message.', { lang: 'en' }),
  ],
  ['broken-table', 'a row with a cell too few', article('a', '| A | B |\n| --- | --- |\n| 1 |\n')],
  [
    'broken-table',
    'a table without a line below its head',
    article('a', '| 渠道 | 时间 |\n| 银行卡 | 一天 |\n'),
  ],
  [
    'long-section',
    'a section of many pages',
    article('a', '这里写着很长的说明文字，读起来十分费力。'.repeat(200)),
  ],
  ['missing-reply', 'no standard reply', article('a', '## 说明\n\n正文。')],
  ['missing-asks', 'no questions', article('a', '说明。', { asks: null })],
  [
    'ask-contradicts',
    'a question in both lists',
    article('a', '说明。', { asks: '["怎么退款"]', must_not: '[{ask: "怎么退款？", why: x}]' }),
  ],
  [
    'language-mismatch',
    'another language than it says',
    article(
      'a',
      '这里用中文写着一段相当长的说明文字，内容是如何在应用里完成充值，以及遇到问题应当怎么办。再写一句说明文字，让它足够长。还要说明订单在哪里查看、多久可以到账。',
      { lang: 'en' },
    ),
  ],
  [
    'reply-contradicts',
    'a standard reply with another fee',
    article(
      'a',
      '会员月卡每月 15 元，到期前可以取消。\n\n## 标准答复\n\n您好，会员月卡每月 18 元，您可以随时取消。',
    ),
  ],
  [
    'reply-contradicts',
    'a standard reply with another term, in English',
    article(
      'a',
      'Refunds of a membership take 5 working days by card.\n\n## Standard reply\n\nHello, a refund of the membership by card takes 7 working days.',
      { lang: 'en' },
    ),
  ],
  ['invisible-character', 'a character that is not drawn', article('a', '说\u200b明。')],
]

/** Two articles that do not go together. */
const TOGETHER: [string, string, string, string][] = [
  ['duplicate-id', 'two files with one id', article('a', '甲。'), article('a', '乙。')],
  [
    'shared-title',
    'one title',
    article('a', '甲。', { title: '会员退款' }),
    article('b', '乙。', { title: '会员退款？' }),
  ],
  [
    'shared-ask',
    'one question',
    article('a', '甲。', { asks: '["怎么退款"]' }),
    article('b', '乙。', { asks: '["怎么 退款？"]' }),
  ],
  [
    'restricted-link',
    'a link to internal text',
    article('a', '见[说明](./b.md)。'),
    article('b', '内部说明。', { audience: 'internal', asks: null }),
  ],
  [
    'unserved-link',
    'a link to a draft',
    article('a', '见[说明](./b.md)。'),
    article('b', '草稿。', { state: 'draft' }),
  ],
  [
    'contradiction',
    'one sentence with two terms',
    article('a', '星享会员在付款后 7 天内没有使用权益的，可以全额退费。', { title: '会员退费' }),
    article('b', '星享会员在付款后 15 天内没有使用权益的，可以全额退费。', { title: '会员说明' }),
  ],
  [
    'contradiction',
    'one sentence with two fees, in English',
    article('a', 'Changing the pen name of a published work costs 20 yuan after the first time.', {
      lang: 'en',
    }),
    article('b', 'Changing the pen name of a published work costs 35 yuan after the first time.', {
      lang: 'en',
    }),
  ],
  [
    'overlap',
    'words of an internal article',
    article('a', '善意补偿用于弥补体验，不用于换取撤诉或删帖。'),
    article('b', '善意补偿用于弥补体验，不用于换取撤诉或删帖。凡对方以曝光相要挟的，不得动用。', {
      audience: 'internal',
      asks: null,
    }),
  ],
  [
    'restricted-fact',
    'a price that only an embargo has, in other words',
    article('a', '听说明年起年卡调整后的价格是 158 元。'),
    article(
      'b',
      '说明。\n\n:::embargo{release="2027-01-01T00:00:00+08:00"}\n自 2027 年起，年卡价格调整为 158 元，旧价作废。\n:::',
      { title: '年卡' },
    ),
  ],
  [
    'translation-lags',
    'a translation with the old term',
    article('a', '退款在 5 个工作日内到账。', { title: '退款' }),
    article('b', 'The refund arrives within 3 working days.', { lang: 'en', translation_of: 'a' }),
  ],
]

describe('lint', () => {
  it.each(ALONE)('%s: %s', async (rule, _name, source) => {
    const findings = await lint({ [A]: source })
    const found = findings.find((one) => one.rule === rule)
    expect(rulesOf(findings)).toContain(rule)
    expect(found).toMatchObject({ file: A, advice: expect.stringMatching(/\S/) })
    expect(found!.line).toBeGreaterThan(0)
  })

  it.each(TOGETHER)('%s: %s', async (rule, _name, one, other) => {
    const findings = await lint({ [A]: one, [B]: other })
    expect(rulesOf(findings)).toContain(rule)
  })

  it('finds nothing in sound articles', async () => {
    const found = await lint({
      [A]: article(
        'a',
        '会员月卡每月 15 元。详见[退款](./b.md)，或打开 www.galaxyread.example/help。',
      ),
      [B]: article('b', '退款在 5 个工作日内到账，银行卡 10 个工作日。元旦之前到账。'),
      'articles/c.md': article('c', 'The refund arrives within 5 working days, 10 by card.', {
        lang: 'en',
        translation_of: 'b',
      }),
    })
    expect(found).toEqual([])
  })

  it('reports a conflict alone, at the line of its first marker', async () => {
    const findings = await lint({ [A]: article('a', '<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> b') })
    expect(findings).toMatchObject([{ rule: 'merge-conflict', line: 10, column: 1 }])
  })

  it('shows both passages of a contradiction', async () => {
    const [, , one, other] = TOGETHER.find(([rule]) => rule === 'contradiction')!
    const found = (await lint({ [A]: one, [B]: other })).find(
      ({ rule }) => rule === 'contradiction',
    )
    expect(found).toMatchObject({
      file: B,
      found: expect.stringContaining('15 天'),
      related: [{ file: A, quote: expect.stringContaining('7 天'), line: 10 }],
    })
  })

  it('takes foreign markdown as it is', async () => {
    const found = await lint(
      {
        'guide/a.md': '# Title\n\n<b>Bold</b>  \ntext [x](./b.md)\n',
        'guide/b.md': '# Other\n\ntext',
      },
      { assumeAudience: 'customer' },
    )
    expect(found).toEqual([])
  })

  it('lets pass what lint.yml names, and nothing that is firm', async () => {
    const settings =
      'rules: {stale: off}\nignore:\n  - {rule: missing-asks, path: "articles/*.md", why: a trial}\n'
    const stale = article('a', '说明。', { review_by: '2026-01-01', asks: null })
    expect(await lint({ [A]: stale, 'lint.yml': settings })).toEqual([])
    const firm = await lint({ [A]: stale, 'lint.yml': 'rules: {overlap: off}\n' })
    expect(rulesOf(firm, 'lint.yml')).toEqual(['unknown-key'])
  })

  it('has a line in the README for every rule', () => {
    const readme = readFileSync('src/editing/lint/README.md', 'utf8')
    for (const { id, severity, finds, isFirm } of RULES) {
      const row = readme.split('\n').find((line) => line.startsWith(`| <a id="${id}"></a>`))
      expect(row, id).toContain(`| ${severity} | ${finds} |`)
      expect(row?.includes('firm'), id).toBe(isFirm === true)
    }
  })
})
