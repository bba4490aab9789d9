import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addEvents, lockConversation } from '../../../src/conversations/index.ts'
import type { Database } from '../../../src/db/index.ts'
import type { Handover, HandoverItem, HandoverList } from '../../../src/http/api-types.ts'
import { readAccess } from '../../../src/http/callers.ts'
import { LANGS } from '../../../src/text/types.ts'
import { addFollowUp } from '../../../src/tickets/follow-up/index.ts'
import { openApp, type TestApp } from '../../http/support.ts'
import { engines } from '../../support/engines.ts'
import { handClock } from '../../support/hand-clock.ts'
import { at, makeDraft, makeTicketDesk, PHONE, T0, take, talk } from '../../tickets/world.ts'

const KEYS = {
  ana: { authorization: 'Bearer agent-key-ana' },
  ben: { authorization: 'Bearer agent-key-ben' },
  lin: { authorization: 'Bearer lead-key-lin' },
  editor: { authorization: 'Bearer editor-key-1' },
  service: { authorization: 'Bearer service-key-1' },
}
type Who = keyof typeof KEYS
const access = readAccess(
  'agent:agent-key-ana,agent:agent-key-ben,lead:lead-key-lin,editor:editor-key-1,service:service-key-1',
)
const SHIFT = { shift: '早班', from: at(-120).toISOString(), until: at(360).toISOString() }

