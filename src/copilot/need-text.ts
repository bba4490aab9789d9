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
  const words = clause.replaceAll(/[^\p{L}\p{N}]/gu, '')
  if (words === '') return true
  const said = readMood(clause)
    .outbursts.join('')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
  return said.length >= words.length * OUTBURST
}
