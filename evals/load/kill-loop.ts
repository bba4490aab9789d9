/**
 * `node evals/load/kill-loop.ts --rounds 100`: server processes are killed (kill -9) at random while clients talk, listen and wait,
 * and nothing that was acknowledged may be lost, nothing told twice or left out. On the embedded database one process, on a
 * server (`--database-url` or SIDECUE_TEST_DATABASE_URL; a database of its own there) two.
 * Prints a table, or JSON with --json. Exit status 1 where anything was lost.
 * Usage: kill-loop.ts [--rounds 20] [--conversations 6] [--only embedded|server] [--database-url URL] [--seed 1] [--json]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freshDatabase } from '../fresh-database.ts'
import { prepareKillFolder } from './kill-folder.ts'
import { type KillReport, runKillLoop } from './kill-run.ts'
import { createMortalServer } from './kill-server.ts'
import { faultsOf, renderKills } from './render-kills.ts'
import { seededRandom } from './seeded-random.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    conversations: { type: 'string', default: '6' },
    only: { type: 'string' },
    'database-url': { type: 'string', default: process.env.SIDECUE_TEST_DATABASE_URL },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const folder = await mkdtemp(join(tmpdir(), 'sidecue-kill-'))
const reports: Record<string, KillReport> = {}
try {
  const env = await prepareKillFolder(folder)
  if (values.only !== 'server') {
    const data = { ...env, SIDECUE_DATA: join(folder, 'data') }
    reports['embedded database, one process'] = await run([data])
  }
  const server = values['database-url']
  if (server !== undefined && values.only !== 'embedded') {
    const database = await freshDatabase(server, `sidecue_kill_${process.pid}`)
    try {
      const own = { ...env, DATABASE_URL: database.url }
      reports['PostgreSQL, two processes'] = await run([own, own])
    } finally {
      await database.drop()
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.stdout.write(values.json ? `${JSON.stringify(reports, null, 2)}\n` : renderKills(reports))
process.exitCode = Object.values(reports).some((report) => faultsOf(report) > 0) ? 1 : 0

function run(envs: Record<string, string>[]): Promise<KillReport> {
  return runKillLoop({
    servers: envs.map(createMortalServer),
    rounds: Number(values.rounds),
    conversations: Number(values.conversations),
    random: seededRandom(Number(values.seed)),
    onRound: (round) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${round} of ${values.rounds} `)
      else if (round % 10 === 0) process.stderr.write(`${round} of ${values.rounds}\n`)
    },
  })
}
