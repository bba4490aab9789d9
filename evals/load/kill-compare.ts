import { setTimeout as wait } from 'node:timers/promises'
import { type Follower, follow } from './kill-follower.ts'
import type { SentTurn, Talker } from './kill-talker.ts'

export type Compared = {
  /** Turns that were acknowledged and are not there, or with other words. */
  lost: number
  /** Numbers of events left out, told twice, or told otherwise than they stand in the table. */
  skipped: number
  doubled: number
  changed: number
  /** Suggestions told twice for the same state. */
  suggestedTwice: number
}

/** Holds what a client was told and got acknowledged against what is stored. */
export async function compareTold(
  { id, follower, talker }: { id: string; follower: Follower; talker: Talker },
  base: string,
): Promise<Compared> {
  const address = `${base}/v1/conversations/${id}`
  const read = (await (await fetch(address)).json()) as { turns: SentTurn[]; lastEventId: number }
  const stored = new Map(read.turns.map((turn) => [turn.seq, turn]))
  const lost = [...talker.acknowledged.values()].filter(({ seq, rev, final, text }) => {
    const kept = stored.get(seq)
    return !kept || kept.rev !== rev || kept.final !== final || kept.text !== text
  }).length
  const fresh = follow(id, 'events', () => base)
  while (fresh.events.length < read.lastEventId) await wait(20)
  fresh.stop()
  const told = follower.events
  const numbers = new Set(told.map((event) => event.id))
  const last = told.at(-1)?.id ?? 0
  const inTable = new Map(fresh.events.map((event) => [event.id, JSON.stringify(event)]))
  return {
    lost,
    skipped: Math.max(read.lastEventId, last) - numbers.size,
    doubled: told.filter(({ id: number }, index) => index > 0 && number <= told[index - 1]!.id)
      .length,
    changed: told.filter((event) => inTable.get(event.id) !== JSON.stringify(event)).length,
    suggestedTwice: countSuggestedTwice(fresh.events),
  }
}

/** Between two suggestions something must have been said. */
function countSuggestedTwice(events: Follower['events']): number {
  let twice = 0
  let isSaid = true
  for (const { kind } of events) {
    if (kind === 'turn-added') isSaid = true
    if (kind !== 'suggestion-ready') continue
    if (!isSaid) twice += 1
    isSaid = false
  }
  return twice
}
