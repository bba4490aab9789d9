import { audiencesOf, type Role, type TransactionSql } from '../db/index.ts'

/**
 * Counts the changes of what a role may read: index runs that it can see, and releases and expiries that
 * have come. It does not move when hidden text changes.
 */
export async function readGeneration(
  sql: TransactionSql,
  role: Extract<Role, 'customer' | 'agent' | 'lead'>,
): Promise<number> {
  const audiences = [...audiencesOf(role), ...(role === 'lead' ? ['embargo'] : [])]
  const [row] = await sql<{ generation: number }[]>`
    select count(*)::int as generation
    from app.change
    where audience = any(${audiences}::text[]) and at <= desk_now()
  `
  return row?.generation ?? 0
}
