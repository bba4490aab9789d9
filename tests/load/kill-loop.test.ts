import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareKillFolder } from '../../evals/load/kill-folder.ts'
import { runKillLoop } from '../../evals/load/kill-run.ts'
import { createMortalServer } from '../../evals/load/kill-server.ts'
import { faultsOf } from '../../evals/load/render-kills.ts'
import { seededRandom } from '../../evals/load/seeded-random.ts'
import { asAdmin, serverUrl, urlOf } from '../support/server-engine.ts'

/** Real processes: slow to start on a busy machine. A hundred rounds: `node evals/load/kill-loop.ts --rounds 100`. */
const SLOW_MS = 180_000
const ROUNDS = 2

let folder: string
let env: Record<string, string>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidecue-kill-'))
  env = await prepareKillFolder(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function loop(envs: Record<string, string>[]) {
  const servers = envs.map(createMortalServer)
  try {
    const plan = { servers, rounds: ROUNDS, conversations: 4, random: seededRandom(7) }
    const report = await runKillLoop(plan)
    expect(faultsOf(report), JSON.stringify(report)).toBe(0)
    // Something was at stake.
    expect(report.acknowledged).toBeGreaterThan(10)
    expect(report.suggestions).toBeGreaterThanOrEqual(4)
    expect(report.resumed).toBeGreaterThan(4)
    expect(report.timed).toBeGreaterThan(0)
  } finally {
    for (const server of servers) await server.kill()
  }
}

describe('killed again and again, nothing acknowledged is lost and nothing is told twice', () => {
  test('on the embedded database', { timeout: SLOW_MS }, () =>
    loop([{ ...env, SIDECUE_DATA: join(folder, 'data') }]),
  )

  describe.skipIf(serverUrl === undefined)('on a server', () => {
    const database = `sidecue_test_${crypto.randomUUID().replaceAll('-', '')}`
    beforeAll(() => asAdmin((admin) => admin.unsafe(`create database ${database}`)))
    afterAll(() =>
      asAdmin((admin) => admin.unsafe(`drop database if exists ${database} with (force)`)),
    )

    test('with two processes', { timeout: SLOW_MS }, () => {
      const own = { ...env, DATABASE_URL: urlOf(database) }
      return loop([own, own])
    })
  })
})
