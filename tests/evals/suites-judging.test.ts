import { describe, expect, it } from 'vitest'
import { findFaults, shareOfReply } from '../../evals/suites/find-faults.ts'
import { judgeAnswer, type Wanted } from '../../evals/suites/judge-answer.ts'
import type { ReadSource } from '../../evals/suites/source-reader.ts'
import { summariseScores } from '../../evals/suites/summarise-scores.ts'
import { binaryFigures } from '../../evals/suites/warnings.ts'
import type { Citation, SuggestedSentence } from '../../src/compose/types.ts'
import { loadDesk } from '../../src/desk/index.ts'

const MARKDOWN = '微信充值一般 5 分钟内到账，最长 24 小时。\n'
const QUOTE = '微信充值一般 5 分钟内到账，最长 24 小时。'

function sentence(text: string, more: Partial<Citation> & { basis?: 'quoted' | 'phrase' } = {}) {
  const { basis = 'quoted', ...cited } = more
  const citation: Citation = {
    ...{ article: 'a', title: '到账', chunk: 'a#1', start: 0, end: QUOTE.length, line: 1 },
    ...{ quote: QUOTE, rev: 'r' },
    ...cited,
  }
  return { text, basis, citations: basis === 'phrase' ? [] : [citation] }
}

const REPLY =
  '您好，微信充值一般 5 分钟内到账。最长 24 小时，逾期自动退款；{{customer.address}}请勿重复支付。'

const read: ReadSource = async (id) =>
  id === 'a' ? { parts: [MARKDOWN], standardReply: REPLY } : undefined

describe('what supports a sentence', async () => {
  const { desk } = await loadDesk('tests/evals/no-such-folder')
  const faultsOf = (...sentences: SuggestedSentence[]) =>
    findFaults({ text: sentences.map(({ text }) => text).join('\n'), sentences }, read, desk)

  it('a quoted sentence with its citation has no fault', async () => {
    const clean = { uncited: [], invented: [] }
    expect(await faultsOf(sentence(QUOTE))).toEqual(clean)
    expect(await faultsOf(sentence(`1. ${QUOTE}`))).toEqual(clean)
  })

  it('a sentence without a citation is uncited, unless it is a set phrase', async () => {
    const bareSentence = { text: '马上到账。', basis: 'quoted' as const, citations: [] }
    expect((await faultsOf(bareSentence)).uncited).toHaveLength(1)
    expect((await faultsOf(sentence('感谢您的来电。', { basis: 'phrase' }))).uncited).toEqual([])
  })

  it('a quote that does not stand there, or an article the customer may not read, is no citation', async () => {
    expect((await faultsOf(sentence(QUOTE, { start: 1 }))).uncited).toHaveLength(1)
    expect((await faultsOf(sentence(QUOTE, { article: 'b' }))).uncited).toHaveLength(1)
  })

  it('what the text says beside its sentences is uncited, and so is a sentence it does not say', async () => {
    const told = sentence(QUOTE)
    const more = await findFaults({ text: `${QUOTE}我们保证退款。`, sentences: [told] }, read, desk)
    expect(more.uncited).toEqual(['我们保证退款。'])
    const less = await findFaults({ text: '', sentences: [told] }, read, desk)
    expect(less.uncited).toEqual([`not in the text: ${QUOTE}`])
  })

  it('a sentence that says more than its quote is uncited', async () => {
    expect((await faultsOf(sentence(`${QUOTE}逾期三倍赔付并赠送会员一年`))).uncited).toHaveLength(1)
  })

  it('a number that the quote does not hold is invented', async () => {
    const changed = QUOTE.replace('24', '48')
    expect((await faultsOf(sentence(changed))).invented).toHaveLength(1)
    expect((await faultsOf(sentence('请等 7 天。', { basis: 'phrase' }))).invented).toHaveLength(1)
  })
})

