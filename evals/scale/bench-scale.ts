/**
 * `npm run bench:scale`: indexing and search as the knowledge base grows, on both engines.
 * Usage: bench-scale.ts [--sets DIR] [--articles 2500,10000,25000] [--out DIR] [--database-url URL]
 * The server is measured when `--database-url` or SIDECUE_TEST_DATABASE_URL is given; it gets a database of its own.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { freshDatabase } from '../fresh-database.ts'
import { type Figures, formatFigures } from './figures.ts'
import { makeKnowledge, readPieces } from './make-knowledge.ts'

const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: '../shared/bench' },
    articles: { type: 'string', default: '2500,10000,25000' },
    out: { type: 'string', default: 'evals/reports/scale' },
    'database-url': { type: 'string', default: process.env.SIDECUE_TEST_DATABASE_URL },
  },
})
const server = values['database-url']
if (!server) process.stderr.write('No server database: only the embedded engine is measured.\n')
const { pieces, queries } = await readPieces(values.sets)
const all: Figures[] = []
for (const count of values.articles.split(',').map(Number)) {
  const folder = await mkdtemp(join(tmpdir(), 'sidecue-scale-'))
  try {
    await makeKnowledge(join(folder, 'knowledge'), count, pieces)
    await writeFile(join(folder, 'queries.json'), JSON.stringify(queries))
    all.push(await measure(folder, join(folder, 'data')))
    if (server) all.push(await measureServer(server, folder))
  } finally {
    await rm(folder, { recursive: true })
  }
}
all.sort((a, b) => Number(a.engine > b.engine) - Number(a.engine < b.engine))
await mkdir(values.out, { recursive: true })
await writeFile(join(values.out, 'results.json'), `${JSON.stringify(all, null, 2)}\n`)
const machine = `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`
await writeFile(join(values.out, 'README.md'), formatFigures(all, machine))
process.stdout.write(`Written to ${values.out}\n`)

async function measureServer(url: string, folder: string): Promise<Figures> {
  const database = await freshDatabase(url, 'sidecue_scale')
  try {
    return await measure(folder, database.url)
  } finally {
    await database.drop()
  }
}

async function measure(folder: string, place: string): Promise<Figures> {
  const script = join(import.meta.dirname, 'measure-engine.ts')
  const run = promisify(execFile)
  const knowledge = join(folder, 'knowledge')
  const { stdout } = await run(process.execPath, [
    script,
    knowledge,
    join(folder, 'queries.json'),
    place,
  ])
  process.stderr.write(stdout)
  return JSON.parse(stdout) as Figures
}
