import { readSmallTalk } from '../compose/small-talk.ts'
import type { TransactionSql } from '../db/index.ts'
import type { KeptTurn } from './merge-turns.ts'
import { takesLeave } from './takes-leave.ts'

/**
 * Since when the customer waits for a reply, after final turns were taken in: from their first word behind the agent's
 * last. Null: the agent spoke last, or the customer has said goodbye, or thanks to what the agent said.
 */
export async function waitingSinceAfter(
  sql: TransactionSql,
  before: { id: string; waitingSince: Date | null },
  latest: { seq: number; speaker: 'customer' | 'agent' } | undefined,
  { changed, now }: { changed: KeptTurn[]; now: Date },
): Promise<Date | null> {
  if (latest?.speaker !== 'customer') return null
  const word = changed.find(({ seq }) => seq === latest.seq)
  if (word && takesLeave(word)) return null
  const hasReply = changed.some(({ speaker, final }) => final && speaker === 'agent')
  // Thanks or a bare "ok" begin no wait; what was asked before them is still without a reply.
  if (word && wantsNothing(word)) return hasReply ? null : before.waitingSince
  if (!hasReply) return before.waitingSince ?? now
  // A reply came with it, or late: whom it answered is seen only from the turns in order.
  const [row] = await sql<{ since: Date | null }[]>`
    select min(received_at) as since
    from app.turn
    where conversation = ${before.id} and final and speaker = 'customer' and seq > (
      select coalesce(max(seq), 0)
      from app.turn
      where conversation = ${before.id} and final and speaker = 'agent'
    )
  `
  return row?.since ?? now
}

function wantsNothing({ text }: KeptTurn): boolean {
  const talk = readSmallTalk(text)
  return talk !== null && talk !== 'greeting'
}
