import { finished } from 'node:stream/promises'
import type { Store, TransactionSql } from '../db/index.ts'
import { type EncodedTerms, joinRows } from './encode-terms.ts'

/** What is stored for one chunk; `chunk` is the key of its row in the same store. */
export type PostingRow = { chunk: number; terms: EncodedTerms }

/**
 * Before a load of many chunks: counts are gathered until `finishPostings`, and an empty store's big index is put
 * off until then. Belongs to the same transaction as the writes and the finish.
 */
export async function startLoad(sql: TransactionSql, store: Store): Promise<void> {
  const loads = gathered.get(sql) ?? new Map<Store, Keys>()
  loads.set(store, loads.get(store) ?? { terms: [], features: [] })
  gathered.set(sql, loads)
  await sql`select app.drop_posting_index(${store})`
}

/** Stores what chunks are found by; a chunk may be written once. Batches of a few hundred are fastest. */
export async function writePostings(
  sql: TransactionSql,
  store: Store,
  rows: readonly PostingRow[],
): Promise<void> {
  if (rows.length === 0) return
  await copyTerms(sql, store, rows)
  const load = gathered.get(sql)?.get(store)
  const keys: Keys = load ?? { terms: [], features: [] }
  keys.terms.push(...rows.map(({ terms }) => terms.terms))
  keys.features.push(...rows.map(({ terms }) => terms.features))
  if (!load) await insertCounts(sql, store, [...keys.terms, ...keys.features], 1)
  const titles = rows.map((row) => row.terms.titleLength).filter((words) => words > 0)
  await sql`
    insert into ${sql(store)}.extent (chunks, length, titled, title_length)
    values (${rows.length}, ${sum(rows.map((row) => row.terms.length))}, ${titles.length}, ${sum(titles)})
  `
}

/** Forgets chunks, before or after their rows are deleted. Keys that are not there are passed over. */
export async function removePostings(
  sql: TransactionSql,
  store: Store,
  chunks: readonly number[],
): Promise<void> {
  for (let from = 0; from < chunks.length; from += REMOVE_AT_ONCE) {
    await removeSome(sql, store, chunks.slice(from, from + REMOVE_AT_ONCE))
  }
}

/** Ends a run that wrote or removed: stores gathered counts, builds the index if it was put off, joins statistics. */
export async function finishPostings(sql: TransactionSql, store: Store): Promise<void> {
  const load = gathered.get(sql)?.get(store)
  if (load) {
    gathered.get(sql)?.delete(store)
    await insertCounts(sql, store, load.terms, 1)
    // Most features stand in one chunk alone, and one that is not known is taken to stand in one.
    await insertCounts(sql, store, load.features, 2)
    await sql`select app.build_posting_index(${store})`
  }
  await compactStatistics(sql, store)
}

const REMOVE_AT_ONCE = 200
/** Rows sent in one statement: a megabyte. */
const INSERT_AT_ONCE = 20_000
/** Statistics are joined when so many rows were added to them. */
const COMPACT_AFTER = 200

/** The keys of each chunk: all of them take half of the memory that a count of each would. */
type Keys = { terms: Int32Array[]; features: Int32Array[] }

/** Keys of loads under way, by transaction. */
const gathered = new WeakMap<TransactionSql, Map<Store, Keys>>()

async function copyTerms(
  sql: TransactionSql,
  store: Store,
  rows: readonly PostingRow[],
): Promise<void> {
  const copy = await sql`copy app.gram_load from stdin with (format binary)`.writable()
  copy.end(joinRows(rows))
  await finished(copy)
  await sql`
    insert into ${sql(store)}.gram (chunk, length, title_length, terms, grams)
    select chunk, length, title_length, terms, grams from app.gram_load
  `
  await sql`
    insert into ${sql(store)}.posting (term, chunk, frequency, length)
    select unnest(terms[:words]), chunk, unnest(frequencies[:words]), length from app.gram_load
    union all
    select unnest(terms[words + 1:]), chunk, unnest(frequencies[words + 1:]), title_length from app.gram_load
  `
  await sql`delete from app.gram_load`
}

/**
 * Stores in how many chunks each key stands, where in `least` or more; by rising key, so that the index grows in order.
 * Empties `lists`, which are as large as all that is made of them.
 */
async function insertCounts(
  sql: TransactionSql,
  store: Store,
  lists: Int32Array[],
  least: number,
): Promise<void> {
  const sorted = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0))
  let size = 0
  for (const list of lists.splice(0)) {
    sorted.set(list, size)
    size += list.length
  }
  sorted.sort()
  let [keys, counts]: [number[], number[]] = [[], []]
  const send = async (): Promise<void> => {
    await sql`
      insert into ${sql(store)}.term (term, chunks)
      select * from unnest(${keys}::int[], ${counts}::int[])
    `
    ;[keys, counts] = [[], []]
  }
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1
    while (sorted[to] === sorted[from]) to++
    if (to - from >= least) {
      keys.push(sorted[from] as number)
      counts.push(to - from)
    }
    if (keys.length === INSERT_AT_ONCE) await send()
    from = to
  }
  if (keys.length > 0) await send()
}

async function removeSome(
  sql: TransactionSql,
  store: Store,
  chunks: readonly number[],
): Promise<void> {
  // A sparse vector gives its keys only as text: `{3:1.5,8:2}/1000000000`.
  await sql`
    with gone as materialized (
      delete from ${sql(store)}.gram where chunk = any(${[...chunks]}::int[])
      returning chunk, length, title_length, terms, grams
    ),
    counted as (
      insert into ${sql(store)}.term (term, chunks)
      select key, -count(*)::int
      from (
        select unnest(terms) as key from gone
        union all
        select split_part(pair, ':', 1)::int
        from gone, string_to_table(split_part(substr(grams::text, 2), '}', 1), ',') as pair
        where pair <> ''
      ) as keys
      group by key
    ),
    measured as (
      insert into ${sql(store)}.extent (chunks, length, titled, title_length)
      select -count(*)::int, -sum(length), -(count(*) filter (where title_length > 0))::int, -sum(title_length)
      from gone
      having count(*) > 0
    )
    delete from ${sql(store)}.posting
    using (select chunk, unnest(terms) as term from gone) as own
    where posting.term = own.term and posting.chunk = own.chunk
  `
}

/** Many small edits leave many rows that say +1 and -1. */
async function compactStatistics(sql: TransactionSql, store: Store): Promise<void> {
  const [found] = await sql<{ edits: number }[]>`
    select count(*)::int as edits from ${sql(store)}.extent
  `
  if (!found || found.edits < COMPACT_AFTER) return
  await sql`
    with gone as (delete from ${sql(store)}.term returning term, chunks)
    insert into ${sql(store)}.term (term, chunks)
    select term, sum(chunks)::int from gone group by term having sum(chunks) <> 0 order by term
  `
  await sql`
    with gone as (delete from ${sql(store)}.extent returning *)
    insert into ${sql(store)}.extent (chunks, length, titled, title_length)
    select coalesce(sum(chunks), 0)::int, coalesce(sum(length), 0), coalesce(sum(titled), 0)::int,
      coalesce(sum(title_length), 0)
    from gone
  `
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
