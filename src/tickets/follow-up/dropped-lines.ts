import { addEvents, type Channel } from '../../conversations/index.ts'
import type { Database, TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { addFollowUp, followUpChanged } from './follow-up-rows.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
/** A line that was lost longer ago is nobody's to call back any more. */
const OLDEST_MS = 7 * DAY_MS
const MOST = 200

type Dropped = { id: string; channel: Channel; droppedAt: Date }

/**
 * Keeps a follow-up for each line that broke off and is not back, due when the desk says it is called back; one whose
 * line came back by itself is not needed any more. Returns how many were added.
 */
export async function followDroppedLines(
  db: Database,
  desk: Pick<Desk, 'timers'>,
  now: Date,
): Promise<number> {
  const since = new Date(now.getTime() - OLDEST_MS)
  const dropped = await db.read(
    'app',
    (sql) => sql<{ id: string }[]>`
      select talk.id
      from app.conversation talk
      where talk.dropped_at > ${since}
        and not exists (
          select from app.follow_up
          where conversation = talk.id and source = ${sourceOf(sql)}
        )
      order by talk.dropped_at
      limit ${MOST}
    `,
  )
  let added = 0
  for (const { id } of dropped)
    if (await db.write('app', (sql) => addDropped(sql, desk, id, now))) added += 1
  await db.write('app', (sql) => endReturned(sql, now))
  return added
}

/** Each drop of a line is one of its own. */
function sourceOf(sql: TransactionSql) {
  return sql`'dropped:' || (extract(epoch from talk.dropped_at) * 1000)::bigint`
}

async function addDropped(
  sql: TransactionSql,
  { timers }: Pick<Desk, 'timers'>,
  id: string,
  now: Date,
): Promise<boolean> {
  const [talk] = await sql<(Dropped & { source: string; lastEvent: number })[]>`
    select talk.id, talk.channel, talk.dropped_at as "droppedAt", talk.last_event as "lastEvent",
      ${sourceOf(sql)} as source
    from app.conversation talk
    where talk.id = ${id} and talk.dropped_at is not null
    for update
  `
  const callBackMs = talk ? timers.channels[talk.channel].callBackMs : null
  if (!talk || callBackMs === null) return false
  const dueAt = new Date(talk.droppedAt.getTime() + callBackMs)
  const lost = { conversation: id, kind: 'dropped', source: talk.source, note: '', dueAt } as const
  const added = await addFollowUp(sql, lost, now)
  if (added) await addEvents(sql, talk, [followUpChanged(added)], now)
  return added !== null
}

async function endReturned(sql: TransactionSql, now: Date): Promise<void> {
  await sql`
    update app.follow_up
    set state = 'cancelled', done_at = ${now}, outcome = 'not-needed'
    where kind = 'dropped' and state = 'open'
      and exists (
        select from app.conversation talk
        where talk.id = follow_up.conversation and talk.dropped_at is null
      )
  `
}
