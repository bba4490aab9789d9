import { createHash } from 'node:crypto'
import postgres from 'postgres'
import { markThrowaway } from '../../src/db/fix-clock.ts'
import { type Database, type OpenOptions, openDatabase } from '../../src/db/index.ts'
import { MIGRATIONS_FOLDER, readMigrations } from '../../src/db/migration-files.ts'
import { silentLog } from '../../src/log.ts'

/** A PostgreSQL server with pgvector whose user may create databases; `npm run test:pg` starts one. */
export const serverUrl = process.env.SIDECUE_TEST_DATABASE_URL || undefined

/** Any number: one test process builds the template while the others wait. */
const TEMPLATE_LOCK = 7_433_284

/** A database of its own on the test server, copied from a migrated template; `close` drops it. */
export async function openOnServer(options: Partial<OpenOptions> = {}): Promise<Database> {
  const name = `sidecue_test_${crypto.randomUUID().replaceAll('-', '')}`
  const template = await migratedTemplate()
  await asAdmin((admin) =>
    admin.unsafe(`create database ${name} template ${template} strategy file_copy`),
  )
  const database = await openDatabase({ log: silentLog, ...options, databaseUrl: urlOf(name) })
  await markThrowaway(database)
  const closeConnections = database.close
  database.close = async () => {
    await closeConnections()
    await asAdmin((admin) => admin.unsafe(`drop database if exists ${name} with (force)`))
  }
  return database
}

/** The address of one database on the test server. */
export function urlOf(database: string): string {
  const url = new URL(serverUrl!)
  url.pathname = `/${database}`
  return url.href
}

/** Runs something as the user of the test server, in its own database. */
export async function asAdmin<T>(run: (admin: postgres.Sql) => Promise<T>): Promise<T> {
  const admin = postgres(serverUrl!, { max: 1, onnotice: () => {} })
  try {
    return await run(admin)
  } finally {
    await admin.end()
  }
}

async function migratedTemplate(): Promise<string> {
  const hash = createHash('sha256')
  for (const migration of await readMigrations(MIGRATIONS_FOLDER)) hash.update(migration.checksum)
  const template = `sidecue_template_${hash.digest('hex').slice(0, 16)}`
  return asAdmin(async (admin) => {
    await admin`select pg_advisory_lock(${TEMPLATE_LOCK})`
    const found = await admin`
      select from pg_database where datname = ${template} and datistemplate
    `
    if (found.length > 0) return template
    await admin.unsafe(`drop database if exists ${template}`)
    await admin.unsafe(`create database ${template}`)
    const database = await openDatabase({ log: silentLog, databaseUrl: urlOf(template) })
    await database.close()
    await admin.unsafe(`alter database ${template} with is_template true allow_connections false`)
    return template
  })
}
