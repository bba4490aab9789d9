import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { collapseDuplicates } from '../../src/retrieval/collapse-duplicates.ts'
import type { Passage } from '../../src/retrieval/index.ts'

type Draft = Partial<Passage> & { text: string }

function passages(...drafts: Draft[]): Passage[] {
  return drafts.map((draft, i) => ({
    ...{ chunkId: `c${i}`, articleId: `a${i}`, title: `标题 ${i}`, lang: 'zh-Hans' },
    ...{ audience: 'customer', headings: [`标题 ${i}`], start: 0, end: 1, line: 1, rev: 'r' },
    ...{ isStandardReply: false, isStale: false, module: null },
    ...{ rank: i + 1, score: 10 - i, why: { terms: [], lanes: { terms: i + 1 } } },
    ...draft,
  })) as Passage[]
}

const ids = (list: readonly Passage[]) => list.map((passage) => passage.articleId)

const LONG =
  '会员在到期前二十四小时自动续费，关闭自动续费后本期仍可使用到期末，已经扣除的费用不再退回。'

describe('collapseDuplicates', () => {
  test.each([
    ['充值不到账，请刷新余额。', '充值不到账， 请刷新余额。\n'],
    ['Refresh the balance.', 'refresh the  BALANCE.'],
    ['訂單號是１２３', '订单号是123'],
  ])('leaves the better ranked of two that say the same: %s', (one, other) => {
    const left = collapseDuplicates(passages({ text: one }, { text: other }, { text: '别的' }))
    expect(ids(left)).toEqual(['a0', 'a2'])
    expect(left.map((passage) => passage.rank)).toEqual([1, 2])
  })

  test('of two that fit equally well, the more specific stays, at the better place', () => {
    const [left] = collapseDuplicates(
      passages(
        { text: LONG, score: 9.1 },
        { text: LONG, score: 9, headings: ['会员', '自动续费', '年度会员'] },
      ),
    )
    expect(left).toMatchObject({ articleId: 'a1', rank: 1, score: 9.1 })
    const [fresh] = collapseDuplicates(
      passages({ text: LONG, score: 9, isStale: true }, { text: LONG, score: 9 }),
    )
    expect(fresh?.articleId).toBe('a1')
  })

  test('the one whose title is asked for is not given up for a longer trail', () => {
    const [left] = collapseDuplicates(
      passages(
        { text: LONG, score: 12 },
        { text: LONG, score: 9, headings: ['会员', '自动续费', '年度会员'] },
      ),
    )
    expect(left?.articleId).toBe('a0')
  })

  test.each([
    ['another audience', { audience: 'agent' }],
    ['another language', { lang: 'zh-Hant' }],
    ['the same article', { articleId: 'a0' }],
  ] as const)('a passage of %s is no duplicate', (_, more) => {
    const both = passages({ text: LONG }, { text: LONG, ...more })
    expect(collapseDuplicates(both, 'near')).toEqual(both)
  })

  test('only where asked for, nearly the same text counts as the same', () => {
    const both = passages({ text: LONG }, { text: LONG.replace('本期仍可', '本期还可') })
    expect(collapseDuplicates(both)).toHaveLength(2)
    expect(collapseDuplicates(both, 'near')).toHaveLength(1)
  })

  test.each([
    [LONG, LONG.replace('二十四小时', '四十八小时')],
    [
      'Version 1.5 is needed for this to work on your phone.',
      'Version 15 is needed for this to work on your phone.',
    ],
    [
      'Refunds take 3 working days after the request was approved.',
      'Refunds take 5 working days after the request was approved.',
    ],
    [LONG, LONG.replace('仍可使用', '不可使用')],
    [
      'You can cancel a yearly membership on the account page at any time.',
      'You cannot cancel a yearly membership on the account page at any time.',
    ],
  ])('a figure or a not that differs makes two texts: %s', (one, other) => {
    expect(collapseDuplicates(passages({ text: one }, { text: other }), 'near')).toHaveLength(2)
  })

  property.prop([
    fc.array(
      fc.record({
        text: fc.constantFrom('甲', '乙', 'a', 'A', ' a ', ''),
        articleId: fc.constantFrom('x', 'y', 'z'),
      }),
    ),
  ])('nothing is lost but what another passage says, and the order stays', (drafts) => {
    const all = passages(...drafts)
    const left = collapseDuplicates(all)
    for (const passage of all) {
      const says = (other: Passage) =>
        other.text.trim().toLowerCase() === passage.text.trim().toLowerCase()
      expect(left.some(says)).toBe(true)
    }
    expect(left.map(({ rank }) => rank)).toEqual(left.map((_, i) => i + 1))
    expect(left.map(({ score }) => score)).toEqual(
      left.map(({ score }) => score).toSorted((a, b) => b - a),
    )
  })
})
