import type { Channel, StageName } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'

/** An open conversation as a lead's board shows it. */
export type OpenRow = {
  id: string
  channel: Channel
  lang: string | null
  agent: string | null
  department: string | null
  stage: StageName
  turnCount: number
  openedAt: Date
  droppedAt: Date | null
  /** The customer's first word that has had no reply; null: nobody waits for the agent. */
  waitingSince: Date | null
  lastEvent: number
  /** Early warnings that nobody has taken up. */
  openWarnings: number
  /** A mass incident that goes on and that this conversation reports. */
  incident: string | null
  type: string | null
  urgency: string | null
  lastTurn: { speaker: 'customer' | 'agent'; text: string; at: Date } | null
}

/** A place in the list; `since` null: behind all who wait. */
export type OpenPlace = { since: Date | null; id: string }

export type OpenFilter = {
  channel: Channel | null
  /** Only these. */
  ids: readonly string[] | null
  after: OpenPlace | null
  limit: number
}

type Row = Omit<OpenRow, 'lastTurn'> & {
  speaker: 'customer' | 'agent' | null
  text: string | null
  at: Date | null
}

/** Characters of the last words that are read: the board shows one line. */
const EXCERPT = 300

/**
 * Open conversations, whose customer waits the longest first; those in which nobody waits for the agent come last, by
 * id. Only the page's own rows are looked up further.
 */
export async function listOpenConversations(
  sql: TransactionSql,
  { channel, ids, after, limit }: OpenFilter,
): Promise<OpenRow[]> {
  const rows = await sql<Row[]>`
    with page as materialized (
      select id, channel, lang, agent, department, stage, turn_count, opened_at, dropped_at, waiting_since, last_event
      from app.conversation
      where closed_at is null
        ${channel === null ? sql`` : sql`and channel = ${channel}::text`}
        ${ids === null ? sql`` : sql`and id = any(${[...ids]}::text[])`}
        ${after === null ? sql`` : behind(sql, after)}
      order by coalesce(waiting_since, timestamptz 'infinity'), id
      limit ${limit}
    )
    select page.id, page.channel, page.lang, page.agent, page.department, page.stage,
      page.turn_count as "turnCount", page.opened_at as "openedAt", page.dropped_at as "droppedAt",
      page.waiting_since as "waitingSince", page.last_event as "lastEvent",
      (
        select count(*)::int
        from app.event
        left join app.warning_take taken
          on taken.conversation = event.conversation and taken.event = event.id
        where event.conversation = page.id and event.kind = 'warning-raised' and taken.event is null
      ) as "openWarnings",
      (
        select incident.id
        from app.trouble
        join app.incident on incident.id = trouble.incident
        where trouble.conversation = page.id and incident.ended_at is null
        order by trouble.seq desc
        limit 1
      ) as incident,
      classification.type, classification.body -> 'urgency' ->> 'value' as urgency,
      last.speaker, last.text, last.at
    from page
    left join app.classification on classification.conversation = page.id
    left join lateral (
      select speaker, left(text, ${EXCERPT}) as text, received_at as at
      from app.turn
      where turn.conversation = page.id and final and speaker <> 'system'
      order by seq desc
      limit 1
    ) last on true
    order by coalesce(page.waiting_since, timestamptz 'infinity'), page.id
  `
  return rows.map(({ speaker, text, at, ...row }) => ({
    ...row,
    lastTurn: speaker && text !== null && at ? { speaker, text, at } : null,
  }))
}

/** Written out rather than left to a condition, so that the page begins at its place in the index. */
function behind(sql: TransactionSql, { since, id }: OpenPlace) {
  return sql`
    and (coalesce(waiting_since, timestamptz 'infinity'), id)
      > (coalesce(${since}::timestamptz, timestamptz 'infinity'), ${id}::text)
  `
}

/** How many conversations are open, and in how many the customer waits. */
export async function countOpen(
  sql: TransactionSql,
  channel: Channel | null,
): Promise<{ open: number; waiting: number }> {
  const [row] = await sql<{ open: number; waiting: number }[]>`
    select count(*)::int as open, count(waiting_since)::int as waiting
    from app.conversation
    where closed_at is null and (${channel}::text is null or channel = ${channel}::text)
  `
  return row ?? { open: 0, waiting: 0 }
}
