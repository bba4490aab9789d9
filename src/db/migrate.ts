import { AppError } from '../errors.ts'
import { checkServer } from './check-server.ts'
import type { Client } from './client.ts'
import { sqlState } from './database-error.ts'
import type { Migration } from './migration-files.ts'
import { SLOW } from './slow.ts'
import type { TransactionSql } from './types.ts'

type Applied = { number: number; name: string; checksum: string }

export type MigrateOptions = {
  migrations: readonly Migration[]
  onApplied?: (migration: Migration) => void
}

/** Any number, the same in every Sidecue: one migrates, the others wait. */
const LOCK = 7_433_283

/**
 * Brings the database forward, each migration in one transaction together with its number. Several
 * processes may do this at once. Throws `NOT_READY` when the server cannot serve, when the database
 * is newer than this program, or when a migration that was applied has been changed since.
 */
export async function migrate(client: Client, options: MigrateOptions): Promise<void> {
  await checkServer(client)
  for (;;) {
    const applied = await inLockedTransaction(client, (sql) => applyNext(sql, options.migrations))
    if (!applied) return
    options.onApplied?.(applied)
  }
}

async function inLockedTransaction<T>(
  client: Client,
  run: (sql: TransactionSql) => Promise<T>,
): Promise<T> {
  const result = await client.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`
    return { value: await run(sql) }
  })
  return (result as { value: T }).value
}

/** Applies the first migration that is missing; undefined when there is none. */
async function applyNext(
  sql: TransactionSql,
  migrations: readonly Migration[],
): Promise<Migration | undefined> {
  const applied = await readApplied(sql)
  const next = migrations[countInStep(applied, migrations)]
  if (!next) return undefined
  if (applied.length === 0) await createLedger(sql)
  await run(sql, next)
  await sql`
    insert into app.migration (number, name, checksum)
    values (${next.number}, ${next.name}, ${next.checksum})
  `
  return next
}

async function readApplied(sql: TransactionSql): Promise<Applied[]> {
  const [ledger] = await sql<{ isThere: boolean }[]>`
    select to_regclass('app.migration') is not null as "isThere"
  `
  if (!ledger?.isThere) return []
  return sql<Applied[]>`select number, name, checksum from app.migration order by number`
}

/** How many of our migrations the database has. Throws when it has others, or had them differently. */
function countInStep(applied: readonly Applied[], migrations: readonly Migration[]): number {
  for (const [at, { number, name, checksum }] of applied.entries()) {
    const ours = migrations[at]
    if (!ours || ours.number !== number) throw newerError(number, name)
    if (ours.checksum !== checksum) throw changedError(ours)
  }
  return applied.length
}

async function createLedger(sql: TransactionSql): Promise<void> {
  await sql.unsafe(`
    create schema if not exists app;
    create table app.migration (
      number int primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    );
    grant usage on schema app to public;
    grant select on app.migration to public;
  `)
}

async function run(sql: TransactionSql, migration: Migration): Promise<void> {
  try {
    await sql.unsafe(`${SLOW} set local statement_timeout = 0; ${migration.text}`)
  } catch (error) {
    if (sqlState(error) === '42501') throw rightsError(migration, error)
    throw error
  }
}

function newerError(number: number, name: string): AppError {
  return new AppError(
    'NOT_READY',
    `The database has migration ${number} '${name}', which this program does not know.`,
    { hint: 'It was used by a newer Sidecue. Update the program; the database cannot go back.' },
  )
}

function changedError({ number, name }: Migration): AppError {
  return new AppError(
    'NOT_READY',
    `Migration ${number} '${name}' was changed after this database had applied it.`,
    {
      hint: 'Restore the file and put the change into a new one. A database that holds nothing but the index can also be deleted and made again.',
    },
  )
}

function rightsError({ number, name }: Migration, cause: unknown): AppError {
  return new AppError(
    'NOT_READY',
    `The database user may not run migration ${number} '${name}': ${(cause as Error).message}.`,
    {
      hint: 'Migrate as the owner of the database with the CREATEROLE right, or let a superuser create the extension vector and the roles sidecue_customer, sidecue_agent, sidecue_lead, sidecue_index and sidecue_app first.',
      cause,
    },
  )
}
