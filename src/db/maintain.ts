import type { Client } from './client.ts'
import { SLOW } from './slow.ts'
import { STORES } from './visibility.ts'

/**
 * Gives back the room of deleted rows and renews the planner's statistics, table by table so that
 * nobody waits long; on the embedded engine also shortens its log.
 */
export async function maintainTables(client: Client, isEmbedded: boolean): Promise<void> {
  const tables = await client<{ schema: string; name: string }[]>`
    select schemaname as schema, tablename as name
    from pg_tables
    where schemaname = any(${[...STORES, 'app']}) and pg_has_role(tableowner, 'usage')
    order by schemaname, tablename
  `
  for (const { schema, name } of tables) {
    await client.unsafe(`${SLOW} vacuum (analyze, skip_locked) "${schema}"."${name}"`)
  }
  if (isEmbedded) await client.unsafe(`${SLOW} checkpoint`)
}