describe('how much of a standard reply is said', () => {
  const share = (text: string) => shareOfReply({ text, sentences: [sentence(QUOTE)] }, read)

  it('is all of it where its sentences are there, in other script or with a slot filled as well', async () => {
    expect(await share(REPLY.replace('{{customer.address}}', '您'))).toBe(1)
    expect(
      await share('您好，微信充值一般 5 分鐘內到賬。最長 24 小時，逾期自動退款；請勿重複支付。'),
    ).toBe(1)
  })

  it('is less where a condition is dropped', async () => {
    expect(await share('您好，微信充值一般 5 分钟内到账。')).toBeCloseTo(1 / 3)
  })

  it('is not asked for where no article is cited', async () => {
    const phrase = sentence('请以公告为准。', { basis: 'phrase' })
    expect(await shareOfReply({ text: phrase.text, sentences: [phrase] }, read)).toBeUndefined()
  })
})

describe('judging an answer', () => {
  const wanted: Wanted = {
    ...{ outcome: ['answer'], gold: ['a'], goldAll: false },
    ...{ mustSay: ['24 小时', '5分钟'], mustNotSay: [] },
  }
  const answer = { outcome: 'answer', text: QUOTE, sentences: [sentence(QUOTE)] } as const
  const same = (id: string) => id.replace(/-en$/, '')

  it('passes where outcome, article and facts are right', () => {
    const judged = judgeAnswer({ ...answer, sentences: [...answer.sentences] }, wanted, same)
    expect(judged).toMatchObject({ passed: true, isGoldCited: true, said: 1 })
  })

  it('takes a translation for the article', () => {
    const sentences = [sentence(QUOTE, { article: 'a-en' })]
    expect(judgeAnswer({ ...answer, sentences }, wanted, same).isGoldCited).toBe(true)
  })

  it('fails with the reason where another article is cited or a fact is left out', () => {
    const sentences = [sentence(QUOTE, { article: 'b' })]
    const judged = judgeAnswer({ ...answer, text: '5 分钟', sentences }, wanted, same)
    expect(judged).toMatchObject({ passed: false, isGoldCited: false, said: 0.5 })
    expect(judged.reasons).toEqual(['cited b', 'does not say 24 小时'])
  })

  it('of several needs asks for each article', () => {
    const both = { ...wanted, gold: ['a', 'c'], goldAll: true, mustSay: [] }
    const judged = judgeAnswer({ ...answer, sentences: [...answer.sentences] }, both, same)
    expect(judged.isGoldCited).toBe(false)
  })

  it('does not ask a refusal that is right for an article', () => {
    const either = { ...wanted, outcome: ['answer', 'no-answer'] }
    const refusal = { outcome: 'no-answer', text: '没有查到。', sentences: [] } as const
    const judged = judgeAnswer({ ...refusal, sentences: [] }, either, same)
    expect(judged.passed).toBe(true)
    expect(judgeAnswer({ ...refusal, sentences: [] }, wanted, same).passed).toBe(false)
  })
})

describe('figures', () => {
  it('are means of the cases they apply to, whole and by slice', () => {
    const slices = (lang: string) => ({ lang })
    expect(
      summariseScores([
        { id: '1', scores: { passed: 1, mustSay: 0.5 }, slices: slices('en') },
        { id: '2', scores: { passed: 0 }, slices: slices('en') },
        { id: '3', scores: { passed: 1 }, slices: slices('zh-Hant') },
      ]),
    ).toEqual({
      mustSay: 0.5,
      passed: 2 / 3,
      'mustSay/lang=en': 0.5,
      'passed/lang=en': 0.5,
      'passed/lang=zh-Hant': 1,
    })
  })

  it('of yes and no are none without a judged case, and 0 where nothing was right', () => {
    expect(binaryFigures([])).toEqual({})
    expect(binaryFigures([[true, false]])).toEqual({ precision: 0, recall: 0, f1: 0 })
    expect(
      binaryFigures([
        [true, true],
        [false, true],
      ]),
    ).toMatchObject({ precision: 0.5, recall: 1 })
  })
})
