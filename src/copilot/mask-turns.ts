import { findPersonalData } from '../guard/personal-data.ts'
import { createPlaceholders, type Placeholders, type Secret } from '../models/placeholders.ts'

/** Order, ticket and account numbers: seven digits and more in one word, also right behind Chinese: 订单20261121889900. */
const LONG_NUMBER = /(?<![\p{Script=Latin}\p{N}⟦])(?:[A-Z]{1,6}[-_]?)?\d(?:[-_]?\d){6,}[A-Z\d]*/giu

/** Placeholders for what a model provider may not read of a conversation: personal data, and long numbers. */
export function personalPlaceholders(): Placeholders {
  return createPlaceholders(findSecrets)
}

/**
 * Turns as they may leave the house: for chat, for embedding a query, for re-ranking. The same value has the
 * same placeholder in all of them; pass `placeholders` to go on with those of an earlier text.
 */
export function maskTurns<T extends { text: string }>(
  turns: readonly T[],
  placeholders: Placeholders = personalPlaceholders(),
): { turns: T[]; placeholders: Placeholders } {
  const masked = turns.map((turn) => ({ ...turn, text: placeholders.mask(turn.text) }))
  return { turns: masked, placeholders }
}

/** One text for a provider whose answer holds no text: a query to embed or to rank by. */
export function maskText(text: string): string {
  return personalPlaceholders().mask(text)
}

function findSecrets(text: string): Secret[] {
  const found: Secret[] = findPersonalData(text).map(({ start, end, type }) => ({
    start,
    end,
    type,
  }))
  for (const match of text.matchAll(LONG_NUMBER)) {
    const [start, end] = [match.index, match.index + match[0].length]
    if (!found.some((other) => other.start < end && start < other.end))
      found.push({ start, end, type: 'NUMBER' })
  }
  return found.sort((a, b) => a.start - b.start)
}
