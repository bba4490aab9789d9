import type postgres from 'postgres'
import type { Role, TransactionSql } from './types.ts'

/** The four schemas that hold knowledge text, with the same tables. */
export type Store = 'customer' | 'agent' | 'internal' | 'embargo'

export const STORES: readonly Store[] = ['customer', 'agent', 'internal', 'embargo']

type Audience = 'customer' | 'agent' | 'internal'

type ReadingRole = Extract<Role, 'customer' | 'agent' | 'lead'>

/** Whose text a role may read. `embargo` rows count by the audience that stands in the row. */
export function audiencesOf(role: ReadingRole): readonly Audience[] {
  return AUDIENCES[role]
}

const AUDIENCES: Record<ReadingRole, readonly Audience[]> = {
  customer: ['customer'],
  agent: ['customer', 'agent'],
  lead: ['customer', 'agent', 'internal'],
}

/**
 * The condition under which an article row may be told now: released, and not expired. Every query
 * for text repeats it, although the row policies say the same: two locks, and the planner sees it.
 * `alias` is the article table's name in the query.
 */
export function isVisible(
  sql: TransactionSql,
  alias = 'article',
): postgres.PendingQuery<postgres.Row[]> {
  const article = sql(alias)
  return sql`(
    (${article}.release is null or ${article}.release <= desk_now())
    and (${article}.expires is null or ${article}.expires > desk_now())
  )`
}

/** The same for the `embargo` schema, whose rows also name their audience. */
export function isVisibleTo(
  sql: TransactionSql,
  role: ReadingRole,
  alias = 'article',
): postgres.PendingQuery<postgres.Row[]> {
  return sql`(
    ${isVisible(sql, alias)}
    and ${sql(alias)}.audience = any(${[...audiencesOf(role)]}::text[])
  )`
}
