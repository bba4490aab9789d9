import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { forget } from '../../src/copilot/forget.ts'
import { verifyAudit } from '../../src/copilot/verify-audit.ts'
import { faultOf } from '../../src/db/check-roles.ts'
import {
  clockSetBack,
  fixClock,
  markTime,
  openDatabase,
  rewriteConversationTables,
  STORES,
} from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { ROLES } from '../../src/db/types.ts'
import { startServer } from '../../src/http/start-server.ts'
import { indexFolder } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import { openApp } from '../http/support.ts'
import { article, type Folder, makeFolder } from '../indexing/support.ts'
import { migratedSeed } from '../support/embedded-engine.ts'
import { engines } from '../support/engines.ts'
import { asAdmin, serverUrl, urlOf } from '../support/server-engine.ts'
import { as } from './world.ts'

/** What a database without its locks is answered with: no start, never an open door. */
describe('a start on a database whose locks are broken', () => {
  test.each([
    [
      'without a role',
      'drop owned by sidecue_agent; drop role sidecue_agent',
      "no role 'sidecue_agent'",
    ],
    [
      'whose role passes by row policies',
      'alter role sidecue_customer bypassrls',
      "'sidecue_customer' bypasses row security",
    ],
    ['whose role is a superuser', 'alter role sidecue_lead superuser', 'is a superuser'],
    [
      'whose role has the rights of another',
      'grant sidecue_lead to sidecue_customer with inherit true',
      "has the rights of 'sidecue_lead'",
    ],
    [
      'whose table has its policies switched off',
      'alter table internal.chunk disable row level security',
      'Row security is not forced on internal.chunk',
    ],
    [
      'whose table spares its owner the policies',
      'alter table customer.article no force row level security',
      'Row security is not forced on customer.article',
    ],
  ])(
    '%s is refused with what is wrong and what to do',
    async (_what, damage, message) => {
      const dataDir = join(mkdtempSync(join(tmpdir(), 'sidecue-doors-')), 'data')
      const open = async () => openDatabase({ dataDir, log: silentLog, seed: await migratedSeed() })
      const whole = await open()
      await ownerOf(whole).unsafe(damage)
      await whole.close()
      await expect(open()).rejects.toMatchObject({
        code: 'NOT_READY',
        message: expect.stringContaining(message),
        hint: expect.stringMatching(/superuser|owner/),
      })
      rmSync(join(dataDir, '..'), { recursive: true, force: true })
    },
    60_000,
  )

  test('a role is what it should be only under its own name and without more rights', () => {
    const good = {
      name: 'sidecue_customer',
      isSuperuser: false,
      bypassesRows: false,
      inherits: [],
    }
    expect(faultOf('customer', good)).toBeNull()
    for (const bad of [
      { ...good, name: 'postgres' },
      { ...good, isSuperuser: true },
      { ...good, bypassesRows: true },
      { ...good, inherits: ['sidecue_lead'] },
    ])
      expect(faultOf('customer', bad)).not.toBeNull()
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
  const open = () => openDatabase({ databaseUrl: url(), log: silentLog })
  let folder: Folder

  beforeAll(async () => {
    folder = makeFolder()
    await asAdmin(async (admin) => {
      await admin.unsafe(`create role ${user} login password 'secret'`)
      await admin.unsafe(`create database ${user} owner ${user}`)
      for (const role of ROLES)
        await admin.unsafe(`grant sidecue_${role} to ${user} with set true, inherit false`)
    })
    // Where pgvector is not marked as trusted, this is a superuser's part.
    const admin = postgres(urlOf(user), { max: 1, onnotice: () => {} })
    await admin`create extension vector`
    await admin.end()
  })
  afterAll(async () => {
    folder.discard()
    await asAdmin(async (admin) => {
      await admin.unsafe(`drop database if exists ${user} with (force)`)
      await admin.unsafe(`drop owned by ${user}; drop role ${user}`)
    })
  })

  test('runs the whole program: migrations, index, search, suggestion, audit, forgetting', async () => {
    folder.write('fair.md', article('fair', '\n月岚祭门票六十元。\n', { title: '月岚祭' }))
    folder.write('duty.md', article('duty', '\n月岚祭值班人宗政岳。\n', { audience: 'internal' }))
    const db = await open()
    await indexFolder(db, { knowledgeDir: folder.path, log: silentLog })
    const api = await openApp(db)
    const conversation = await api.open()
    const turn = { seq: 1, speaker: 'customer', text: '月岚祭门票多少钱' }
    expect((await api.post(`${conversation}/turns`, turn)).status).toBe(201)
    await api.deps.live.idle()
    const found = await api.get(`/v1/search?q=${encodeURIComponent('月岚祭')}`, as('lead'))
    expect(await found.text()).toContain('宗政岳')
    const told = await api.get(`/v1/search?q=${encodeURIComponent('月岚祭')}`, as('service'))
    expect(await told.text()).toMatch(/^(?!.*宗政岳).*六十元/)
    expect((await verifyAudit(db)).entries).toBeGreaterThan(0)
    expect(await forget(db, {}, 'command')).toMatchObject({ conversations: 1, turns: 1 })
    await rewriteConversationTables(db)
    expect(await markTime(db)).toBe(0)
    await db.maintain()
    await api.close()
    await db.close()
  }, 60_000)

  test('the owner itself sees no text: rows are there for named roles alone', async () => {
    const db = await open()
    const owner = ownerOf(db)
    for (const store of STORES) {
      for (const table of ['article', 'chunk', 'posting', 'gram'])
        expect(await owner.unsafe(`select * from ${store}.${table}`), store).toHaveLength(0)
    }
    for (const table of ['conversation', 'turn', 'suggestion', 'event', 'audit'])
      expect(await owner.unsafe(`select * from app.${table}`), table).toHaveLength(0)
    await db.close()
  })

  test('the big index of a filled store is left alone, that of an empty one is put off', async () => {
    const db = await open()
    const drop = (store: string) =>
      db.write('index', async (sql) => {
        const [row] = await sql<{ isDropped: boolean }[]>`
          select app.drop_posting_index(${store}) as "isDropped"
        `
        await sql`select app.build_posting_index(${store})`
        return row!.isDropped
      })
    expect([await drop('customer'), await drop('internal'), await drop('agent')]).toEqual([
      false,
      false,
      true,
    ])
    const direct = db.write('customer', (sql) => sql`select app.drop_posting_index('agent')`)
    await expect(direct).rejects.toMatchObject({ code: '42501' })
    await db.close()
  })

  test('a role that it may not act as is named before anything is served', async () => {
    await asAdmin((admin) => admin.unsafe(`revoke sidecue_lead from ${user}`))
    await expect(open()).rejects.toMatchObject({
      code: 'NOT_READY',
      message: expect.stringContaining("may not act as 'sidecue_lead'"),
      hint: expect.stringContaining('grant sidecue_lead'),
    })
    await asAdmin((admin) =>
      admin.unsafe(`grant sidecue_lead to ${user} with set true, inherit false`),
    )
  })
})

test('a server does not start on a clock that was set back', async () => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'sidecue-doors-')), 'data')
  const db = await openDatabase({ dataDir, log: silentLog, seed: await migratedSeed() })
  await ownerOf(db)`update app.clock_mark set at = now() + interval '90 minutes'`
  await db.close()
  const silent = () => {}
  const starting = startServer(
    readConfig({ SIDECUE_DATA: dataDir, SIDECUE_PORT: '0', SIDECUE_LOG: 'silent' }),
    {
      ...{ onProgress: silent, onFlaws: silent, onListening: silent },
      ...{ onIndexed: silent, onIndexFailed: silent },
    },
  )
  await expect(starting).rejects.toMatchObject({
    code: 'NOT_READY',
    message: expect.stringMatching(/clock stands (89|90) min before/),
  })
  rmSync(join(dataDir, '..'), { recursive: true, force: true })
}, 60_000)

