/**
 * Searches a million passages on a server: a folder of articles is indexed, its rows are repeated in the database under new
 * keys, each time with another tenth of the postings left out, and the questions are asked. Prints JSON.
 *
 * node evals/scale/measure-million.ts --database-url postgres://… [--chunks 1000000] [--articles 10000] [--sets DIR]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { indexFolder } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import { retrieve } from '../../src/retrieval/index.ts'
import { detectLanguage } from '../../src/text/language.ts'
import { freshDatabase } from '../fresh-database.ts'
import { percentile } from '../metrics.ts'
import { makeKnowledge, readPieces } from './make-knowledge.ts'

const { values } = parseArgs({
  options: {
    chunks: { type: 'string', default: '1000000' },
    articles: { type: 'string', default: '10000' },
    sets: { type: 'string', default: '../shared/bench' },
    'database-url': { type: 'string' },
  },
})
const url = values['database-url']
if (!url) throw new Error('Name the server with --database-url.')

const folder = await mkdtemp(join(tmpdir(), 'sidecue-million-'))
const database = await freshDatabase(url, 'sidecue_million')
const db = await openDatabase({ databaseUrl: database.url, log: silentLog, statementMs: 3_600_000 })
try {
  const { pieces, queries } = await readPieces(values.sets)
  await makeKnowledge(folder, Number(values.articles), pieces)
  const { chunks } = await indexFolder(db, { knowledgeDir: folder, log: silentLog })
  const copies = Math.ceil(Number(values.chunks) / chunks)
  process.stderr.write(`${chunks} chunks indexed, ${copies} copies\n`)
  await repeatRows(copies)
  process.stderr.write('repeated; asking\n')
  const times: number[] = []
  for (const text of [...queries, ...queries]) {
    const started = performance.now()
    await retrieve(db, 'customer', { text, context: [], lang: detectLanguage(text) }, { top: 10 })
    times.push(performance.now() - started)
  }
  const warm = times.slice(queries.length)
  const figures = {
    chunks: chunks * copies,
    p50Ms: percentile(warm, 0.5),
    p95Ms: percentile(warm, 0.95),
  }
  process.stdout.write(`${JSON.stringify(figures)}\n`)
} finally {
  await db.close()
  await database.drop()
  await rm(folder, { recursive: true })
}

async function repeatRows(copies: number): Promise<void> {
  const sql = ownerOf(db)
  const [most] = await sql<{ article: number; chunk: number }[]>`
    select (select max(key) from customer.article) as article, (select max(key) from customer.chunk) as chunk
  `
  const { article, chunk } = most as { article: number; chunk: number }
  await sql`create unlogged table public.posting_once as select * from customer.posting`
  await sql`drop index customer.posting_term`
  for (let copy = 1; copy < copies; copy++) {
    await sql`
      insert into customer.article (key, id, part, audience, lang, title, tags, asks, state, path, rev, after)
      overriding system value
      select key + ${copy * article}, id || '-' || ${copy}::int, part, audience, lang, title, tags, asks, state,
        path || ${copy}::int, rev, after
      from customer.article
      where key <= ${article}
    `
    await sql`
      insert into customer.chunk (key, id, article, piece, headings, text, start_offset, end_offset, line,
        source_start, source_line, is_standard_reply)
      overriding system value
      select key + ${copy * chunk}, id || '-' || ${copy}::int, article + ${copy * article}, piece, headings, text,
        start_offset, end_offset, line, source_start, source_line, is_standard_reply
      from customer.chunk
      where key <= ${chunk}
    `
    await sql`
      insert into customer.gram (chunk, length, title_length, terms, grams)
      select chunk + ${copy * chunk}, length, title_length, terms, grams from customer.gram where chunk <= ${chunk}
    `
    await sql`
      insert into customer.posting (term, chunk, frequency, length)
      select term, chunk + ${copy * chunk}, frequency, length
      from public.posting_once
      where (term::bigint + chunk) % 10 <> ${copy % 10}
    `
    process.stderr.write(`copy ${copy} of ${copies - 1}\n`)
  }
  await sql`update customer.term set chunks = chunks * ${copies}`
  await sql`
    update customer.extent set chunks = chunks * ${copies}, length = length * ${copies}, titled = titled * ${copies},
      title_length = title_length * ${copies}
  `
  await sql.begin(async (tx) => {
    await tx`set local maintenance_work_mem = '1GB'`
    await tx`create unique index posting_term on customer.posting (term, chunk) include (frequency, length)`
  })
  await sql`vacuum analyze`
}
