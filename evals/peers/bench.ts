/**
 * `npm run bench:peers`: quality and latency of Sidecue and its peers, on the same machine, in one run.
 * Usage: bench.ts [--sets DIR] [--out DIR] [--only SET,SET] [--sizes 1000,10000] [--database-url URL]
 * Systems that need a PostgreSQL server are measured when `--database-url` or SIDECUE_TEST_DATABASE_URL is given.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freshDatabase } from '../fresh-database.ts'
import { CorpusRow, hasRows, QueryRow, readJudgements, readRows } from '../read-cases.ts'
import { type Measured, measurePeer, type PeerCase } from './measure.ts'
import { plotLatencyAgainstSize, plotQualityAgainstLatency } from './plots.ts'
import { langchainMemoryPeer, langchainPgvectorPeer } from './systems/langchain.ts'
import { llamaindexPeer } from './systems/llamaindex.ts'
import { minisearchPeers } from './systems/minisearch.ts'
import { oramaPeers } from './systems/orama.ts'
import { sidecuePeer } from './systems/sidecue.ts'
import { tsvectorPeer } from './systems/tsvector.ts'
import type { PeerDocument, PeerFactory } from './systems/types.ts'
import { formatTable } from './table.ts'

const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: '../shared/bench' },
    out: { type: 'string', default: 'evals/reports/peers' },
    only: { type: 'string' },
    sizes: { type: 'string', default: '1000,3000,10000,30000,100000' },
    'database-url': { type: 'string', default: process.env.SIDECUE_TEST_DATABASE_URL },
  },
})
/** Systems that take longer than this for a median query are not measured at larger sizes. */
const SLOW_MS = 400
/** The vector stand-ins index a few hundred documents a second; beyond this they say nothing new. */
const VECTOR_LIMIT = 10_000

const server = values['database-url']
const database = server ? await freshDatabase(server, 'sidecue_peers') : undefined
try {
  const peers: PeerFactory[] = [...minisearchPeers, ...oramaPeers, langchainMemoryPeer]
  if (database) {
    peers.push(
      tsvectorPeer(database.url),
      langchainPgvectorPeer(database.url),
      llamaindexPeer(database.url),
    )
  } else process.stderr.write('No server database: the PostgreSQL systems are left out.\n')
  const systems = [sidecuePeer('sidecue (embedded)'), ...peers]
  const quality = await measureQuality(systems)
  const growth = await measureGrowth(systems)
  await mkdir(values.out, { recursive: true })
  await writeFile(
    join(values.out, 'results.json'),
    `${JSON.stringify({ quality, growth }, null, 2)}\n`,
  )
  await writeFile(join(values.out, 'README.md'), formatTable(quality, growth))
  await writeFile(join(values.out, 'quality-latency.svg'), plotQualityAgainstLatency(quality))
  await writeFile(join(values.out, 'latency-size.svg'), plotLatencyAgainstSize(growth))
  process.stdout.write(`Written to ${values.out}\n`)
} finally {
  await database?.drop()
}

async function measureQuality(systems: PeerFactory[]): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const set of await findSets()) {
    const { documents, cases } = await readSet(set)
    for (const system of systems) {
      const row = await measurePeer(system, set, documents, cases)
      measured.push(row)
      process.stderr.write(
        `${set} ${row.system} nDCG@10 ${row.ndcg10.toFixed(4)} p50 ${row.p50Ms.toFixed(2)} ms\n`,
      )
    }
  }
  return measured
}

/** Latency while the corpus grows: passages of all sets, repeated under new ids beyond their number. */
async function measureGrowth(systems: PeerFactory[]): Promise<Measured[]> {
  const all: PeerDocument[] = []
  const queries: PeerCase[] = []
  for (const set of await findSets()) {
    const { documents, cases } = await readSet(set)
    all.push(...documents.map((document) => ({ ...document, id: `${set}/${document.id}` })))
    queries.push(...cases.slice(0, 20))
  }
  const tooSlow = new Set<string>()
  const measured: Measured[] = []
  for (const size of values.sizes.split(',').map(Number)) {
    const documents = Array.from({ length: size }, (_, i) => {
      const document = all[(i * 7919) % all.length] as PeerDocument
      return { ...document, id: `${document.id}#${i}` }
    })
    for (const system of systems) {
      const isVector = /langchain|llamaindex/.test(system.name)
      if (tooSlow.has(system.name) || (isVector && size > VECTOR_LIMIT)) continue
      const row = await measurePeer(system, `size ${size}`, documents, queries)
      measured.push(row)
      if (row.p50Ms > SLOW_MS) tooSlow.add(system.name)
      process.stderr.write(
        `${size} ${row.system} p50 ${row.p50Ms.toFixed(2)} p95 ${row.p95Ms.toFixed(2)} ms, index ${row.indexSeconds.toFixed(1)} s\n`,
      )
    }
  }
  return measured
}

async function findSets(): Promise<string[]> {
  const only = values.only?.split(',')
  const names = (await readdir(values.sets)).toSorted()
  return names.filter((name) => {
    const folder = join(values.sets, name)
    const isRetrieval = hasRows(folder, 'corpus.jsonl') && hasRows(folder, 'queries.jsonl')
    return isRetrieval && (only === undefined || only.includes(name))
  })
}

async function readSet(set: string): Promise<{ documents: PeerDocument[]; cases: PeerCase[] }> {
  const folder = join(values.sets, set)
  const [corpus, queries, judgements] = await Promise.all([
    readRows(folder, 'corpus.jsonl', CorpusRow),
    readRows(folder, 'queries.jsonl', QueryRow),
    readJudgements(folder),
  ])
  return {
    documents: corpus.map(({ id, title, text }) => ({ id, title: title ?? '', text })),
    cases: queries.flatMap(({ id, text, context }) => {
      const relevant = judgements.get(id)
      return relevant ? [{ id, text, before: context ?? '', relevant }] : []
    }),
  }
}