for (const engine of engines) {
  describe(`shift handover, ${engine.name}`, () => {
    let db: Database
    let api: TestApp
    const clock = handClock(at(360).toISOString())

    beforeAll(async () => {
      db = await engine.open()
      const desk = await makeTicketDesk()
      api = await openApp(db, { access, desk, clock })
      const plain = await talk(db)
      await take(db, desk, plain, makeDraft(desk))
      const grave = await talk(db)
      await take(db, desk, grave, makeDraft(desk, { urgency: desk.taxonomy.urgencies[0]!.id }))
      await db.write('app', async (sql) => {
        const conversation = await lockConversation(sql, plain, {})
        await addFollowUp(
          sql,
          {
            conversation: plain,
            kind: 'promise',
            source: 'p',
            note: '24 小时内回电',
            dueAt: at(600),
          },
          T0,
        )
        const data = {
          group: 'media',
          name: '媒体曝光',
          seq: 1,
          cue: `我要找记者，电话 ${PHONE}`,
          calm: '',
          questions: [],
        }
        await addEvents(sql, conversation, [{ kind: 'warning-raised', data }], T0)
        await sql`
          insert into app.incident (id, started_at, noticed_at, last_report_at, traits, customers, told_customers, usual)
          values ('in-1', ${at(10)}, ${at(12)}, ${at(20)}, ${['fault:not-arrived', 'thing:star-coins']}, 7, 7, 0.5)
        `
      })
    })
    afterAll(async () => {
      await api?.close()
      await db?.close()
    })

    async function ask(who: Who, method: string, path: string, body?: unknown) {
      const answer = await api.app.request(path, {
        method,
        headers: {
          ...KEYS[who],
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      const isJson = answer.headers.get('content-type')?.includes('json') ?? false
      return { status: answer.status, body: (isJson ? JSON.parse(text) : text) as never }
    }
    async function draft(who: Who = 'ana', more = {}): Promise<Handover> {
      const { status, body } = await ask(who, 'POST', '/v1/handovers', { ...SHIFT, ...more })
      expect(status).toBe(201)
      return body
    }
    const sign = (who: Who, { id, version }: Handover, shift: string) =>
      ask(who, 'POST', `/v1/handovers/${id}/signature`, { version, shift })
    const of = ({ items }: Handover, kind: string) =>
      items.filter(({ source }) => source?.kind === kind) as HandoverItem[]
    const fact = ({ facts }: HandoverItem, name: string) =>
      facts.find((one) => one.name === name)?.value

    test('drafted from what is open: tickets, promises, warnings, incidents and the figures of the shift', async () => {
      const made = await draft()
      const [plain, grave] = [
        of(made, 'ticket').find(({ section }) => section === 'unfinished'),
        of(made, 'ticket').find(({ section }) => section === 'special'),
      ]
      expect(fact(plain!, 'background')).toBe('客户充值后未到账。')
      expect(fact(plain!, 'promise')).toBe('客服承诺24小时内回复。')
      expect(grave).toBeDefined()
      expect(of(made, 'follow-up')[0]).toMatchObject({
        section: 'unfinished',
        title: '24 小时内回电',
      })
      const [warning] = of(made, 'warning')
      expect(warning).toMatchObject({ section: 'special', title: '媒体曝光' })
      expect(fact(warning!, 'cue')).toContain('138****5678')
      expect(of(made, 'incident')[0]).toMatchObject({
        section: 'anomalies',
        title: 'not-arrived · star-coins',
      })
      expect(fact(of(made, 'incident')[0]!, 'scope')).toBe('7')
      const counts = Object.fromEntries(
        of(made, 'count').map((item) => [item.source?.id, fact(item, 'count')]),
      )
      expect(counts).toMatchObject({
        'conversations-opened': '2',
        'warnings-raised': '1',
        'tickets-approved': '0',
      })
      expect(JSON.stringify(made)).not.toContain(PHONE)
    })

    test('people complete it; a refresh keeps their words and brings what is new', async () => {
      let made = await draft()
      const [ticket] = of(made, 'ticket')
      const edited = await ask('ana', 'PATCH', `/v1/handovers/${made.id}`, {
        version: made.version,
        items: [{ id: ticket!.id, note: `客户情绪激动，勿打 ${PHONE}` }],
        add: [
          { section: 'notices', title: '今晚 22 点支付通道维护' },
          { section: 'log', title: '10:00 电话系统重启' },
        ],
      })
      expect(edited.status).toBe(200)
      made = edited.body
      expect(made.items.find(({ id }) => id === ticket!.id)?.note).toBe(
        '客户情绪激动，勿打 138****5678',
      )
      const own = made.items.find(({ title }) => title.startsWith('今晚'))!
      await db.write('app', async (sql) => {
        await sql`update app.follow_up set state = 'done', done_at = ${at(300)}`
        await sql`update app.incident set ended_at = ${at(200)}`
      })
      made = (
        await ask('ben', 'POST', `/v1/handovers/${made.id}/refresh`, { version: made.version })
      ).body
      expect(of(made, 'follow-up')).toEqual([])
      expect(fact(of(made, 'incident')[0]!, 'state')).toBe('ended')
      expect(made.items.find(({ id }) => id === ticket!.id)?.note).toContain('情绪激动')
      expect(made.items.map(({ id }) => id)).toContain(own.id)
      expect(made.versions.map(({ deed, changes }) => `${deed} ${changes.length}`)).toEqual([
        'drafted 0',
        'edited 3',
        'refreshed 3',
      ])
      const left = await ask('ana', 'PATCH', `/v1/handovers/${made.id}`, {
        version: made.version,
        items: [{ id: of(made, 'incident')[0]!.id, isLeftOut: true }],
        remove: [own.id],
      })
      expect(left.status).toBe(200)
      const printed = (await ask('ana', 'GET', `/v1/handovers/${made.id}/print?lang=zh-Hans`))
        .body as string
      expect(printed).not.toContain('not-arrived')
      expect(printed).not.toContain('支付通道维护')
      for (const change of [
        { items: [{ id: of(made, 'ticket')[0]!.id, title: 'x' }] },
        { remove: [of(made, 'ticket')[0]!.id] },
        { items: [{ id: 'i-none' }] },
      ])
        expect(
          (
            await ask('ana', 'PATCH', `/v1/handovers/${made.id}`, {
              version: made.version + 1,
              ...change,
            })
          ).status,
        ).toBe(400)
    })

    test('who writes on an old version is told what has changed since, and nothing is lost', async () => {
      const made = await draft()
      const note = (who: Who, text: string) =>
        ask(who, 'PATCH', `/v1/handovers/${made.id}`, {
          version: 1,
          add: [{ section: 'notices', title: text }],
        })
      const answers = await Promise.all([note('ana', '甲'), note('ben', '乙'), note('lin', '丙')])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
      const refused = answers.find(({ status }) => status === 409)?.body as unknown as {
        details: object
      }
      expect(refused.details).toMatchObject({
        version: 2,
        state: 'draft',
        since: [{ version: 2, deed: 'edited' }],
      })
    })

    test('both shifts sign, two people, the one that goes first; signed text cannot change', async () => {
      let made = await draft()
      expect((await sign('ben', made, 'incoming')).status).toBe(409)
      expect((await sign('ana', { ...made, version: 9 }, 'outgoing')).status).toBe(409)
      made = (await sign('ana', made, 'outgoing')).body
      expect(made).toMatchObject({
        state: 'handed',
        outgoing: { by: expect.stringContaining('agent:') },
      })
      expect((await sign('ana', made, 'outgoing')).status).toBe(200)
      expect((await sign('ana', made, 'incoming')).body).toMatchObject({
        code: 'CONFLICT',
        detail: expect.stringContaining('Both shifts'),
      })
      for (const [method, way, more] of [
        ['PATCH', '', { add: [{ section: 'log', title: 'x' }] }],
        ['POST', '/refresh', {}],
      ] as const)
        expect(
          (
            await ask('ana', method, `/v1/handovers/${made.id}${way}`, {
              version: made.version,
              ...more,
            })
          ).body,
        ).toMatchObject({ status: 409, hint: expect.stringContaining('/return') })
      made = (
        await ask('ben', 'POST', `/v1/handovers/${made.id}/return`, {
          version: made.version,
          reason: '缺少维护通知',
        })
      ).body
      expect(made).toMatchObject({
        state: 'draft',
        outgoing: null,
        versions: expect.arrayContaining([
          expect.objectContaining({ deed: 'returned', reason: '缺少维护通知' }),
        ]),
      })
      made = (
        await ask('ana', 'PATCH', `/v1/handovers/${made.id}`, {
          version: made.version,
          add: [{ section: 'notices', title: '今晚维护' }],
        })
      ).body
      made = (await sign('ana', made, 'outgoing')).body
      made = (await sign('ben', made, 'incoming')).body
      expect(made.state).toBe('taken')
      expect(
        (
          await ask('ben', 'POST', `/v1/handovers/${made.id}/return`, {
            version: made.version,
            reason: 'x',
          })
        ).status,
      ).toBe(409)
      // Not even by a statement of its own.
      await expect(
        db.write(
          'app',
          (sql) => sql`update app.handover_item set note = 'x' where handover = ${made.id}`,
        ),
      ).rejects.toThrow(/signed/)
      const again = (await ask('lin', 'GET', `/v1/handovers/${made.id}`)).body as Handover
      expect(again.items).toEqual(made.items)
    })

    test('a deleted conversation takes its items with it, signed or not', async () => {
      const conversation = await talk(db)
      await db.write('app', (sql) =>
        addFollowUp(
          sql,
          { conversation, kind: 'dropped', source: 'd', note: '断线回拨', dueAt: at(400) },
          T0,
        ),
      )
      let made = await draft()
      const [item] = of(made, 'follow-up')
      expect(item).toBeDefined()
      made = (await sign('ana', made, 'outgoing')).body
      expect((await ask('lin', 'DELETE', `/v1/conversations/${conversation}`)).status).toBe(204)
      const left = (await ask('lin', 'GET', `/v1/handovers/${made.id}`)).body as Handover
      expect(left.items.map(({ id }) => id)).not.toContain(item!.id)
    })

    test.each(LANGS)(
      'printed in %s: every heading and name in that language, what people said as words',
      async (lang) => {
        let made = await draft('lin', { lang })
        made = (
          await ask('lin', 'PATCH', `/v1/handovers/${made.id}`, {
            version: made.version,
            add: [{ section: 'notices', title: '# 假标题 <b>x</b>\n- y', note: ':::internal' }],
          })
        ).body
        const printed = (await ask('ben', 'GET', `/v1/handovers/${made.id}/print`)).body as string
        const headings = {
          'zh-Hans': '未完成事项',
          'zh-Hant': '未完成事項',
          en: 'Unfinished items',
        }
        expect(printed).toContain(`## ${headings[lang]}`)
        expect(printed.match(/^## /gm)).toHaveLength(5)
        expect(printed).toContain('\\# 假标题 \\<b\\>x\\</b\\> / - y')
        expect(printed).not.toContain(':::')
        expect(printed).not.toMatch(/undefined|\[object|summary\.|conversations-opened/)
        // By the clock of the desk, which is in Shanghai.
        expect(printed).toMatch(/2026.*16:00/)
        if (lang === 'en')
          expect(
            printed
              .split('\n')
              .filter((line) => /^#|^- [A-Z]/.test(line))
              .join(''),
          ).not.toMatch(/undefined/)
      },
    )

    test('for agents and leads; unknown ids, odd shifts and wrong fields are told plainly', async () => {
      for (const who of ['editor', 'service'] as const)
        for (const [method, path, body] of [
          ['GET', '/v1/handovers', undefined],
          ['POST', '/v1/handovers', SHIFT],
          ['GET', '/v1/handovers/x', undefined],
        ] as const)
          expect((await ask(who, method, path, body)).status).toBe(403)
      expect((await ask('ana', 'GET', '/v1/handovers/h-none')).body).toMatchObject({
        status: 404,
        code: 'NOT_FOUND',
      })
      const wrong = [
        { until: SHIFT.from },
        { until: at(9_999).toISOString() },
        { from: '2026-11-22T08:00:00' },
        { shift: '' },
        { by: 'lead:x' },
        { lang: 'fr' },
      ]
      for (const more of wrong)
        expect((await ask('ana', 'POST', '/v1/handovers', { ...SHIFT, ...more })).status).toBe(400)
      const first = (await ask('lin', 'GET', '/v1/handovers?limit=2')).body as HandoverList
      expect(first.handovers).toHaveLength(2)
      const next = (await ask('lin', 'GET', `/v1/handovers?limit=2&cursor=${first.next}`))
        .body as HandoverList
      const ids = [...first.handovers, ...next.handovers].map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const taken = (await ask('lin', 'GET', '/v1/handovers?state=taken')).body as HandoverList
      expect(taken.handovers).toHaveLength(1)
    })
  })
}
