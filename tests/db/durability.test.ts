import fs from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { simpleQuery } from '../../src/db/embedded/messages.ts'
import { migratedSeed } from '../support/embedded-engine.ts'

describe('commits of the embedded engine', () => {
  const realSync = fs.fsyncSync
  let syncs = 0
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sidecue-durable-'))
    fs.fsyncSync = (file) => {
      syncs += 1
      realSync(file)
    }
    syncBuiltinESMExports()
  })
  afterAll(async () => {
    fs.fsyncSync = realSync
    syncBuiltinESMExports()
    await rm(folder, { recursive: true, force: true })
  })

  test('reach the disk one by one, before they are acknowledged', async () => {
    const { startEngine } = await import('../../src/db/embedded/engine.ts')
    const engine = await startEngine({ folder, seed: await migratedSeed() })
    engine.run(simpleQuery('create table entry (id int)'))
    for (let id = 0; id < 10; id += 1) {
      const before = syncs
      engine.run(simpleQuery(`insert into entry values (${id})`))
      expect(syncs).toBeGreaterThan(before)
    }
    const before = syncs
    engine.run(simpleQuery('select count(*) from entry'))
    expect(syncs).toBe(before)
    await engine.close()
  })
})
