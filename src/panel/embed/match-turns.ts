import type { HostTurn } from './protocol.ts'

type Said = Pick<HostTurn, 'speaker' | 'text'>

/**
 * Of the turns a host shows (all, or the latest of them) those that are not stored yet. The end of what is stored is
 * found in what is shown by what was said before it, so that a second "ok" is not taken for the first. Nothing
 * found: all of them are new.
 */
export function unknownTurns<T extends Said>(stored: readonly Said[], shown: readonly T[]): T[] {
  let best = { length: 0, end: 0 }
  for (let end = 1; end <= shown.length; end++) {
    const length = commonEnd(stored, shown, end)
    if (length > best.length) best = { length, end }
  }
  return shown.slice(best.end)
}

/** How many turns agree, backwards from the last stored one and from the shown one before `end`. */
function commonEnd(stored: readonly Said[], shown: readonly Said[], end: number): number {
  let length = 0
  while (length < Math.min(stored.length, end)) {
    const mine = stored[stored.length - 1 - length]
    const theirs = shown[end - 1 - length]
    if (
      !mine ||
      !theirs ||
      mine.speaker !== theirs.speaker ||
      mine.text.trim() !== theirs.text.trim()
    )
      break
    length += 1
  }
  return length
}
