import { describe, expect, test } from 'vitest'
import type { Draft, DraftSentence } from '../../src/compose/draft.ts'
import { type DraftEvidence, guardDraft } from '../../src/guard/guard-draft.ts'

const CHUNK = '退款需 **3 个工作日**，见[帮助](https://help.galaxyread.example/refund)。'
const evidence: DraftEvidence = {
  chunks: new Map([['c1', CHUNK]]),
  isPhrase: (text) => text === '您好，很高兴为您服务。',
  officialDomains: ['galaxyread.example'],
}
const citation = {
  article: 'a',
  title: '退款',
  chunk: 'c1',
  start: 0,
  end: CHUNK.length,
  line: 1,
  quote: CHUNK,
  rev: 'r',
}
const sentence = (text: string, more: Partial<DraftSentence> = {}): DraftSentence => ({
  text,
  basis: 'quoted',
  citations: [citation],
  lead: '',
  ...more,
})
const draftOf = (...sentences: DraftSentence[]): Draft => ({
  outcome: 'answer',
  sentences,
  confidence: 1,
  missing: [],
})
const reasons = (...sentences: DraftSentence[]) =>
  guardDraft(draftOf(...sentences), evidence).dropped.map(({ reason }) => reason)

describe('the gate', () => {
  test('lets pass what stands in the cited chunk, marks aside, and set phrases', () => {
    expect(
      reasons(
        sentence('退款需 3 个工作日，见帮助 https://help.galaxyread.example/refund。'),
        sentence('退款需 3 个工作日'),
        sentence('您好，很高兴为您服务。', { basis: 'phrase', citations: [] }),
      ),
    ).toEqual([])
  })

  test.each([
    ['words that are not in the quote', sentence('退款只要一会儿'), 'not-in-quote'],
    [
      'a figure that is not in the quote',
      sentence('退款需 5 个工作日', { basis: 'grounded' }),
      'unsupported-specific',
    ],
    [
      'reworded beyond the quote',
      sentence('公司经营情况良好，请继续支持我们的活动', { basis: 'grounded' }),
      'not-in-quote',
    ],
    [
      'a quote the chunk does not have',
      sentence('退款', { citations: [{ ...citation, quote: '退款当天到账' }] }),
      'quote-not-found',
    ],
    [
      'a chunk nobody may see',
      sentence('退款', { citations: [{ ...citation, chunk: 'hidden' }] }),
      'quote-not-found',
    ],
    ['no citation', sentence('退款', { citations: [] }), 'no-citation'],
    [
      'a made-up phrase',
      sentence('放心，今天就到账。', { basis: 'phrase', citations: [] }),
      'not-a-phrase',
    ],
    ['a foreign link', sentence('退款需 3 个工作日，见 phish.top/a'), 'link'],
    ['an invisible character', sentence('退款需\u200b 3 个工作日'), 'hidden-characters'],
  ])('drops %s', (_, bad, reason) => {
    expect(reasons(bad)).toEqual([reason])
  })

  test('an answer of which only phrases are left has failed', () => {
    const phrase = sentence('您好，很高兴为您服务。', { basis: 'phrase', citations: [] })
    expect(guardDraft(draftOf(phrase, sentence('编造的内容')), evidence).isOk).toBe(false)
    expect(guardDraft(draftOf(phrase, sentence('退款需 3 个工作日')), evidence).isOk).toBe(true)
  })
})
