/**
 * Child of `bench-scale.ts`: indexes a folder on one engine, searches it, and prints one JSON line of `Figures`.
 * Its own process, so that its peak memory is its own. Arguments: folder, queries file, database URL or data folder.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '../../src/db/index.ts'
import { indexFolder } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import { retrieve } from '../../src/retrieval/index.ts'
import { detectLanguage } from '../../src/text/language.ts'
import { percentile } from '../metrics.ts'
import type { Figures } from './figures.ts'
import { hashFolder } from './hash-folder.ts'
import { oddQueries, seeded } from './odd-queries.ts'

const WARM_UP = 60
/** Odd queries asked, after the ordinary ones. */
const ODD = 600

const [folder = '', queriesFile = '', place = ''] = process.argv.slice(2)
const queries = JSON.parse(await readFile(queriesFile, 'utf8')) as string[]
const isServer = place.startsWith('postgres')
const db = await openDatabase({
  ...(isServer ? { databaseUrl: place } : { dataDir: place }),
  log: silentLog,
})
const index = () => indexFolder(db, { knowledgeDir: folder, log: silentLog })

const first = await index()
const peakMb = process.resourceUsage().maxRSS / 1024
const hashSeconds = await hashFolder(folder)
const nothing = await index()
const path = join(folder, 'articles', '7', '7.md')
const text = await readFile(path, 'utf8')
await writeFile(path, `${text}\nOne more line 多一行。\n`)
const one = await index()
await writeFile(path, text)
await index()

const ask = async (text: string) => {
  const started = performance.now()
  await retrieve(db, 'customer', { text, context: [], lang: detectLanguage(text) }, { top: 10 })
  return performance.now() - started
}
const askAll = async (texts: readonly string[]) => {
  const times: number[] = []
  for (const text of texts) times.push(await ask(text))
  return times
}
await askAll(queries.slice(0, WARM_UP))
const times = await askAll(queries)
const odd = await askAll(oddQueries(ODD, seeded(1)).map(({ text }) => text))
const figures: Figures = {
  engine: isServer ? 'server' : 'embedded',
  articles: first.added,
  chunks: first.chunks,
  firstSeconds: first.seconds,
  peakMb,
  hashSeconds,
  nothingSeconds: nothing.seconds,
  oneSeconds: one.seconds,
  p50Ms: percentile(times, 0.5),
  p95Ms: percentile(times, 0.95),
  oddP50Ms: percentile(odd, 0.5),
  oddP99Ms: percentile(odd, 0.99),
}
process.stdout.write(`${JSON.stringify(figures)}\n`)
await db.close()
