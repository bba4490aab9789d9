import type { Client } from './client.ts'
import { SLOW } from './slow.ts'
import { STORES } from './visibility.ts'

type Table = { schema: string; name: string }

/** How much log may lie behind the last checkpoint: replaying it after a kill takes below a second. */
const LOG_BYTES = 64 * 1024 * 1024

/**
 * Gives back the room of deleted rows and renews the planner's statistics, table by table so that
 * nobody waits long; on the embedded engine also shortens its log.
 */
export async function maintainTables(client: Client, isEmbedded: boolean): Promise<void> {
  const tables = await client<Table[]>`
    select schemaname as schema, tablename as name
    from pg_tables
    where schemaname = any(${[...STORES, 'app']}) and pg_has_role(tableowner, 'usage')
    order by schemaname, tablename
  `
  for (const table of tables) await vacuum(client, table)
  if (isEmbedded) await checkpoint(client)
}

/**
 * What a server's autovacuum and checkpointer do by themselves and the embedded engine does not: only
 * where enough has changed. To be called now and then.
 */
export async function tendTables(client: Client): Promise<void> {
  const worn = await client<Table[]>`
    select schemaname as schema, relname as name
    from pg_stat_user_tables
    where n_dead_tup > 200 + 0.2 * n_live_tup or n_mod_since_analyze > 200 + 0.2 * n_live_tup
  `
  for (const table of worn) await vacuum(client, table)
  const [log] = await client<{ bytes: number }[]>`
    select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::float8 as bytes
    from pg_control_checkpoint()
  `
  if (log && log.bytes > LOG_BYTES) await checkpoint(client)
}

async function vacuum(client: Client, { schema, name }: Table): Promise<void> {
  await client.unsafe(`${SLOW} vacuum (analyze, skip_locked) "${schema}"."${name}"`)
}

async function checkpoint(client: Client): Promise<void> {
  await client.unsafe(`${SLOW} checkpoint`)
}
