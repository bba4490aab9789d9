import type { Database, TransactionSql } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'

/** Stores that a role has no business with. */
const FORBIDDEN = {
  customer: ['agent', 'internal'],
  agent: ['internal'],
} as const

/** Columns that tell where hidden text is, or who wrote it: for editors only. */
const EDITORS_ONLY: Readonly<Record<string, readonly string[]>> = {
  article: ['owner', 'path', 'state'],
  chunk: ['source_start', 'source_line'],
}

const READERS = ['customer', 'agent'] as const
export type Reader = (typeof READERS)[number]

/** First lock: rights on tables and columns that a role should not have. */
export async function findOpenRights(db: Database): Promise<string[]> {
  const owner = ownerOf(db)
  const open: string[] = []
  for (const reader of READERS) {
    const role = `sidecue_${reader}`
    const tables = await owner<{ name: string }[]>`
      select format('%I.%I', nspname, relname) as name
      from pg_class
      join pg_namespace on pg_namespace.oid = relnamespace
      where relkind in ('r', 'p', 'v', 'm') and nspname = any(${[...FORBIDDEN[reader]]})
        and has_any_column_privilege(${role}, pg_class.oid, 'select')
      order by 1
    `
    const columns = await owner<{ name: string }[]>`
      select format('%s.%I', attrelid::regclass, attname) as name
      from pg_attribute
      join pg_class on pg_class.oid = attrelid
      join pg_namespace on pg_namespace.oid = relnamespace
      where nspname in ('customer', 'agent', 'internal', 'embargo') and not attisdropped
        and format('%s.%s', relname, attname) = any(${editorsOnly()})
        and has_column_privilege(${role}, attrelid, attnum, 'select')
      order by 1
    `
    for (const { name } of [...tables, ...columns]) open.push(`${reader} may read ${name}`)
  }
  return open
}

function editorsOnly(): string[] {
  return Object.entries(EDITORS_ONLY).flatMap(([table, columns]) =>
    columns.map((column) => `${table}.${column}`),
  )
}

/** Tables and columns by which rows are counted that a role should not see, whatever the query asks for. */
const STORES_READ = {
  customer: ['customer', 'embargo'],
  agent: ['customer', 'agent', 'embargo'],
} as const

const AUDIENCES: Readonly<Record<Reader, readonly string[]>> = {
  customer: ['customer'],
  agent: ['customer', 'agent'],
}

/** Second lock: rows outside their window, or for others, that a plain query without any condition gives a role. */
export async function findOpenRows(db: Database, now: Date): Promise<string[]> {
  const open: string[] = []
  for (const reader of READERS) {
    for (const store of STORES_READ[reader]) {
      const rows = await db.read(reader, (sql) => hiddenRows(sql, store, AUDIENCES[reader], now))
      for (const { id } of rows) open.push(`${reader} sees ${store}:${id}`)
    }
  }
  return open
}

/** Of the articles, and of the chunks whose article a role cannot see. */
function hiddenRows(
  sql: TransactionSql,
  store: string,
  audiences: readonly string[],
  now: Date,
): Promise<{ id: string }[]> {
  return sql<{ id: string }[]>`
    select id || ' part ' || part as id
    from ${sql(`${store}.article`)}
    where release > ${now} or expires <= ${now} or audience <> all(${[...audiences]}::text[])
    union all
    select chunk.id
    from ${sql(`${store}.chunk`)} chunk
    where not exists (select from ${sql(`${store}.article`)} article where article.key = chunk.article)
    order by 1
    limit 20
  `
}

/** How many rows of all stores are hidden from customers: with none, locks cannot be tried. */
export async function countHidden(db: Database, now: Date): Promise<number> {
  const counts = await Promise.all(
    ['customer', 'agent', 'internal', 'embargo'].map(async (store) => {
      const owner = ownerOf(db)
      const [row] = await owner<{ count: number }[]>`
        select count(*)::int as count
        from ${owner(`${store}.article`)}
        where release > ${now} or expires <= ${now} or audience <> 'customer'
      `
      return row?.count ?? 0
    }),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

/** The same database without its first two locks: every role is its owner, so only what the queries ask for holds. */
export function withoutRights(db: Database): Database {
  const owner = ownerOf(db)
  return {
    ...db,
    async read(_role, run) {
      const { value } = (await owner.begin(
        'isolation level repeatable read read only',
        async (sql) => ({
          value: await run(sql),
        }),
      )) as { value: Awaited<ReturnType<typeof run>> }
      return value
    },
  }
}
