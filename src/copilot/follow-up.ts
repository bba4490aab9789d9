import { needText } from './need-text.ts'
import type { Situation } from './read-situation.ts'

/** A follow-up is short: so many Chinese characters, or so many words, at most. */
const MOST_HAN = 12
const MOST_WORDS = 7

/**
 * A short question that leaves out what it is about, "那季度的呢？" or "and for yearly?", with the need it
 * follows put before it. Null where the customer said nothing before, or where the question is long enough to
 * stand alone.
 */
export function followUp({ turns, burst }: Situation): string | null {
  const own = needText(burst.map((turn) => turn.text).join('\n'))
  if (own === '' || !isShort(own)) return null
  const first = burst[0]
  const before = turns.slice(0, first ? turns.indexOf(first) : 0)
  const said = before.findLast((turn) => turn.speaker === 'customer' && needText(turn.text) !== '')
  return said ? `${needText(said.text)}\n${own}` : null
}

function isShort(text: string): boolean {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = text.match(/[\p{Script=Latin}\p{N}]+/gu)?.length ?? 0
  return han <= MOST_HAN && words <= MOST_WORDS
}
