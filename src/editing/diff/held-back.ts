import { foldText } from '../../text/fold.ts'
import type { Span } from './intervals.ts'
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
  key: string,
  span: Span,
  windows: readonly Span[],
  held: readonly HeldText[],
): HeldBack | null {
  if (windows.some(({ from }) => from > span.from)) return 'embargo'
  if (windows.some(({ until }) => until <= span.from)) return 'expired'
  const said = bare(key)
  const found = said === '' ? [] : held.filter((one) => bareOf(one).includes(said))
  return ORDER.find((was) => found.some((one) => one.was === was)) ?? null
}

const bares = new WeakMap<HeldText, string>()

function bareOf(held: HeldText): string {
  const known = bares.get(held) ?? bare(held.text)
  bares.set(held, known)
  return known
}

/** Letters, digits and what stands between digits: 1.5 is not 15. Marks of markdown are gone with the rest. */
function bare(text: string): string {
  return foldText(text).replaceAll(
    /(?<=\p{N})[.,:/-](?=\p{N})|([^\p{L}\p{N}%¥$€£])/gu,
    (mark, other) => (other === undefined ? mark : ''),
  )
}
