import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Database, openDatabase } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { SLOW } from '../../src/db/slow.ts'
import { silentLog } from '../../src/log.ts'
import { migratedSeed } from '../support/embedded-engine.ts'
import { engines } from '../support/engines.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const LONG = `select count(*) from generate_series(1, 3000000) as a, generate_series(1, 3000) as b`

for (const engine of engines) {
  describe(`limits, ${engine.name}`, () => {
    test('a transaction that waits for something else is ended, and the others go on', async () => {
      const db = await engine.open({ idleMs: 300 })
      const stuck = db.write('app', async (sql) => {
        await sql`select 1`
        await new Promise((resolve) => setTimeout(resolve, 2000))
        await sql`select 2`
      })
      const outcome = expect(stuck).rejects.toMatchObject({ code: 'TRY_LATER' })
      const order: string[] = []
      await Promise.all([
        outcome.then(() => order.push('stuck')),
        db.read('app', (sql) => sql`select 1`).then(() => order.push('other')),
      ])
      expect(order).toEqual(['other', 'stuck'])
      await db.close()
    })

    test('a value that cannot be sent fails its transaction and harms no other', async () => {
      const db = await engine.open({ idleMs: 300 })
      const invalid = new Date(Number.NaN)
      const failed = db.write('app', (sql) => sql`select ${invalid}::timestamptz`)
      await expect(failed).rejects.toThrow()
      expect(await db.read('app', (sql) => sql`select 1 as one`)).toHaveLength(1)
      await db.close()
    })
  })
}

describe('a server', () => {
  test.runIf(engines.length > 1)('ends a statement that runs too long', async () => {
    const db = await engines[1]!.open({ statementMs: 200 })
    await expect(db.read('app', (sql) => sql.unsafe(LONG))).rejects.toMatchObject({
      code: 'TRY_LATER',
    })
    expect(await db.read('app', (sql) => sql`select 1 as one`)).toHaveLength(1)
    await db.close()
  })
})

describe('the embedded engine', () => {
  let dataDir: string
  let db: Database
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sidecue-watchdog-'))
    const seed = await migratedSeed()
    db = await openDatabase({ dataDir, log: silentLog, seed, statementMs: 700 })
  })
  afterEach(async () => {
    await db.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  test('is opened again when a statement is stuck: committed rows are there, listeners listen again', async () => {
    await ownerOf(db).unsafe('create table entry (id int); grant all on entry to sidecue_app')
    await db.write('app', (sql) => sql`insert into entry values (1)`)
    const heard: string[] = []
    let begun = 0
    await db.listen(
      'news',
      (payload) => heard.push(payload),
      () => {
        begun += 1
      },
    )
    const stuck = db.read('app', (sql) => sql.unsafe(LONG))
    await expect(stuck).rejects.toMatchObject({ code: 'TRY_LATER' })
    expect(await db.read('app', (sql) => sql`select id from entry`)).toMatchObject([{ id: 1 }])
    await expect.poll(() => begun, { timeout: 60_000 }).toBe(2)
    await db.write('app', (sql) => sql`select pg_notify('news', 'again')`)
    await expect.poll(() => heard).toEqual(['again'])
  })

  test('gives a statement that announces itself as slow the time it needs', async () => {
    const slow = 'select pg_sleep(0.5)::text'
    const results = await ownerOf(db).unsafe(`${SLOW} ${slow}; ${slow}; ${slow}`)
    expect(results).toHaveLength(3)
  })
})
