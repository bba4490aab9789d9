import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { systemClock } from '../../src/clock.ts'
import { daysBefore, forget, forgetByAge, previewForget } from '../../src/copilot/forget.ts'
import { verifyAudit } from '../../src/copilot/verify-audit.ts'
import { type Database, openDatabase, rewriteConversationTables } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { silentLog } from '../../src/log.ts'
import { openApp, type TestApp } from '../http/support.ts'
import { migratedSeed } from '../support/embedded-engine.ts'
import { engines } from '../support/engines.ts'

const CANARY = 'zuqovixajeku'
const PHONE = '13800138000'

/** A conversation in which the canary stands wherever words of people can stand. */
async function talkOf(api: TestApp, said = CANARY, headers = {}): Promise<string> {
  const address = await api.open(headers)
  const id = address.split('/').at(-1)!
  const turns = [
    { seq: 1, speaker: 'customer', text: `${said}，我的电话是 138-0013-8000` },
    { seq: 2, speaker: 'system', text: said },
  ]
  await api.post(`${address}/turns`, { turns }, { ...headers, 'idempotency-key': `t-${id}` })
  await api.post(`${address}/turns`, { seq: 3, speaker: 'customer', text: said })
  await api.deps.live.idle()
  const kept = (await (await api.get(address)).json()) as { suggestions: { id: string }[] }
  const [suggestion] = kept.suggestions
  await api.post(`/v1/suggestions/${suggestion!.id}/feedback`, {
    verdict: 'edited',
    finalText: said,
  })
  const { id: check } = (await (
    await api.post('/v1/check', { text: said, conversation: id })
  ).json()) as { id: string }
  await api.post(`/v1/check/${check}/override`, { reason: 'approved', note: said })
  return id
}

const openTalks = (db: Database): Promise<TestApp> =>
  openApp(db, {
    findWarnings: ({ seq, text }) => [
      { group: 'media', name: '媒体', seq, cue: text, calm: '', questions: [] },
    ],
    check: async () => ({
      verdict: 'warn',
      findings: [{ rule: 'promise', start: 0, end: 1, severity: 'warn', message: CANARY }],
    }),
  })

/** Tables and columns, of all that there are, in which a word stands. */
async function placesOf(db: Database, word: string): Promise<string[]> {
  const columns = await ownerOf(db)<{ schema: string; table: string; column: string }[]>`
    select table_schema as schema, table_name as table, column_name as column
    from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema')
  `
  const found: string[] = []
  for (const { schema, table, column } of columns) {
    const rows = await ownerOf(db).unsafe(
      `select from "${schema}"."${table}" where position($1 in "${column}"::text) > 0 limit 1`,
      [word],
    )
    if (rows.length > 0) found.push(`${schema}.${table}.${column}`)
  }
  return found.sort()
}

