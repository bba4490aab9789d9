import type { Chunk } from '../articles/index.ts'
import type { Store, TransactionSql } from '../db/index.ts'
import {
  type EncodedTerms,
  encodeTerms,
  removePostings,
  termsWithin,
  writePostings,
} from '../retrieval/index.ts'
import { columnsOf, type PartRow, type StoredPart, type WantedPart } from './stored-parts.ts'

const COLUMNS =
  'id, part, audience, lang, title, module, owner, tags, asks, release, expires, review_by, supersedes, translation_of, path, rev, after'
const COLUMN_TYPES =
  'id text, part int, audience text, lang text, title text, module text, owner text, tags text[], asks text[], release timestamptz, expires timestamptz, review_by date, supersedes text, translation_of text, path text, rev text, after int'

/** Chunks whose postings go in one statement. */
const POSTINGS_AT_ONCE = 300

/** Adds parts to a store: article rows, chunks, and what they are found by. Returns the number of chunks. */
export async function insertParts(
  sql: TransactionSql,
  store: Store,
  parts: readonly WantedPart[],
): Promise<number> {
  if (parts.length === 0) return 0
  const keys = await takeKeys(sql, `${store}.article`, parts.length)
  const rows = parts.map((part, i) => ({ key: keys[i], ...columnsOf(part) }))
  await sql`
    insert into ${sql(store)}.article (key, state, ${sql.unsafe(COLUMNS)})
    overriding system value
    select key, 'published', ${sql.unsafe(COLUMNS)}
    from jsonb_to_recordset(${sql.json(rows as never)}) as row (key int, ${sql.unsafe(COLUMN_TYPES)})
  `
  const chunks = parts.flatMap((part, i) =>
    part.chunks.map((chunk, piece) => ({ chunk, piece, article: keys[i] as number })),
  )
  const terms = parts.flatMap((part) => part.terms ?? termsOf(part, part.chunks))
  const chunkKeys = await takeKeys(sql, `${store}.chunk`, chunks.length)
  for (let from = 0; from < chunks.length; from += POSTINGS_AT_ONCE) {
    const some = chunks.slice(from, from + POSTINGS_AT_ONCE)
    const someKeys = chunkKeys.slice(from, from + POSTINGS_AT_ONCE)
    await insertChunks(sql, store, some, someKeys)
    const postings = someKeys.map((chunk, i) => ({ chunk, terms: terms[from + i] as EncodedTerms }))
    await writePostings(sql, store, postings)
  }
  return chunks.length
}

type PlacedChunk = { chunk: Chunk; piece: number; article: number }

async function insertChunks(
  sql: TransactionSql,
  store: Store,
  chunks: readonly PlacedChunk[],
  keys: readonly number[],
): Promise<void> {
  const rows = chunks.map(({ chunk, piece, article }, i) => ({
    ...{ key: keys[i], id: chunk.id, article, piece, headings: chunk.headings, text: chunk.text },
    ...{ start_offset: chunk.start, end_offset: chunk.end, line: chunk.line },
    ...{ source_start: chunk.sourceStart, source_line: chunk.sourceLine },
    is_standard_reply: chunk.isStandardReply,
  }))
  await sql`
    insert into ${sql(store)}.chunk (key, id, article, piece, headings, text, start_offset, end_offset, line,
      source_start, source_line, is_standard_reply)
    overriding system value
    select key, id, article, piece, headings, text, start_offset, end_offset, line,
      source_start, source_line, is_standard_reply
    from jsonb_to_recordset(${sql.json(rows as never)}) as row (key int, id text, article int, piece int,
      headings text[], text text, start_offset int, end_offset int, line int,
      source_start int, source_line int, is_standard_reply boolean)
  `
}

function termsOf(
  part: Pick<PartRow, 'title' | 'asks'>,
  chunks: readonly Pick<Chunk, 'headings' | 'text'>[],
): EncodedTerms[] {
  const cut = termsWithin(part)
  return chunks.map((chunk) => encodeTerms(cut(chunk)))
}

async function takeKeys(sql: TransactionSql, table: string, count: number): Promise<number[]> {
  if (count === 0) return []
  const rows = await sql<{ key: number }[]>`
    select nextval(pg_get_serial_sequence(${table}, 'key'))::int as key from generate_series(1, ${count})
  `
  return rows.map((row) => row.key)
}

/** Takes parts out of a store. */
export async function deleteParts(
  sql: TransactionSql,
  store: Store,
  articles: readonly number[],
): Promise<void> {
  if (articles.length === 0) return
  const chunks = await sql<{ key: number }[]>`
    select key from ${sql(store)}.chunk where article = any(${[...articles]}::int[])
  `
  await removePostings(
    sql,
    store,
    chunks.map((chunk) => chunk.key),
  )
  await sql`delete from ${sql(store)}.article where key = any(${[...articles]}::int[])`
}

/** Brings the row of a part whose text is unchanged up to date; its chunks stay, whoever may read them now. */
export async function updatePart(
  sql: TransactionSql,
  stored: StoredPart,
  wanted: WantedPart,
): Promise<void> {
  const key = stored.store === wanted.store ? stored.key : await movePart(sql, stored, wanted.store)
  const columns = columnsOf(wanted)
  if (JSON.stringify(columns) !== JSON.stringify(columnsOf(stored))) {
    await sql`
      update ${sql(wanted.store)}.article
      set (${sql.unsafe(COLUMNS)}) = (
        select ${sql.unsafe(COLUMNS)}
        from jsonb_to_record(${sql.json(columns as never)}) as row (${sql.unsafe(COLUMN_TYPES)})
      )
      where key = ${key}
    `
  }
  const places = wanted.chunks.map((chunk, piece) => ({
    ...{ piece, source_start: chunk.sourceStart, source_line: chunk.sourceLine },
  }))
  await sql`
    update ${sql(wanted.store)}.chunk
    set source_start = place.source_start, source_line = place.source_line
    from jsonb_to_recordset(${sql.json(places as never)})
      as place (piece int, source_start int, source_line int)
    where chunk.article = ${key} and chunk.piece = place.piece
      and (chunk.source_start, chunk.source_line) <> (place.source_start, place.source_line)
  `
}

/** Moves a part with its chunks to another store; returns its key there. Nothing is cut again. */
export async function movePart(
  sql: TransactionSql,
  from: Pick<StoredPart, 'store' | 'key' | 'title' | 'asks'>,
  to: Store,
): Promise<number> {
  const [key] = await takeKeys(sql, `${to}.article`, 1)
  await sql`
    insert into ${sql(to)}.article (key, state, ${sql.unsafe(COLUMNS)})
    overriding system value
    select ${key as number}::int, state, ${sql.unsafe(COLUMNS)}
    from ${sql(from.store)}.article
    where key = ${from.key}
  `
  const chunks = await sql<{ key: number; headings: string[]; text: string }[]>`
    insert into ${sql(to)}.chunk (id, article, piece, headings, text, start_offset, end_offset, line,
      source_start, source_line, is_standard_reply)
    select id, ${key as number}::int, piece, headings, text, start_offset, end_offset, line,
      source_start, source_line, is_standard_reply
    from ${sql(from.store)}.chunk
    where article = ${from.key}
    order by piece
    returning key, headings, text
  `
  await deleteParts(sql, from.store, [from.key])
  await writePostings(
    sql,
    to,
    termsOf(from, chunks).map((terms, i) => ({ chunk: chunks[i]?.key as number, terms })),
  )
  return key as number
}
