import type { TransactionSql } from '../db/index.ts'

/** A batch that takes longer lets another process in, which does no harm: what both write is the same. */
const LEASE_SECONDS = 120

/**
 * Takes or renews the right to embed; false while another holder has it. The wall clock, because it only bounds
 * how long a process that died keeps the others waiting.
 */
export async function takeLease(sql: TransactionSql, holder: string): Promise<boolean> {
  const rows = await sql`
    update app.embedding_lease
    set holder = ${holder}, ends_at = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    where holder = ${holder} or ends_at < clock_timestamp()
    returning holder
  `
  return rows.length > 0
}

export async function dropLease(sql: TransactionSql, holder: string): Promise<void> {
  await sql`
    update app.embedding_lease set holder = '', ends_at = '-infinity' where holder = ${holder}
  `
}
