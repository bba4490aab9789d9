import { afterAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { candidatesQuery } from '../../src/retrieval/find-candidates.ts'
import { planSearch } from '../../src/retrieval/plan-search.ts'
import { queryTerms } from '../../src/retrieval/query-terms.ts'
import { readStatistics } from '../../src/retrieval/statistics.ts'
import { termKey } from '../../src/retrieval/term-keys.ts'
import { engines } from '../support/engines.ts'

type Engine = (typeof engines)[number]

const QUESTION = 'how long does a refund take'
const WORDS = ['refund', 'take', 'long'].map((word) => termKey('word', word))

/** Rows as indexing would write them, with terms of all frequencies; made in the database, as only their number matters here. */
async function fill(db: Database, chunks: number): Promise<void> {
  const sql = ownerOf(db)
  await sql.begin(async (tx) => {
    await tx`set local role sidecue_index`
    await tx`
      insert into customer.article (key, id, part, audience, lang, title, tags, asks, state, path, rev, after)
      overriding system value
      select n, 'a-' || n, 0, 'customer', 'en', 'Title ' || n, '{}', '{}', 'published', n || '.md', 'r', 0
      from generate_series(1, ${chunks / 4}::int) as n
    `
    await tx`
      insert into customer.chunk (key, id, article, piece, headings, text, start_offset, end_offset, line,
        source_start, source_line, is_standard_reply)
      overriding system value
      select n, 'c-' || n, (n + 3) / 4, n % 4, '{}', 'text', 0, 4, 1, 0, 1, false
      from generate_series(1, ${chunks}::int) as n
    `
    await tx`
      insert into customer.posting (term, chunk, frequency, length)
      select term::int, n, 1, 100
      from generate_series(1, ${chunks}::int) as n
      cross join lateral (
        select distinct unnest(array[
          n * 7919::bigint % 100000 + 1, n * 7907::bigint % 1000 + 200000, n % 50 + 400000::bigint,
          case when n % 200 = 0 then ${WORDS[0] as number}::bigint end,
          case when n % 20 = 0 then ${WORDS[1] as number}::bigint end,
          case when n % 5 = 0 then ${WORDS[2] as number}::bigint end
        ]) as term
      ) as own
      where term is not null
    `
    await tx`
      insert into customer.gram (chunk, length, title_length, terms, grams)
      select n, 100, 2, array_agg(term), '{1:1,5:2}/1000000000'
      from generate_series(1, ${chunks}::int) as n join customer.posting on posting.chunk = n
      group by n
    `
    await tx`insert into customer.term (term, chunks) select term, count(*) from customer.posting group by term`
    await tx`insert into customer.extent (chunks, length, titled, title_length) values (${chunks}, ${chunks * 100}, ${chunks}, ${chunks * 2})`
  })
  await db.maintain()
}

/** The plan of the query that a search sends, as the customer role. */
function planOf(db: Database): Promise<string> {
  return db.read('customer', async (sql) => {
    const terms = queryTerms({ text: QUESTION, context: [], lang: 'en' })
    const plan = planSearch(terms, await readStatistics(sql, ['customer'], terms))
    if (!plan) throw new Error('nothing to look up')
    const rows = await sql`explain ${candidatesQuery(sql, 'customer', plan, 50)}`
    return rows.map((row) => String(row['QUERY PLAN'])).join('\n')
  })
}

function sizesOf(engine: Engine): number[] {
  return engine.name === 'server' ? [1_000, 10_000, 100_000] : [1_000, 10_000]
}

for (const engine of engines) {
  for (const chunks of sizesOf(engine)) {
    describe(`with ${chunks} chunks, ${engine.name}`, () => {
      let db: Database | undefined
      afterAll(() => db?.close())

      test('a search goes by the indexes alone, under the row policies', async () => {
        db = await engine.open()
        await fill(db, chunks)
        const plan = await planOf(db)
        expect(plan).toContain('Index Only Scan using posting_term on posting')
        expect(plan).toContain('Index Scan using gram_pkey on gram')
        expect(plan).toContain('Index Scan using chunk_pkey on chunk')
        expect(plan).toContain('Index Scan using article_pkey on article')
        // A few hundred articles are read whole where that is cheaper; it never pays for what there is more of.
        const scanned = chunks > 1_000 ? 'posting|gram|chunk|article' : 'posting|gram|chunk'
        expect(plan).not.toMatch(new RegExp(`Seq Scan on (?:${scanned})`))
      })
    })
  }
}
