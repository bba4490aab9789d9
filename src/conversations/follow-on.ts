import type { TransactionSql } from '../db/index.ts'
import type { Channel } from './conversation-rows.ts'
import { type Flow, type FlowState, flowOf, followActs } from './stages.ts'
import { actsInOrder } from './turn-rows.ts'

/** Turns read again with each new one, at most: beyond them the flow is taken from where it was kept. */
const MOST_READ = 200
/** Turns that stay in front of what is kept, so that a late one seldom falls behind it. */
const LEFT_IN_FRONT = 100

/**
 * Where a conversation stands after its final turns, of which `changed` are new. What the last hundred have led to is
 * read from the turns, what lies before was kept; only a turn that is later than those makes all be read again.
 */
export async function followOn(
  sql: TransactionSql,
  { id, channel }: { id: string; channel: Channel },
  changed: { seq: number }[],
): Promise<Flow> {
  const kept = await keptFlow(sql, id)
  const isBehind = changed.some(({ seq }) => seq <= kept.seq)
  const base = isBehind ? { seq: 0, state: undefined } : kept
  const turns = await actsInOrder(sql, id, base.seq)
  if (turns.length > MOST_READ) {
    const behind = turns.slice(0, -LEFT_IN_FRONT)
    await keepFlow(sql, id, behind.at(-1)!.seq, followActs(behind, channel, base.state))
  } else if (isBehind) await keepFlow(sql, id, 0, null)
  return flowOf(followActs(turns, channel, base.state), channel)
}

type Kept = { seq: number; state: FlowState | undefined }

async function keptFlow(sql: TransactionSql, id: string): Promise<Kept> {
  const [row] = await sql<{ seq: number; state: FlowState | null }[]>`
    select flow_seq as seq, flow as state from app.conversation where id = ${id}
  `
  return row?.state ? { seq: row.seq, state: row.state } : { seq: 0, state: undefined }
}

async function keepFlow(
  sql: TransactionSql,
  id: string,
  seq: number,
  state: FlowState | null,
): Promise<void> {
  await sql`
    update app.conversation
    set flow_seq = ${seq}, flow = ${state === null ? null : sql.json(state as never)}
    where id = ${id}
  `
}
