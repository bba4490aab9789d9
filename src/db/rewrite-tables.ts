import { ownerOf } from './owner.ts'
import { SLOW } from './slow.ts'
import type { Database } from './types.ts'

/**
 * Writes the tables that hold what belongs to conversations anew, so that deleted text stands in no page of them any
 * more. Each is locked while it is written. The write-ahead log and backups keep it until they are recycled.
 */
export async function rewriteConversationTables(db: Database): Promise<void> {
  const client = ownerOf(db)
  const tables = await client<{ name: string }[]>`
    with recursive belonging as (
      select 'app.conversation'::regclass::oid as oid
      union
      select conrelid from pg_constraint join belonging on confrelid = belonging.oid
      where contype = 'f'
    )
    select oid::regclass::text as name from belonging
    union
    select 'app.idempotency'
    order by name
  `
  for (const { name } of tables) await client.unsafe(`${SLOW} vacuum (full, analyze) ${name}`)
  await client.unsafe(`${SLOW} checkpoint`).catch(() => {
    // On a server only some users may; it does so by itself within minutes.
  })
}
