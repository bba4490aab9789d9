import { readSmallTalk } from '../compose/small-talk.ts'
import { readMood } from '../triage/mood.ts'

/** A clause is an outburst when so much of it is what the mood was read from. */
const OUTBURST = 0.4

/**
 * What a customer said without greetings, thanks and outbursts: what is left to be looked up. Empty where
 * nothing is left.
 */
export function needText(text: string): string {
  const clauses = text.split(
    /(?<=[，,。！!？?；;\n~～…])|(?<=\p{Script=Han})(?=\s+\p{Script=Han})/u,
  )
  const kept = clauses.filter((clause) => !isSmallTalk(clause) && !isOutburst(clause))
  const need = kept.join('').trim()
  return /[\p{L}\p{N}]/u.test(need) ? need : ''
}

function isSmallTalk(clause: string): boolean {
  return /[\p{L}\p{N}]/u.test(clause) && readSmallTalk(clause) !== null
}

function isOutburst(clause: string): boolean {
  const words = wordsOf(clause)
  if (words === '') return !/[\p{L}\p{N}]/u.test(clause)
  const said = wordsOf(readMood(clause).outbursts.join(' '))
  return said.length >= words.length * OUTBURST
}

/** Carries an outburst without adding anything to it. */
const CARRIERS =
  /你们?|您们?|我|这个?|那个?|真的?是?|太|了|就是?|简直|是|都|的|啊|吧|呢|平台|公司|软件|服务|什么|怎么|\b(?:this|that|is|it|it's|are|you|your|you're|the|a|an|so|very|absolutely|really|totally|completely|ever|just|what|such|i|am|i'm|service|app|company|platform|of|with|me|my|and)\b/giu

function wordsOf(text: string): string {
  return text.replaceAll(CARRIERS, ' ').replaceAll(/[^\p{L}\p{N}]/gu, '')
}
