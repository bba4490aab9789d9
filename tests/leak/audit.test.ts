import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../src/copilot/verify-audit.ts'
import { fixClock } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { article, type Folder, makeFolder } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'
import { as, openWorld, type World } from './world.ts'

const NOW = '2026-11-21T12:00:00+08:00'
const RELEASE = '2026-11-01T10:00:00+08:00'

type Entry = {
  kind: string
  outcome?: string
  by?: string
  group?: string
  rules?: string[]
  conversation?: string
  manifest?: { at: string; cited: Record<string, unknown>[]; guidance: Record<string, unknown>[] }
}

for (const engine of engines) {
  describe(`the audit, ${engine.name}`, () => {
    let folder: Folder
    let world: World
    beforeAll(async () => {
      folder = makeFolder()
      const body = '\n月岚祭门票六十元，三月举行。\n\n:::agent\n月岚祭先查订单。\n:::\n'
      folder.write('fair.md', article('fair', body, { title: '月岚祭', release: RELEASE }))
      world = await openWorld(engine, folder)
      await fixClock(world.db, NOW)
    }, 60_000)
    afterAll(async () => {
      await world.close()
      folder.discard()
    })

    const entries = () =>
      world.db.read('lead', async (sql) => {
        const rows = await sql<{ entry: string }[]>`select entry from app.audit order by seq`
        return rows.map(({ entry }) => JSON.parse(entry) as Entry)
      })
    const suggestFor = (text: string) => {
      const turns = [{ seq: 1, speaker: 'customer', text }]
      return world.api.post('/v1/suggest', { turns }, as('agent'))
    }

    test('has one entry for each answer, refusal, warning and block, with its grounds and without text', async () => {
      await suggestFor('月岚祭门票多少钱')
      await suggestFor('银汐节什么时候开始')
      const conversation = await world.api.open(as('agent'))
      const turns = [
        { seq: 1, speaker: 'customer', text: '再不解决我就找电视台曝光你们。月岚祭门票多少钱' },
      ]
      await world.api.post(`${conversation}/turns`, { turns }, as('agent'))
      await world.api.deps.live.idle()
      const draft = { text: '滚，你这个白痴，不想用就别用。' }
      const verdict = await (await world.api.post('/v1/check', draft, as('agent'))).json()
      expect(verdict).toMatchObject({ verdict: 'block' })
      const [answer, refusal, ...others] = await entries()
      const live = others.find(({ kind }) => kind === 'suggestion')
      const warnings = others.filter(({ kind }) => kind === 'warning')
      const block = others.at(-1)
      expect(answer).toMatchObject({ kind: 'suggestion', outcome: 'answer', by: 'agent:demo' })
      expect(answer!.manifest).toMatchObject({
        at: new Date(NOW).toISOString(),
        cited: [
          {
            article: 'fair',
            audience: 'customer',
            release: new Date(RELEASE).toISOString(),
            expires: null,
          },
        ],
      })
      expect(answer!.manifest!.guidance).toMatchObject([{ article: 'fair', audience: 'agent' }])
      expect(refusal).toMatchObject({ outcome: 'no-answer', manifest: { cited: [], guidance: [] } })
      expect(warnings.length).toBeGreaterThan(0)
      expect(live).toMatchObject({
        kind: 'suggestion',
        conversation: conversation.split('/').at(-1),
      })
      expect(block).toMatchObject({ kind: 'draft-blocked', by: 'agent:demo' })
      const text = JSON.stringify(await entries())
      for (const word of ['月岚', '六十', '订单', '银汐', '电视台', '白痴'])
        expect(text).not.toContain(word)
      expect(await verifyAudit(world.db)).toMatchObject({
        entries: 4 + warnings.length,
        faults: [],
      })
    })

    test('can be added to and not changed, by nobody', async () => {
      const { db } = world
      for (const role of ['app', 'lead', 'index', 'agent', 'customer'] as const) {
        for (const change of [
          "update app.audit set entry = '{}'",
          'delete from app.audit',
          'truncate app.audit',
          'alter table app.audit disable trigger all',
          "insert into app.audit (seq, entry) values (1, '{}')",
        ])
          await expect(
            db.write(role, (sql) => sql.unsafe(change)),
            `${role}: ${change}`,
          ).rejects.toMatchObject({
            code: '42501',
          })
      }
      for (const change of [
        "update app.audit set entry = '{}'",
        'delete from app.audit',
        'truncate app.audit',
      ])
        await expect(ownerOf(db).unsafe(change)).rejects.toMatchObject({ code: '42501' })
      await expect(db.read('app', (sql) => sql`select entry from app.audit`)).rejects.toMatchObject(
        { code: '42501' },
      )
      for (const role of ['agent', 'customer'] as const)
        await expect(db.read(role, (sql) => sql`select seq from app.audit`)).rejects.toMatchObject({
          code: '42501',
        })
    })

    test('entries written at the same time follow one another', async () => {
      const before = await verifyAudit(world.db)
      await Promise.all(Array.from({ length: 12 }, () => suggestFor('银汐节什么时候开始')))
      expect(await verifyAudit(world.db)).toMatchObject({
        entries: before.entries + 12,
        faults: [],
      })
    })

    test('an end that was cut off, a change, a gap and a forgery are found', async () => {
      const { db } = world
      const { head, entries: count } = await verifyAudit(db)
      const owner = ownerOf(db)
      /** What only someone with the whole database in hands can do. */
      const tamper = async (change: string) => {
        await owner.unsafe(
          `alter table app.audit disable trigger user; ${change}; alter table app.audit enable trigger user`,
        )
      }
      const kept = await owner<
        { seq: string; entry: string }[]
      >`select seq, entry from app.audit order by seq`
      const entryOf = (seq: number) => kept[seq - 1]!.entry.replaceAll("'", "''")
      await tamper(`update app.audit set entry = replace(entry, 'fair', 'fare') where seq = 1`)
      expect((await verifyAudit(db)).faults).toEqual([{ seq: 1, fault: 'changed' }])
      await tamper(`update app.audit set entry = '${entryOf(1)}' where seq = 1`)
      expect((await verifyAudit(db)).faults).toEqual([])
      await tamper(`update app.audit set at = at - interval '1 hour' where seq = 2`)
      expect((await verifyAudit(db)).faults).toEqual([{ seq: 2, fault: 'changed' }])
      await tamper(`update app.audit set at = at + interval '1 hour' where seq = 2`)
      await tamper(`delete from app.audit where seq = ${count}`)
      expect((await verifyAudit(db)).faults).toEqual([])
      expect((await verifyAudit(db, head!)).faults).toEqual([{ seq: count, fault: 'head-missing' }])
      await tamper('delete from app.audit where seq = 3')
      expect((await verifyAudit(db)).faults[0]).toEqual({ seq: 3, fault: 'missing' })
    })

    test('an entry that tells of text told too early, too late or to the wrong reader is found by replay', async () => {
      const { db } = world
      const told = (one: Record<string, unknown>) => ({
        kind: 'suggestion',
        manifest: {
          at: '2026-11-21T04:00:00.000Z',
          cited: [
            {
              chunk: 'x#1',
              article: 'x',
              rev: 'r',
              audience: 'customer',
              release: null,
              expires: null,
              ...one,
            },
          ],
          ...{ guidance: [], gone: [] },
        },
      })
      const before = (await verifyAudit(db)).faults.length
      for (const one of [
        { release: '2026-11-21T04:00:00.001Z' },
        { expires: '2026-11-21T04:00:00.000Z' },
        { audience: 'agent' },
        { release: '2026-11-21T04:00:00.000Z', expires: '2026-11-21T04:00:00.001Z' },
      ])
        await db.write(
          'app',
          (sql) => sql`insert into app.audit (entry) values (${JSON.stringify(told(one))})`,
        )
      const faults = (await verifyAudit(db)).faults.slice(before).map(({ fault }) => fault)
      expect(faults).toEqual(['told-too-early', 'told-too-late', 'wrong-audience'])
    })
  })
}
