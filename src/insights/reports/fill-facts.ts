import { readSmallTalk } from '../../compose/small-talk.ts'
import type { Database, TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { detectLanguage } from '../../text/language.ts'
import type { Lang } from '../../text/types.ts'

/** Conversations in one transaction: others do not wait for long. */
const AT_ONCE = 500
/** What of a conversation's beginning tells its language. */
const FIRST_TURNS = 3
const FIRST_CHARACTERS = 300

type Limits = { hotline: number | null; chat: number | null; email: number | null }

/**
 * Works out what the turns of conversations come to, where that is not known for their present version or was held
 * against another limit. `opened`: those opened then. Returns how many were worked out.
 */
export async function fillFacts(
  db: Database,
  desk: Pick<Desk, 'timers'>,
  opened: { start: Date; end: Date },
  most = Number.POSITIVE_INFINITY,
): Promise<number> {
  const limits = limitsOf(desk)
  let filled = 0
  while (filled < most) {
    const batch = await db.write('app', (sql) => fillBatch(sql, limits, opened))
    filled += batch
    if (batch < AT_ONCE) break
  }
  return filled
}

function limitsOf({ timers: { channels } }: Pick<Desk, 'timers'>): Limits {
  const seconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1_000))
  return {
    hotline: seconds(channels.hotline.replyMs),
    chat: seconds(channels.chat.replyMs),
    email: seconds(channels.email.replyMs),
  }
}

async function fillBatch(
  sql: TransactionSql,
  limits: Limits,
  { start, end }: { start: Date; end: Date },
): Promise<number> {
  const limit = sql`
    case conversation.channel when 'hotline' then ${limits.hotline}::int
      when 'chat' then ${limits.chat}::int else ${limits.email}::int end
  `
  const stale = await sql<{ id: string; isUnnamed: boolean }[]>`
    select conversation.id, conversation.lang is null as "isUnnamed"
    from app.conversation
    left join app.conversation_facts facts on facts.conversation = conversation.id
    where opened_at >= ${start} and opened_at < ${end}
      and (facts.version is distinct from conversation.version
        or facts.reply_seconds is distinct from ${limit})
    order by conversation.id
    limit ${AT_ONCE}
  `
  if (stale.length === 0) return 0
  const ids = stale.map(({ id }) => id)
  const unnamed = stale.filter(({ isUnnamed }) => isUnnamed).map(({ id }) => id)
  const langs = await readLanguages(sql, unnamed)
  await sql`
    with meant as (
      select conversation.id, conversation.version, ${limit} as seconds
      from app.conversation where id = any(${ids}::text[])
    ), said as (
      select turn.conversation, turn.seq, turn.speaker, turn.received_at,
        case when said_at <= received_at + interval '5 minutes' and said_at >= '2000-01-01'
          then said_at end as said_at,
        'closing' = any(turn.acts) as is_farewell,
        turn.speaker is distinct from
          lag(turn.speaker) over (partition by turn.conversation order by turn.seq) as begins
      from app.turn
      join meant on meant.id = turn.conversation
      where turn.final and turn.speaker <> 'system'
    ), numbered as (
      select *, count(*) filter (where begins) over (partition by conversation order by seq) as burst
      from said
    ), bursts as (
      select conversation, burst, speaker, count(*)::int as turns,
        min(received_at) as received, case when bool_and(said_at is not null) then min(said_at) end as said,
        max(coalesce(said_at, received_at)) as until, bool_or(is_farewell) as is_farewell
      from numbered
      group by conversation, burst, speaker
    ), answered as (
      select *,
        lead(received) over by_burst as reply_received, lead(said) over by_burst as reply_said,
        lead(burst) over by_burst is null as is_last
      from bursts
      window by_burst as (partition by conversation order by burst)
    ), waits as (
      -- One clock for both ends of a wait: the senders' where they gave both, ours otherwise.
      select *, greatest(0, extract(epoch from
        case when said is not null and reply_said is not null
          then reply_said - said else reply_received - received end)) as seconds
      from answered
    )
    insert into app.conversation_facts (conversation, version, reply_seconds, lang, first_at, last_at,
      customer_turns, agent_turns, replies, replies_in_time, waited_seconds, waiting_since)
    select meant.id, meant.version, meant.seconds, named.lang,
      min(coalesce(waits.said, waits.received)), max(waits.until),
      coalesce(sum(turns) filter (where speaker = 'customer'), 0)::int,
      coalesce(sum(turns) filter (where speaker = 'agent'), 0)::int,
      (count(*) filter (where speaker = 'customer' and not is_last))::int,
      (count(*) filter (where speaker = 'customer' and not is_last
        and waits.seconds <= meant.seconds))::int,
      coalesce(sum(waits.seconds) filter (where speaker = 'customer' and not is_last), 0),
      max(received) filter (where speaker = 'customer' and is_last and not is_farewell)
    from meant
    left join waits on waits.conversation = meant.id
    left join unnest(${langs.map(({ id }) => id)}::text[], ${langs.map(({ lang }) => lang)}::text[])
      as named (id, lang) on named.id = meant.id
    group by meant.id, meant.version, meant.seconds, named.lang
    on conflict (conversation) do update
    set version = excluded.version, reply_seconds = excluded.reply_seconds, lang = excluded.lang,
      first_at = excluded.first_at, last_at = excluded.last_at,
      customer_turns = excluded.customer_turns, agent_turns = excluded.agent_turns,
      replies = excluded.replies, replies_in_time = excluded.replies_in_time,
      waited_seconds = excluded.waited_seconds, waiting_since = excluded.waiting_since
  `
  await endWaits(sql, ids)
  return stale.length
}

/** Nobody waits for a reply to a farewell, to thanks, or to a bare "ok". */
async function endWaits(sql: TransactionSql, ids: readonly string[]): Promise<void> {
  const waiting = await sql<{ id: string; text: string }[]>`
    select facts.conversation as id, last.text
    from app.conversation_facts facts
    join lateral (
      select text from app.turn
      where turn.conversation = facts.conversation and final and speaker = 'customer'
      order by seq desc
      limit 1
    ) last on true
    where facts.conversation = any(${[...ids]}::text[]) and waiting_since is not null
  `
  const over = waiting.filter(({ text }) => !['greeting', null].includes(readSmallTalk(text)))
  await sql`
    update app.conversation_facts set waiting_since = null
    where conversation = any(${over.map(({ id }) => id)}::text[])
  `
}

/** What language customers wrote in, where nobody said so. */
async function readLanguages(
  sql: TransactionSql,
  ids: readonly string[],
): Promise<{ id: string; lang: Lang }[]> {
  if (ids.length === 0) return []
  const rows = await sql<{ id: string; text: string }[]>`
    select wanted.id, string_agg(first.text, e'\n') as text
    from unnest(${[...ids]}::text[]) as wanted (id)
    join lateral (
      select left(text, ${FIRST_CHARACTERS}) as text
      from app.turn
      where turn.conversation = wanted.id and final and speaker = 'customer'
      order by seq
      limit ${FIRST_TURNS}
    ) first on true
    group by wanted.id
  `
  return rows.map(({ id, text }) => ({ id, lang: detectLanguage(text) }))
}