for (const engine of engines) {
  describe(`a clock that is set back, ${engine.name}`, () => {
    test('is noticed, and nothing is told from the knowledge base meanwhile', async () => {
      const db = await engine.open()
      await fixClock(db, '2026-12-01T10:00:00+08:00')
      expect(await markTime(db)).toBe(0)
      await fixClock(db, '2026-12-01T09:59:59.500+08:00')
      expect(await markTime(db)).toBe(0)
      await fixClock(db, '2026-12-01T09:00:00+08:00')
      expect(await markTime(db)).toBe(3_600_000)
      expect(await markTime(db)).toBe(3_600_000)
      expect(clockSetBack(3_600_000)).toMatchObject({
        code: 'NOT_READY',
        message: expect.stringContaining('60 min'),
      })
      let knowledge: 'served' | 'held' = 'held'
      const api = await openApp(db, { knowledge: () => knowledge })
      const turns = [{ seq: 1, speaker: 'customer', text: '你好' }]
      const ask = async (): Promise<number[]> => [
        (await api.get('/v1/search?q=x')).status,
        (await api.get('/v1/articles')).status,
        (await api.get('/v1/articles/x')).status,
        (await api.post('/v1/suggest', { turns })).status,
        (await api.post('/v1/check', { text: '您好' })).status,
      ]
      expect(await ask()).toEqual([503, 503, 503, 503, 503])
      expect((await api.get('/ready')).status).toBe(503)
      knowledge = 'served'
      expect(await ask()).toEqual([200, 200, 404, 200, 200])
      await fixClock(db, '2026-12-01T10:00:00+08:00')
      expect(await markTime(db)).toBe(0)
      await api.close()
      await db.close()
    }, 60_000)
  })
}
