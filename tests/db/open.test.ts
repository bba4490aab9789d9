import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCaretaker } from '../../src/db/embedded/caretaker.ts'
import * as db from '../../src/db/index.ts'
import { tendTables } from '../../src/db/maintain.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { ROLES } from '../../src/db/types.ts'
import { silentLog } from '../../src/log.ts'
import { engines } from '../support/engines.ts'
import { asAdmin, serverUrl, urlOf } from '../support/server-engine.ts'

test('the room offers exactly these names', () => {
  expect(Object.keys(db).sort()).toEqual([
    'STORES',
    'archiveDatabase',
    'audiencesOf',
    'clockSetBack',
    'fixClock',
    'isVisible',
    'isVisibleTo',
    'makeSeed',
    'markTime',
    'openDatabase',
    'rewriteConversationTables',
    'sqlState',
  ])
})

describe('opening', () => {
  test('a server that does not answer is named, with what to check and without its password', async () => {
    const opening = db.openDatabase({
      databaseUrl: 'postgres://me:hush@127.0.0.1:9/none',
      log: silentLog,
    })
    const error = await opening.catch((caught: Error) => caught)
    expect(error).toMatchObject({
      code: 'NOT_READY',
      hint: expect.stringContaining('DATABASE_URL'),
    })
    expect(String(error)).not.toContain('hush')
  })

  test('an unknown sslmode is refused', async () => {
    const databaseUrl = 'postgres://me@127.0.0.1:9/none?sslmode=perhaps'
    await expect(db.openDatabase({ databaseUrl, log: silentLog })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  })

  test('a folder that cannot hold a database is refused with what to do', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sidecue-open-'))
    await writeFile(join(folder, 'file'), '')
    const dataDir = join(folder, 'file', 'data')
    await expect(db.openDatabase({ dataDir, log: silentLog })).rejects.toMatchObject({
      code: 'DATA_LOCKED',
      hint: expect.stringContaining('SIDECUE_DATA'),
    })
    await rm(folder, { recursive: true })
  })
})

describe.runIf(serverUrl)('a server whose owner is no superuser', () => {
  const user = `sidecue_test_${crypto.randomUUID().slice(0, 8)}`
  const url = (): string => {
    const address = new URL(urlOf(user))
    address.username = user
    address.password = 'secret'
    return address.href
  }

  beforeAll(() =>
    asAdmin(async (admin) => {
      await admin.unsafe(`create role ${user} login password 'secret' createrole`)
      await admin.unsafe(`create database ${user} owner ${user}`)
    }),
  )
  afterAll(() =>
    asAdmin(async (admin) => {
      await admin.unsafe(`drop database if exists ${user} with (force)`)
      await admin.unsafe(`drop owned by ${user}`)
      await admin.unsafe(`drop role ${user}`)
    }),
  )

  test('is told what it lacks, and works once a superuser has given it', async () => {
    await expect(db.openDatabase({ databaseUrl: url(), log: silentLog })).rejects.toMatchObject({
      code: 'NOT_READY',
      hint: expect.stringContaining('superuser'),
    })
    await asAdmin(async (admin) => {
      for (const role of ROLES) {
        await admin.unsafe(`grant sidecue_${role} to ${user} with set true, inherit false`)
      }
    })
    const owner = postgres(urlOf(user), { max: 1, onnotice: () => {} })
    await owner`create extension vector`
    await owner.end()
    const opened = await db.openDatabase({ databaseUrl: url(), log: silentLog })
    for (const role of ROLES) {
      const rows = await opened.read(role, (sql) => sql`select current_user as name`)
      expect(rows).toMatchObject([{ name: `sidecue_${role}` }])
    }
    const hidden = opened.read('customer', (sql) => sql`select from agent.article`)
    await expect(hidden).rejects.toMatchObject({ code: '42501' })
    await opened.maintain()
    await opened.close()
  })
})

describe('looking after the tables', () => {
  for (const engine of engines) {
    test(`worn tables are vacuumed and analysed, others left alone, ${engine.name}`, async () => {
      const opened = await engine.open()
      const owner = ownerOf(opened)
      await owner`create table worn as select n from generate_series(1, 3000) as n`
      await owner`update worn set n = n + 1`
      await owner`select pg_stat_force_next_flush()`
      await tendTables(owner)
      const [row] = await owner`select reltuples::int as rows from pg_class where relname = 'worn'`
      expect(row).toEqual({ rows: 3000 })
      await opened.close()
    })
  }

  test('the caretaker comes again after a failure, and never while it is still at work', async () => {
    let calls = 0
    let atWork = 0
    let most = 0
    const stop = startCaretaker(
      async () => {
        calls += 1
        atWork += 1
        most = Math.max(most, atWork)
        await new Promise((resolve) => setTimeout(resolve, 15))
        atWork -= 1
        if (calls === 1) throw new Error('this time not')
      },
      silentLog,
      5,
    )
    await expect.poll(() => calls, { timeout: 10_000 }).toBeGreaterThan(2)
    await stop()
    const before = calls
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect([most, atWork, calls]).toEqual([1, 0, before])
  })
})
