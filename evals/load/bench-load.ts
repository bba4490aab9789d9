/**
 * `npm run bench:load`: a running server, live conversations over HTTP with an event stream each, on both engines.
 * Usage: bench-load.ts [--articles 10000] [--seconds 60] [--only embedded|server] [--conversations 500] [--every-seconds 3]
 *   [--agent-every 2] [--sets DIR] [--out DIR] [--database-url URL]
 * The server database is measured when `--database-url` or SIDECUE_TEST_DATABASE_URL is given; it gets a database of its own.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freshDatabase } from '../fresh-database.ts'
import { makeKnowledge, readPieces } from '../scale/make-knowledge.ts'
import type { LoadShape } from './plan-load.ts'
import { drawLoad, fileOf, renderLoad } from './render-load.ts'
import { runLoad } from './run-load.ts'
import { startServerProcess } from './start-server.ts'
import { type LoadFigures, summariseLoad } from './summarise-load.ts'

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '60' },
    only: { type: 'string' },
    conversations: { type: 'string', default: '500' },
    'every-seconds': { type: 'string', default: '3' },
    /** Every so many-th turn is the agent's; 0: the customer alone talks. */
    'agent-every': { type: 'string', default: '2' },
    sets: { type: 'string', default: '../shared/bench' },
    out: { type: 'string', default: 'evals/reports/load' },
    'database-url': { type: 'string', default: process.env.SIDECUE_TEST_DATABASE_URL },
  },
})
const seconds = Number(values.seconds)
const conversations = Number(values.conversations)
/** Twenty turns a second; each conversation long enough that none overtakes itself. */
const agentEvery = Number(values['agent-every'])
const STEADY: LoadShape = { conversations: 100, turnsPerSecond: 20, seconds, agentEvery }
const turnsPerSecond = conversations / Number(values['every-seconds'])
const MANY: LoadShape = { conversations, turnsPerSecond, seconds, agentEvery }

const folder = await mkdtemp(join(tmpdir(), 'sidecue-load-'))
const all: LoadFigures[] = []
try {
  const { pieces, queries } = await readPieces(values.sets)
  const knowledge = join(folder, 'knowledge')
  await makeKnowledge(knowledge, Number(values.articles), pieces)
  const sample = join(import.meta.dirname, '..', '..', 'knowledge')
  for (const part of ['desk.yml', 'taxonomy.yml', 'warnings.yml', 'glossary.yml', 'phrases'])
    await cp(join(sample, part), join(knowledge, part), { recursive: true })
  await mkdir(values.out, { recursive: true })
  const env = { SIDECUE_KNOWLEDGE: knowledge, SIDECUE_DEBOUNCE_MS: '0', SIDECUE_LOG: 'error' }
  if (values.only !== 'server') {
    const data = { ...env, SIDECUE_DATA: join(folder, 'data') }
    await measure('Embedded database', 'embedded', STEADY, data, queries)
  }
  const server = values['database-url']
  if (!server) process.stderr.write('No server database: only the embedded engine is measured.\n')
  else if (values.only !== 'embedded') {
    const database = await freshDatabase(server, 'sidecue_load')
    try {
      const url = { ...env, DATABASE_URL: database.url }
      await measure('PostgreSQL', 'server', STEADY, url, queries)
      await measure('PostgreSQL, many conversations', 'server', MANY, url, queries)
    } finally {
      await database.drop()
    }
  }
  const machine = `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`
  await writeFile(join(values.out, 'results.json'), `${JSON.stringify(all, null, 2)}\n`)
  await writeFile(join(values.out, 'README.md'), renderLoad(all, machine))
  process.stdout.write(`Written to ${values.out}\n`)
} finally {
  await rm(folder, { recursive: true })
}

async function measure(
  name: string,
  engine: LoadFigures['engine'],
  shape: LoadShape,
  env: Record<string, string>,
  questions: readonly string[],
): Promise<void> {
  const server = await startServerProcess(env)
  try {
    await server.untilReady()
    process.stderr.write(`${name}: ready\n`)
    const memoryOf = () => server.memoryMb()
    const onProgress = (done: number, total: number) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${name}: ${done.toFixed(0)} of ${total} s `)
    }
    const warm = { ...shape, turnsPerSecond: Math.min(10, shape.turnsPerSecond), seconds: 5 }
    await runLoad(server.url, { ...warm, conversations: 10 }, questions, { memoryOf, onProgress })
    const run = await runLoad(server.url, shape, questions, { memoryOf, onProgress })
    const figures = summariseLoad(name, engine, shape, run)
    process.stderr.write(`\n${JSON.stringify(figures)}\n`)
    all.push(figures)
    const startedMs = run.samples[0]?.dueMs ?? 0
    await writeFile(join(values.out, fileOf(name)), drawLoad(name, run, startedMs))
  } finally {
    await server.stop()
  }
}