for (const engine of engines) {
  describe(`forgetting conversations, ${engine.name}`, () => {
    let db: Database
    let api: TestApp
    beforeAll(async () => {
      db = await engine.open()
      api = await openTalks(db)
    }, 60_000)
    afterAll(async () => {
      await api.close()
      await db.close()
    })
    beforeEach(async () => {
      await forget(db, {}, 'command')
    })

    test('leaves nothing of what was said in any column of any table', async () => {
      const id = await talkOf(api)
      const other = await talkOf(api, 'bewaro')
      const before = await placesOf(db, CANARY)
      for (const place of ['turn.text', 'suggestion.body', 'event.payload', 'feedback.final_text'])
        expect(before).toContain(`app.${place}`)
      expect(before).toContain('app.check_override.note')
      expect(await placesOf(db, id)).toContain('app.idempotency.body')
      const gone = await forget(db, { ids: [id] }, 'command')
      expect(gone).toMatchObject({
        ...{ conversations: 1, turns: 3, feedback: 1, checks: 1 },
        suggestions: expect.any(Number),
        events: expect.any(Number),
      })
      await rewriteConversationTables(db)
      expect(await placesOf(db, CANARY)).toEqual([])
      // The record of what was told keeps ids, hashes and instants.
      expect(await placesOf(db, id)).toEqual(['app.audit.entry'])
      expect((await api.get(`/v1/conversations/${id}`)).status).toBe(404)
      expect((await api.get(`/v1/conversations/${other}`)).status).toBe(200)
      expect((await placesOf(db, 'bewaro')).length).toBeGreaterThan(3)
      expect((await verifyAudit(db)).faults).toEqual([])
    })

    test('over HTTP leads delete one, and what is not there is 404 for them', async () => {
      const id = await talkOf(api)
      const remove = (which: string, role: string) =>
        api.app.request(`/v1/conversations/${which}`, {
          method: 'DELETE',
          headers: { authorization: `Bearer demo-${role}` },
        })
      for (const role of ['agent', 'service', 'editor'])
        for (const which of [id, 'c-never']) expect((await remove(which, role)).status).toBe(403)
      expect((await remove('c-never', 'lead')).status).toBe(404)
      expect((await remove(id, 'lead')).status).toBe(204)
      expect((await remove(id, 'lead')).status).toBe(404)
      expect(await placesOf(db, CANARY)).toEqual([])
    })

    test('a preview says what would go and changes nothing', async () => {
      const id = await talkOf(api)
      const before = await placesOf(db, CANARY)
      const preview = await previewForget(db, { ids: [id, 'c-never'] })
      expect(preview).toMatchObject({ ids: [id], conversations: 1, turns: 3 })
      expect(await placesOf(db, CANARY)).toEqual(before)
    })

    test('by age: what is quiet for long goes, what somebody spoke in lately stays', async () => {
      const [old, revived, fresh] = [await talkOf(api), await talkOf(api), await talkOf(api)]
      const long = daysBefore(new Date(), 200)
      const age = (id: string, turns: string) =>
        db.write('app', async (sql) => {
          await sql`update app.conversation set opened_at = ${long} where id = ${id}`
          await sql`
            update app.turn set received_at = ${long}
            where conversation = ${id} and seq = any(${turns.split(',').map(Number)}::int[])
          `
        })
      await age(old, '1,2,3')
      await age(revived, '1,2')
      expect(await forgetByAge(db, null, new Date())).toBeNull()
      expect(await forgetByAge(db, 365, new Date())).toMatchObject({ conversations: 0 })
      expect(await forgetByAge(db, 180, new Date())).toMatchObject({ conversations: 1 })
      const status = async (id: string) => (await api.get(`/v1/conversations/${id}`)).status
      expect([await status(old), await status(revived), await status(fresh)]).toEqual([
        404, 200, 200,
      ])
    })

    test('by what was said: a number is found as it was dictated', async () => {
      const id = await talkOf(api)
      for (const saying of [PHONE, '138 0013 8000', CANARY.toUpperCase()])
        expect((await previewForget(db, { saying })).ids, saying).toEqual([id])
      for (const saying of ['13800138001', '%', '_'])
        expect((await previewForget(db, { saying })).ids, saying).toEqual([])
      expect((await previewForget(db, { saying: PHONE, ids: ['c-never'] })).ids).toEqual([])
    })

    test('while a suggestion is being made for it, nothing of it comes back', async () => {
      let release = (): void => {}
      const waiting = new Promise<void>((resolve) => {
        release = resolve
      })
      const slow = await openApp(db, {
        suggest: async (transcript, options) => {
          await waiting
          return api.deps.suggest(transcript, options)
        },
      })
      const address = await slow.open()
      await slow.post(`${address}/turns`, { seq: 1, speaker: 'customer', text: CANARY })
      await forget(db, { ids: [address.split('/').at(-1)!] }, 'command')
      release()
      await slow.deps.live.idle()
      expect(await placesOf(db, CANARY)).toEqual([])
      await slow.close()
    })

    test('more than one batch goes', async () => {
      await db.write(
        'app',
        (sql) => sql`
          insert into app.conversation (id, channel, opened_by, opened_at)
          select 'c-' || n, 'chat', 'agent:demo', now() from generate_series(1, 230) n
        `,
      )
      expect(await forget(db, {}, 'command')).toMatchObject({ conversations: 230 })
    })
  })
}

describe('sidecue forget', () => {
  let dataDir: string
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sidecue-forget-'))
  })
  afterAll(() => rm(dataDir, { recursive: true, force: true }))

  async function run(...args: string[]): Promise<{ printed: string; exitCode: unknown }> {
    let printed = ''
    const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      printed += String(chunk)
      return true
    })
    try {
      await createProgram().parseAsync(['forget', ...args, '--data', dataDir], { from: 'user' })
      return { printed, exitCode: process.exitCode }
    } finally {
      stdout.mockRestore()
      process.exitCode = 0
    }
  }
  /** Files of the data folder in which a word stands; the write-ahead log apart. */
  async function filesWith(word: string): Promise<string[]> {
    const names = await readdir(dataDir, { recursive: true, withFileTypes: true })
    const found: string[] = []
    for (const file of names.filter((one) => one.isFile())) {
      const path = join(file.parentPath, file.name)
      if (path.includes('pg_wal')) continue
      if ((await readFile(path)).includes(word)) found.push(path)
    }
    return found
  }

  test('asks first, says what would go, deletes, and the text is in no table file any more', async () => {
    vi.stubEnv('DATABASE_URL', undefined)
    const db = await openDatabase({ dataDir, log: silentLog, seed: await migratedSeed() })
    const api = await openTalks(db)
    const id = await talkOf(api)
    await db.maintain()
    await api.close()
    await db.close()
    expect((await filesWith(CANARY)).length).toBeGreaterThan(0)

    await expect(run()).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(run('--saying', '1')).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(run(id)).rejects.toMatchObject({
      message: expect.stringContaining('1 conversations (3 turns'),
      hint: expect.stringContaining('--yes'),
    })
    expect(await run(id, 'c-never', '--dry-run')).toMatchObject({
      printed: expect.stringMatching(/^Would delete 1 conversations .*\nNot there.*c-never/),
      exitCode: 1,
    })
    expect((await filesWith(CANARY)).length).toBeGreaterThan(0)
    const { printed } = await run('--saying', PHONE, '--yes', '--json')
    expect(JSON.parse(printed)).toMatchObject({ deleted: { conversations: 1 }, unknown: [] })
    expect(await filesWith(CANARY)).toEqual([])
    expect(await run('--older-than', '0', '--yes')).toMatchObject({
      printed: expect.stringContaining('Would delete 0 conversations'),
    })
    vi.unstubAllEnvs()
  }, 60_000)

  test('the sample desk keeps conversations for half a year', async () => {
    const { loadDesk } = await import('../../src/desk/index.ts')
    const { desk } = await loadDesk('knowledge')
    expect(desk.retentionDays).toBe(180)
    expect(daysBefore(systemClock.now(), 180).getTime()).toBeLessThan(Date.now())
  })
})
