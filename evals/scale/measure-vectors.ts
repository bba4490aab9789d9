/**
 * Measures the dense lane on many chunks of which one in ten may be told: load by binary COPY, graph, then `findNearest`
 * as a search calls it against the exact order. Makes a database of its own on the server and drops it.
 *
 * node evals/scale/measure-vectors.ts --chunks 1000000 --database-url postgres://… [--dimensions 384] [--questions 200]
 */
import { stdout } from 'node:process'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { openDatabase } from '../../src/db/index.ts'
import { silentLog } from '../../src/log.ts'
import { percentile } from '../metrics.ts'
import { clusteredVectors } from './cluster-vectors.ts'
import { judgeVectors } from './judge-vectors.ts'
import { indexVectors, loadVectors } from './load-vectors.ts'

const { values: given } = parseArgs({
  options: {
    chunks: { type: 'string', default: '100000' },
    dimensions: { type: 'string', default: '384' },
    questions: { type: 'string', default: '200' },
    'told-one-in': { type: 'string', default: '10' },
    /** Without it the embedded engine, in memory. */
    'database-url': { type: 'string' },
  },
})
const [chunks, dimensions, questions, toldOneIn] = [
  given.chunks,
  given.dimensions,
  given.questions,
  given['told-one-in'],
].map(Number) as [number, number, number, number]
const server = given['database-url']
const WARM_UP = 20
const name = `sidecue_vectors_${Date.now()}`

if (server) await asAdmin(server, `create database ${name}`)
const db = await openDatabase({ log: silentLog, ...(server ? { databaseUrl: urlOf(server) } : {}) })
try {
  const clusters = Math.max(20, Math.round(chunks / 200))
  // A spread of 1 puts neighbours of one cluster at a cosine of about 0.5, as passages of one topic lie.
  const shape = { dimensions, clusters, spread: 1 }
  const next = clusteredVectors(1, shape)
  const loading = performance.now()
  const key = await loadVectors(db, { chunks, dimensions, toldOneIn }, next)
  const building = performance.now()
  await indexVectors(db, key)
  const built = performance.now()
  const asked = Array.from({ length: questions + WARM_UP }, next)
  await judgeVectors(db, key, asked.slice(0, WARM_UP))
  const { recall10, fewest, ms } = await judgeVectors(db, key, asked.slice(WARM_UP))
  const figures = {
    ...{ engine: server ? 'postgresql' : 'embedded', chunks, dimensions, toldOneIn, questions },
    loadSeconds: seconds(building - loading),
    rowsPerSecond: Math.round((chunks / (building - loading)) * 1000),
    indexSeconds: seconds(built - building),
    megabytes: await sizeOf(key),
    recall10: Number(recall10.toFixed(4)),
    fewest,
    p50Ms: Number(percentile(ms, 0.5).toFixed(2)),
    p95Ms: Number(percentile(ms, 0.95).toFixed(2)),
  }
  stdout.write(`${JSON.stringify(figures)}\n`)
} finally {
  await db.close()
  if (server) await asAdmin(server, `drop database ${name} with (force)`)
}

async function sizeOf(key: number): Promise<number> {
  const [row] = await db.read(
    'index',
    (sql) => sql<{ bytes: number }[]>`
    select pg_total_relation_size(${`customer.vector_${key}`}::regclass)::float8 as bytes
  `,
  )
  return Math.round((row?.bytes ?? 0) / 1_048_576)
}

function seconds(ms: number): number {
  return Number((ms / 1000).toFixed(1))
}

function urlOf(url: string): string {
  const own = new URL(url)
  own.pathname = `/${name}`
  return own.href
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await admin.unsafe(statement)
  } finally {
    await admin.end()
  }
}
