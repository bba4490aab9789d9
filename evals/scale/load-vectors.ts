import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database } from '../../src/db/index.ts'
import { SLOW } from '../../src/db/slow.ts'
import { encodeVectors } from '../../src/indexing/embed-encode.ts'

/** One in so many articles may be told. */
export type VectorWorld = { chunks: number; dimensions: number; toldOneIn: number }

/** Keys of the chunks are 1 and so on: the database is new. */
const ROWS_AT_ONCE = 5_000

/**
 * Fills the customer store with chunks that have vectors and nothing else: one article each, all but one in `toldOneIn`
 * expired a moment ago and not yet swept. That is the hardest filter a search can meet; in a desk's own store
 * nearly all may be told. Returns the generation.
 */
export async function loadVectors(
  db: Database,
  { chunks, dimensions, toldOneIn }: VectorWorld,
  next: () => Float32Array,
): Promise<number> {
  const key = await db.write('index', async (sql) => {
    await sql.unsafe(`${SLOW} set local statement_timeout = 0`)
    await sql`
      insert into customer.article (id, part, audience, lang, title, tags, asks, state, expires, path, rev, after)
      select 'a' || n, 0, 'customer', 'en', 'Article ' || n, '{}', '{}', 'published',
        case when n % ${toldOneIn}::int = 0 then null else desk_now() - interval '1 minute' end, 'a' || n, '', -1
      from generate_series(1, ${chunks}::int) as n
    `
    await sql`
      insert into customer.chunk (id, article, piece, headings, text, start_offset, end_offset, line,
        source_start, source_line, is_standard_reply)
      select 'c' || key, key, 0, '{}', 'Text ' || key, 0, 1, 1, 0, 1, false from customer.article order by key
    `
    const kind = db.capabilities.embedded ? 'vector' : 'halfvec'
    const [made] = await sql<{ key: number }[]>`
      insert into app.embedding_model (id, dimensions, kind, state, customer_whole)
      values ('measured', ${dimensions}, ${kind}, 'serving', true)
      returning key
    `
    await sql`select app.make_vectors(${made?.key ?? 0})`
    return made?.key ?? 0
  })
  for (let from = 0; from < chunks; from += ROWS_AT_ONCE) {
    await db.write('index', (sql) =>
      loadSome(sql, key, Math.min(ROWS_AT_ONCE, chunks - from), from, next),
    )
  }
  return key
}

async function loadSome(
  sql: Parameters<Parameters<Database['write']>[1]>[0],
  key: number,
  rows: number,
  from: number,
  next: () => Float32Array,
): Promise<void> {
  const batch = Array.from({ length: rows }, (_, i) => {
    const hash = Buffer.alloc(4)
    hash.writeUInt32BE(from + i)
    return { hash, vector: next() }
  })
  const copy = await sql`copy app.embedding_load from stdin with (format binary)`.writable()
  await pipeline(Readable.from([encodeVectors(batch)]), copy)
  const kind = await sql<
    { kind: string }[]
  >`select kind from app.embedding_model where key = ${key}`
  const type = kind[0]?.kind === 'vector' ? sql`vector` : sql`halfvec`
  await sql`
    insert into ${sql(`customer.vector_${key}`)} (chunk, embedding)
    select ${from} + row_number() over (order by hash), embedding::${type}
    from app.embedding_load
  `
  await sql`delete from app.embedding_load`
}

/** Builds the graph and renews the planner's statistics. */
export async function indexVectors(db: Database, key: number): Promise<void> {
  await db.write('index', async (sql) => {
    await sql.unsafe(`${SLOW} set local statement_timeout = 0`)
    await sql.unsafe(`${SLOW} select app.index_vectors(${key}, 'customer')`)
  })
  await db.maintain()
}
