import type { TransactionSql } from '../db/index.ts'
import type { KeptTurn } from './merge-turns.ts'
import type { Act } from './stages.ts'
import { readActs } from './stages.ts'
import { type TurnTime, timeOf } from './turn-times.ts'
import type { Turn } from './types.ts'

export type StoredTurn = Omit<KeptTurn, 'at'> & TurnTime & { receivedAt: string }

type TurnRow = Omit<KeptTurn, 'at'> & { saidAt: Date | null; receivedAt: Date }

/** The stored turns with these numbers, by number. */
export async function turnsBySeq(
  sql: TransactionSql,
  conversation: string,
  seqs: number[],
): Promise<Map<number, KeptTurn>> {
  const rows = await sql<TurnRow[]>`
    select seq, speaker, text, final, rev, said_at as "saidAt", received_at as "receivedAt"
    from app.turn
    where conversation = ${conversation} and seq = any(${seqs}::int[])
  `
  return new Map(
    rows.map(({ saidAt, receivedAt: _, ...turn }) => [
      turn.seq,
      { ...turn, at: saidAt?.toISOString() ?? null },
    ]),
  )
}

/** The last `limit` turns, in order. */
export async function readTurns(
  sql: TransactionSql,
  conversation: string,
  limit: number,
): Promise<StoredTurn[]> {
  const rows = await sql<TurnRow[]>`
    select seq, speaker, text, final, rev, said_at as "saidAt", received_at as "receivedAt"
    from app.turn
    where conversation = ${conversation}
    order by seq desc
    limit ${limit}
  `
  return rows.reverse().map(toStored)
}

/** The first `limit` turns after the number `after`, in order. */
export async function readTurnsAfter(
  sql: TransactionSql,
  conversation: string,
  after: number,
  limit: number,
): Promise<StoredTurn[]> {
  const rows = await sql<TurnRow[]>`
    select seq, speaker, text, final, rev, said_at as "saidAt", received_at as "receivedAt"
    from app.turn
    where conversation = ${conversation} and seq > ${after}
    order by seq
    limit ${limit}
  `
  return rows.map(toStored)
}

function toStored({ saidAt, receivedAt, ...turn }: TurnRow): StoredTurn {
  return { ...turn, ...timeOf(saidAt, receivedAt), receivedAt: receivedAt.toISOString() }
}

/** Writes merged turns over what stood at their numbers. */
export async function putTurns(
  sql: TransactionSql,
  conversation: string,
  turns: KeptTurn[],
  now: Date,
): Promise<void> {
  const rows = turns.map((turn) => ({
    conversation,
    seq: turn.seq,
    speaker: turn.speaker,
    text: turn.text,
    final: turn.final,
    rev: turn.rev,
    said_at: turn.at === null ? null : new Date(turn.at),
    received_at: now,
    acts: readActs(turn),
  }))
  await sql`
    insert into app.turn ${sql(rows)}
    on conflict (conversation, seq) do update
    set speaker = excluded.speaker, text = excluded.text, final = excluded.final,
      rev = excluded.rev, said_at = excluded.said_at, received_at = excluded.received_at,
      acts = excluded.acts
  `
}

/** What the final turns after the number `after` do in the service flow, in order of seq. */
export function actsInOrder(
  sql: TransactionSql,
  conversation: string,
  after: number,
): Promise<{ seq: number; speaker: Turn['speaker']; acts: Act[] }[]> {
  return sql<{ seq: number; speaker: Turn['speaker']; acts: Act[] }[]>`
    select seq, speaker, acts
    from app.turn
    where conversation = ${conversation} and final and seq > ${after}
    order by seq
  `
}

/** Who of the two spoke last, as far as that is final. */
export async function latestSpoken(
  sql: TransactionSql,
  conversation: string,
): Promise<{ seq: number; speaker: 'customer' | 'agent' } | undefined> {
  const [row] = await sql<{ seq: number; speaker: 'customer' | 'agent' }[]>`
    select seq, speaker
    from app.turn
    where conversation = ${conversation} and final and speaker <> 'system'
    order by seq desc
    limit 1
  `
  return row
}
