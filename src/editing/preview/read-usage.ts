import type { Transcript, Turn } from '../../conversations/types.ts'
import type { Database, TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { cleanQuestion, needsOf } from '../../insights/learn/index.ts'
import type { Usage } from './types.ts'

/** Questions are read from so many of the latest suggestions. */
const LATEST = 60
const MOST_QUESTIONS = 12

type Told = {
  conversation: string
  channel: Transcript['channel']
  lang: Transcript['lang'] | null
  forTurn: number
}

/** How often an article was told since an instant, what agents did with it, and what had been asked. For editors. */
export async function readUsage(
  db: Database,
  desk: Desk,
  article: string,
  since: Date,
): Promise<Usage> {
  const { counts, told, turns } = await db.read('app', async (sql) => {
    const told = await readTold(sql, article, since)
    return {
      told,
      counts: await countTold(sql, article, since),
      turns: await readTurnsOf(sql, told),
    }
  })
  const asked = new Map<string, Set<string>>()
  for (const { conversation, channel, lang, forTurn } of told) {
    const own = turns.get(conversation) ?? []
    const transcript = { id: conversation, channel, turns: own, ...(lang ? { lang } : {}) }
    const { texts, isAlarming } = needsOf(transcript, forTurn, desk)
    if (isAlarming) continue
    for (const question of texts.map(cleanQuestion))
      if (question !== null)
        asked.set(question, (asked.get(question) ?? new Set()).add(conversation))
  }
  const questions = [...asked]
    .map(([question, conversations]) => ({ question, conversations: conversations.size }))
    .sort((a, b) => b.conversations - a.conversations || a.question.length - b.question.length)
  return {
    since: since.toISOString(),
    ...{ served: counts.served, accepted: counts.accepted, rejected: counts.rejected },
    lastAt: counts.lastAt?.toISOString() ?? null,
    questions: questions.slice(0, MOST_QUESTIONS),
  }
}

type Counts = Pick<Usage, 'served' | 'accepted' | 'rejected'> & { lastAt: Date | null }

async function countTold(sql: TransactionSql, article: string, since: Date): Promise<Counts> {
  const [row] = await sql<Counts[]>`
    select count(*)::int as served, max(made.created_at) as "lastAt",
      (count(*) filter (where judged.verdict in ('inserted', 'edited', 'helpful')))::int as accepted,
      (count(*) filter (where judged.verdict in ('dismissed', 'not-helpful')))::int as rejected
    from app.suggestion made
    left join lateral (
      select verdict from app.feedback where feedback.suggestion = made.id order by at desc, id limit 1
    ) judged on true
    where made.created_at >= ${since} and ${tells(sql, article)}
  `
  return row!
}

function readTold(sql: TransactionSql, article: string, since: Date): Promise<Told[]> {
  return sql<Told[]>`
    select made.conversation, conversation.channel, conversation.lang, made.for_turn as "forTurn"
    from app.suggestion made
    join app.conversation on conversation.id = made.conversation
    where made.created_at >= ${since} and ${tells(sql, article)}
    order by made.created_at desc, made.id
    limit ${LATEST}
  `
}

/** Told something of the article to a customer. */
function tells(sql: TransactionSql, article: string) {
  const citing = { outcome: 'answer', sentences: [{ citations: [{ article }] }] }
  return sql`made.body @> ${sql.json(citing)}`
}

async function readTurnsOf(
  sql: TransactionSql,
  told: readonly Told[],
): Promise<Map<string, Turn[]>> {
  const ids = [...new Set(told.map(({ conversation }) => conversation))]
  const rows = await sql<(Turn & { conversation: string })[]>`
    select conversation, seq, speaker, text, final, rev
    from app.turn
    where conversation = any(${ids}::text[]) and final
    order by conversation, seq
  `
  return Map.groupBy(rows, ({ conversation }) => conversation)
}
