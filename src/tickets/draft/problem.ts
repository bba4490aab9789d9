import { findSpecifics } from '../../text/specifics.ts'
import { measure, type SaidSentence } from './sentences.ts'

/** How a wish is worded, as against a mere report. Folded by the caller's regular expressions being case-blind. */
const WISH =
  /(?:我)?(?:要求|必须|必須|请(?:你们|您|你)?(?:尽快|盡快|马上|馬上|立刻|立即|帮|幫|给|給|把|將|将|主管|退|补|補)|麻烦(?:你们|您|你)?(?:帮|把|尽快)|麻煩(?:你們|您|你)?(?:幫|把|盡快)|赶紧|趕緊|拜托|拜託|希望(?:你们|您|你|貴|贵)|要么|要不就|我(?:要|想)(?:退|申请退|全部退|求|一个|一個|你们|你們|讨|討))|\b(?:i (?:want|demand|insist|expect|request)|i(?:['’]d| would) like (?:you|my|the|a |to (?:be|get|have))|please (?:refund|cancel|assign|send|confirm|freeze|delete|remove|give|return|fix|restore|add|close|stop|call)|refund (?:me|my|one|it)|give me (?:my|back))/iu

export function isWish({ text }: Pick<SaidSentence, 'text'>): boolean {
  return WISH.test(text)
}

/** Answers to a question are short and tell nothing by themselves. */
const SHORT = 4

/**
 * How much a sentence of the customer tells of why they came: the first ones, those that speak of trouble or ask,
 * and long ones more than short ones.
 */
export function problemScore(sentence: SaidSentence, firstOwn: number, isAnswer: boolean): number {
  const { acts, length, at, text } = sentence
  if (acts.isForMachine) return 0
  const early = 1 / (1 + Math.max(0, at - firstOwn) * 0.35)
  const size = Math.min(1, length / (SHORT * 3))
  const isBare = length < SHORT || (isAnswer && acts.need === 0)
  const isFigures = measure(text.replaceAll(/[\d零〇幺一二三四五六七八九]/gu, '')) < SHORT
  const figures = findSpecifics(text).length > 0 ? 0.1 : 0
  return (
    (acts.need * 0.55 + early * 0.7 + size * 0.35 + figures) *
    (isBare ? (isAnswer ? 0.25 : 0.4) : isAnswer && isFigures ? 0.25 : 1)
  )
}

/** The customer's sentences, the ones that tell the problem best first. `answerSeqs`: turns that only answer a question. */
export function rankProblem(
  sentences: readonly SaidSentence[],
  answerSeqs: ReadonlySet<number> = new Set(),
): { sentence: SaidSentence; score: number }[] {
  const own = sentences.filter(({ speaker }) => speaker === 'customer')
  const first = own.find(({ length }) => length >= 3)?.at ?? 0
  return own
    .map((sentence) => ({
      sentence,
      score: problemScore(sentence, first, answerSeqs.has(sentence.seq)),
    }))
    .sort((a, b) => b.score - a.score || a.sentence.at - b.sentence.at)
}
