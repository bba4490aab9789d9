import { foldText } from '../../text/fold.ts'
import type { Span } from './intervals.ts'
import type { ToldUnit } from './told-units.ts'
import type { HeldBack } from './types.ts'

/** Text of the base that customers could not be told at all, as markdown. */
export type HeldText = { was: Exclude<HeldBack, 'embargo' | 'expired'>; text: string }

/** The widest reader first: a text that stood in several of them was kept from customers by the first. */
const ORDER: readonly HeldText['was'][] = ['agent', 'internal', 'not-published']

/**
 * How the base kept a text from customers at the beginning of a span: by its window, by its reader, or because its file
 * was not published; null where the base did not have it.
 */
export function heldBack(
  { text }: ToldUnit,
  key: string,
  span: Span,
  windows: readonly Span[],
  held: readonly HeldText[],
): HeldBack | null {
  if (windows.some(({ from }) => from > span.from)) return 'embargo'
  if (windows.some(({ until }) => until <= span.from)) return 'expired'
  const hint = text.match(/[\p{L}\p{N}]{2,}/u)?.[0] ?? text
  const found = held.filter((one) => one.text.includes(hint) && bare(one.text).includes(bare(key)))
  return ORDER.find((was) => found.some((one) => one.was === was)) ?? null
}

/** Letters, digits and what stands between digits: 1.5 is not 15. Marks of markdown are gone with the rest. */
function bare(text: string): string {
  return foldText(text).replaceAll(
    /(?<=\p{N})[.,:/-](?=\p{N})|([^\p{L}\p{N}%¥$€£])/gu,
    (mark, other) => (other === undefined ? mark : ''),
  )
}
