/** What a query is made of; a `Turn` is one. */
export type SaidTurn = {
  speaker: 'customer' | 'agent' | 'system'
  text: string
  /** When it was said, where that is known. */
  at?: string | undefined
}

/** People who write in pieces do not pause so long; whoever does has waited for an answer. */
const PAUSE_MS = 60_000
/** Messages, where nobody says when they were written: an agent's side that is not passed on must not make all one. */
const MOST_MESSAGES = 5

/**
 * What the customer said in one go at the end: the last message and those before it that belong to it, in order. A word of
 * the agent ends it, a long pause does, and there are never more than a few; notes of the system stand for nothing.
 */
export function lastBurst<T extends SaidTurn>(turns: readonly T[]): T[] {
  const burst: T[] = []
  for (let i = turns.length - 1; i >= 0; i--) {
    const turn = turns[i] as T
    if (turn.speaker === 'system' || turn.text.trim() === '') continue
    if (turn.speaker === 'agent') {
      if (burst.length > 0) break
      continue
    }
    const after = burst[0]
    if (after && (burst.length === MOST_MESSAGES || pauseBetween(turn, after) > PAUSE_MS)) break
    burst.unshift(turn)
  }
  return burst
}

function pauseBetween(before: SaidTurn, after: SaidTurn): number {
  if (before.at === undefined || after.at === undefined) return 0
  return Date.parse(after.at) - Date.parse(before.at)
}
