import type { TransactionSql } from '../../db/index.ts'
import type { Shift, ShiftRules, Vote } from './compute-shifts.ts'

/** Once more than this were given, the oldest are left out. */
const MOST_VOTES = 50_000
/** Runs that are kept to be looked at. */
const KEPT_RUNS = 100
/** Stands for every article. */
export const ALL_ARTICLES = '*'

export type RankRun = {
  id: number
  at: string
  computedBy: string
  votes: number
  conversations: number
  agents: number
  oldest: string | null
  newest: string | null
  minAgents: number
  minConversations: number
}

/** Puts what a suggestion says in the place of what it said before. */
export async function putVotes(
  sql: TransactionSql,
  suggestion: string,
  votes: readonly Vote[],
): Promise<void> {
  await sql`delete from app.rank_vote where suggestion = ${suggestion}`
  for (const { article, conversation, agent, sketch, vote, at } of votes)
    await sql`
      insert into app.rank_vote (suggestion, conversation, article, given_by, sketch, vote, at)
      values (${suggestion}, ${conversation}, ${article}, ${agent}, ${[...sketch]}::int[], ${vote}, ${at})
    `
}

/** Votes since `since` that are not to be ignored, the newest first. */
export function readVotes(sql: TransactionSql, since: Date): Promise<Vote[]> {
  return sql<Vote[]>`
    select article, conversation, given_by as agent, sketch, vote::float8 as vote, at
    from app.rank_vote
    where at >= ${since} and not exists (
      select from app.rank_ignored
      where rank_ignored.article in (rank_vote.article, ${ALL_ARTICLES}) and rank_vote.at <= until
    )
    order by at desc, suggestion, article
    limit ${MOST_VOTES}
  `
}

/** Keeps a run with what came of it, and lets the oldest ones go. */
export async function putRun(
  sql: TransactionSql,
  input: {
    votes: readonly Vote[]
    shifts: readonly Shift[]
    rules: ShiftRules
    by: string
    now: Date
  },
): Promise<number> {
  const { votes, shifts, rules, by, now } = input
  const [run] = await sql<{ id: number }[]>`
    insert into app.rank_run (at, computed_by, votes, conversations, agents, oldest, newest, min_agents,
      min_conversations)
    values (${now}, ${by}, ${votes.length}, ${new Set(votes.map((one) => one.conversation)).size},
      ${new Set(votes.map((one) => one.agent)).size}, ${votes.at(-1)?.at ?? null},
      ${votes[0]?.at ?? null}, ${rules.minAgents}, ${rules.minConversations})
    returning id::int as id
  `
  await sql`
    insert into app.rank_shift (run, article, question, sketch, shift, accepted, rejected, agents)
    select ${run!.id}, article, row_number() over (), sketch, shift, accepted, rejected, agents
    from jsonb_to_recordset(${sql.json(shifts as never)}) as row (article text, sketch int[], shift real,
      accepted int, rejected int, agents int)
  `
  await sql`
    delete from app.rank_run
    where id not in (select id from app.rank_run order by id desc limit ${KEPT_RUNS})
  `
  return run!.id
}

/** The last runs, newest first. */
export async function readRuns(sql: TransactionSql, limit: number): Promise<RankRun[]> {
  const rows = await sql<
    (Omit<RankRun, 'at' | 'oldest' | 'newest'> & {
      at: Date
      oldest: Date | null
      newest: Date | null
    })[]
  >`
    select id::int as id, at, computed_by as "computedBy", votes, conversations, agents, oldest, newest,
      min_agents as "minAgents", min_conversations as "minConversations"
    from app.rank_run
    order by id desc
    limit ${limit}
  `
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    oldest: row.oldest?.toISOString() ?? null,
    newest: row.newest?.toISOString() ?? null,
  }))
}

export function readShifts(sql: TransactionSql, run: number): Promise<Shift[]> {
  return sql<Shift[]>`
    select article, sketch, shift::float8 as shift, accepted, rejected, agents
    from app.rank_shift
    where run = ${run}
    order by abs(shift) desc, article, question
  `
}

/** What was said on an article until now does not count any more. */
export async function ignoreVotes(
  sql: TransactionSql,
  article: string,
  by: string,
  now: Date,
): Promise<void> {
  await sql`
    insert into app.rank_ignored (article, until, ignored_by, at)
    values (${article}, ${now}, ${by}, ${now})
    on conflict (article) do update set (until, ignored_by, at) = (excluded.until, excluded.ignored_by, excluded.at)
  `
}

/** It counts again; false where nothing of it was ignored. */
export async function heedVotes(sql: TransactionSql, article: string): Promise<boolean> {
  const gone = await sql`delete from app.rank_ignored where article = ${article} returning article`
  return gone.length > 0
}

/** Articles of which nothing said before counts. */
export async function readIgnored(
  sql: TransactionSql,
): Promise<{ article: string; until: string; by: string }[]> {
  const rows = await sql<{ article: string; until: Date; by: string }[]>`
    select article, until, ignored_by as by from app.rank_ignored order by article
  `
  return rows.map((row) => ({ ...row, until: row.until.toISOString() }))
}
