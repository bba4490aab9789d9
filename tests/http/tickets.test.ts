import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../src/copilot/verify-audit.ts'
import type { Database } from '../../src/db/index.ts'
import type { Desk } from '../../src/desk/index.ts'
import type {
  DispatchList,
  FollowUp,
  FollowUpList,
  Problem,
  Ticket,
  TicketForm,
  TicketList,
  TicketPersonal,
  TicketVersions,
} from '../../src/http/api-types.ts'
import { engines } from '../support/engines.ts'
import { drafted, makeDraft, makeTicketDesk, PHONE, take, talk } from '../tickets/world.ts'
import { openApp, type TestApp } from './support.ts'

const as = (role: string, more = {}) => ({ authorization: `Bearer demo-${role}`, ...more })

for (const engine of engines)
  describe(`tickets over HTTP, ${engine.name}`, () => {
    let db: Database
    let api: TestApp
    let desk: Desk
    let wakes = 0
    beforeAll(async () => {
      db = await engine.open()
      desk = await makeTicketDesk()
      api = await openApp(db, {
        desk,
        dispatchDue: () => {
          wakes += 1
        },
        draftTicket: (id) => take(db, desk, id, makeDraft(desk), { version: 99 }),
      })
    })
    afterAll(async () => {
      await api.close()
      await db.close()
    })

    const patch = (path: string, body: unknown, headers = as('agent')) =>
      Promise.resolve(
        api.app.request(path, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
      )
    const post = (path: string, body: unknown, role = 'agent', more = {}) =>
      api.post(path, body, as(role, more))
    const read = async <T>(response: Response | Promise<Response>): Promise<T> => {
      const answer = await response
      expect(answer.status, await answer.clone().text()).toBeLessThan(300)
      return (await answer.json()) as T
    }
    const refused = async (
      response: Response | Promise<Response>,
      status: number,
    ): Promise<Problem> => {
      const answer = await response
      expect(answer.status, await answer.clone().text()).toBe(status)
      return (await answer.json()) as Problem
    }
    const audited = (kind: string) =>
      db.read('lead', async (sql) => {
        const rows = await sql<{ entry: string }[]>`select entry from app.audit order by seq`
        return rows.map(({ entry }) => JSON.parse(entry)).filter((entry) => entry.kind === kind)
      })

    test('from the draft to the closed ticket, as an agent goes', async () => {
      const conversation = await talk(db)
      expect(
        (await refused(api.get(`/v1/conversations/${conversation}/ticket`), 404)).detail,
      ).toContain('no ticket')
      const made = await read<Ticket>(post(`/v1/conversations/${conversation}/ticket`, {}))
      expect(made).toMatchObject({
        state: 'draft',
        version: 1,
        mayReview: true,
        findings: [],
        dispatch: null,
      })
      expect(made.fields.find(({ path }) => path === 'field.contact')).toMatchObject({
        ...{ value: '138****5678', isPersonal: true, origin: 'draft' },
        evidence: [expect.any(Number)],
      })
      const path = `/v1/tickets/${made.id}`
      const edited = await patch(
        path,
        { values: { 'field.problem': '到账慢' } },
        as('agent', { 'if-match': '"1"' }),
      )
      expect(edited.headers.get('etag')).toBe('"2"')
      const approved = await read<Ticket>(post(`${path}/approval`, { version: 2 }))
      expect(approved).toMatchObject({
        ...{ state: 'approved', version: 3, approvedBy: 'agent:demo' },
        dispatch: { state: 'waiting', endpoint: 'service', tries: 0 },
      })
      expect(wakes).toBeGreaterThan(0)
      expect(await read<Ticket>(post(`${path}/approval`, { version: 2 }))).toEqual(approved)
      await read(post(`${path}/resolution`, { note: '已补发', reference: 'INC-1' }))
      const closed = await read<Ticket>(
        post(`${path}/visits`, { reached: true, solved: true, satisfaction: 5 }),
      )
      expect(closed).toMatchObject({
        state: 'closed',
        reference: 'INC-1',
        visits: [{ satisfaction: 5 }],
      })
      const { versions } = await read<TicketVersions>(api.get(`${path}/versions?limit=200`))
      expect(versions.map(({ deed }) => deed)).toEqual([
        ...['drafted', 'edited', 'approved', 'resolved', 'visited', 'closed'],
      ])
      expect(versions[1]!.changes).toMatchObject([{ path: 'field.problem', to: '到账慢' }])
      const reopened = await read<Ticket>(
        post(`${path}/reopening`, { reason: 'came-back', note: '又不行了' }),
      )
      expect(reopened).toMatchObject({ state: 'edited', round: 2, dispatch: null, deadline: null })
    })

    test('the labels of an approved ticket are learned from, corrected or confirmed', async () => {
      const { id, conversation } = await drafted(db, desk)
      await read(patch(`/v1/tickets/${id}`, { version: 1, values: { type: 'consultation' } }))
      const accept = { reason: 'not-applicable' }
      await read(post(`/v1/tickets/${id}/approval`, { version: 2, accept }))
      const learned = await db.read(
        'app',
        (sql) => sql`
          select field, value, said from app.class_correction
          where conversation = ${conversation} order by field
        `,
      )
      const module = desk.taxonomy.modules[0]!.id
      expect([...learned]).toEqual([
        { field: 'module', value: module, said: module },
        { field: 'type', value: 'consultation', said: 'complaint' },
      ])
    })

    test('two at once: the second is told plainly what changed, and goes on from there', async () => {
      const { id } = await drafted(db, desk)
      await read(patch(`/v1/tickets/${id}`, { version: 1, values: { 'field.problem': '甲' } }))
      const conflict = await refused(
        patch(`/v1/tickets/${id}`, { version: 1, values: { 'field.problem': '乙' } }),
        409,
      )
      expect(conflict).toMatchObject({
        ...{ code: 'CONFLICT', hint: expect.stringContaining('version 2') },
        details: {
          version: 2,
          state: 'edited',
          since: [{ by: 'agent:demo', changes: [{ to: '甲' }] }],
        },
      })
      const approval = await refused(post(`/v1/tickets/${id}/approval`, { version: 1 }), 409)
      expect(approval.details).toMatchObject({ version: 2 })
      await read(patch(`/v1/tickets/${id}`, { version: 2, values: { 'field.problem': '乙' } }))
    })

    test('what is missing is named with its question; accepted with a reason it is approved', async () => {
      const draft = makeDraft(desk)
      const without = { ...draft, fields: draft.fields.filter(({ field }) => field !== 'contact') }
      const { id } = await drafted(db, desk, without)
      const problem = await refused(post(`/v1/tickets/${id}/approval`, { version: 1 }), 409)
      expect(problem.details!.findings).toMatchObject([{ path: 'field.contact', rule: 'missing' }])
      const accept = { reason: 'customer-gone', note: '已挂断' }
      expect(
        await read<Ticket>(post(`/v1/tickets/${id}/approval`, { version: 1, accept })),
      ).toMatchObject({ state: 'approved' })
      expect((await audited('ticket-approved')).at(-1)).toMatchObject({
        ticket: id,
        accepted: 'customer-gone',
      })
    })

    test('which version was read has to be said, once', async () => {
      const { id } = await drafted(db, desk)
      const path = `/v1/tickets/${id}`
      for (const [body, headers] of [
        [{ values: { type: 'complaint' } }, {}],
        [{ version: 1, values: { type: 'complaint' } }, { 'if-match': '"2"' }],
        [{ values: { type: 'complaint' } }, { 'if-match': '*' }],
        [{ version: 0, values: { type: 'complaint' } }, {}],
        [{ version: 1, values: {} }, {}],
        [{ version: 1, values: { type: 'x'.repeat(101) }, more: 1 }, {}],
      ] as const)
        await refused(patch(path, body, as('agent', headers)), 400)
      const unknown = await refused(
        patch(path, { version: 1, values: { 'field.shoe': '42' } }),
        400,
      )
      expect(unknown.errors).toMatchObject([{ field: 'field.shoe' }])
    })

    test('whole personal values are shown to reviewers alone, and it is written down who saw them', async () => {
      const { id, conversation } = await drafted(db, desk)
      for (const role of ['service', 'editor'])
        await refused(api.get(`/v1/tickets/${id}/personal`, as(role)), 403)
      const { values } = await read<TicketPersonal>(
        api.get(`/v1/tickets/${id}/personal`, as('agent')),
      )
      expect(values).toMatchObject({ 'field.contact': PHONE, 'field.customer_name': '王小明' })
      expect((await audited('personal-read')).at(-1)).toEqual({
        ...{ kind: 'personal-read', ticket: id, conversation, by: 'agent:demo' },
        paths: ['field.contact', 'field.customer_name'],
      })
      expect(JSON.stringify(await audited('personal-read'))).not.toContain(PHONE)
      for (const path of [
        `/v1/tickets/${id}`,
        '/v1/tickets',
        `/v1/tickets/${id}/versions`,
        `/v1/conversations/${conversation}/ticket`,
      ]) {
        const text = await (await api.get(path, as('lead'))).text()
        expect(text, path).not.toMatch(/13812345678|王小明/u)
      }
      expect((await verifyAudit(db)).faults).toEqual([])
    })

    test('no program approves, editors see no tickets, a service only its own and without the keys of people', async () => {
      const own = await talk(db, 'service:demo')
      await take(db, desk, own, makeDraft(desk))
      const { id } = await read<Ticket>(api.get(`/v1/conversations/${own}/ticket`, as('service')))
      const other = await drafted(db, desk)
      for (const deed of ['approval', 'rejection', 'visits', 'closure', 'reopening']) {
        const bodies: Record<string, object> = {
          approval: { version: 1 },
          rejection: { version: 1, reason: 'duplicate' },
          visits: { reached: false },
          closure: { reason: 'solved' },
          reopening: { reason: 'mistake' },
        }
        for (const role of ['service', 'editor'])
          await refused(post(`/v1/tickets/${id}/${deed}`, bodies[deed], role), 403)
      }
      await refused(
        patch(`/v1/tickets/${id}`, { version: 1, values: { type: null } }, as('service')),
        403,
      )
      for (const path of ['/v1/tickets', `/v1/tickets/${id}`, `/v1/conversations/${own}/ticket`])
        await refused(api.get(path, as('editor')), 403)
      const told = async (path: string) => {
        const { requestId: _, ...problem } = await refused(api.get(path, as('service')), 404)
        return problem
      }
      expect(await told(`/v1/tickets/${other.id}`)).toEqual(await told('/v1/tickets/t-none'))
      expect(await told(`/v1/conversations/${other.conversation}/ticket`)).toEqual(
        await told('/v1/conversations/c-none/ticket'),
      )
      const { tickets } = await read<TicketList>(api.get('/v1/tickets', as('service')))
      expect(tickets.map((ticket) => ticket.id)).toEqual([id])
      await read(post(`/v1/tickets/${id}/approval`, { version: 1 }))
      const result = await read<Ticket>(
        post(`/v1/tickets/${id}/resolution`, { note: '好了' }, 'service'),
      )
      expect(result).toMatchObject({ state: 'resolved', approvedBy: 'agent', mayReview: false })
      await refused(post(`/v1/tickets/${other.id}/resolution`, { note: '好了' }, 'service'), 404)
    })

    test('lists go page by page, the newest first, and are filtered', async () => {
      for (let i = 0; i < 5; i++) await drafted(db, desk, makeDraft(desk, { type: 'consultation' }))
      const ids: string[] = []
      let next: string | null = ''
      while (next !== null) {
        const page: TicketList = await read(
          api.get(
            `/v1/tickets?type=consultation&state=draft&limit=2${next && `&cursor=${next}`}`,
            as('lead'),
          ),
        )
        ids.push(...page.tickets.map(({ id }) => id))
        next = page.next
      }
      expect([ids.length, new Set(ids).size]).toEqual([5, 5])
      for (const cursor of [
        'x',
        Buffer.from('2026-11-22').toString('base64url'),
        Buffer.from('now t-1').toString('base64url'),
      ])
        await refused(api.get(`/v1/tickets?cursor=${cursor}`), 400)
      const due: TicketList = await read(api.get('/v1/tickets?overdue=true', as('lead')))
      expect(due.tickets.every(({ isOverdue }) => isOverdue)).toBe(true)
    })

    test('the form says what the desk’s taxonomy allows', async () => {
      const form = await read<TicketForm>(api.get('/v1/ticket-form'))
      expect(form.types.map(({ id }) => id)).toContain('complaint')
      expect(form.types[0]!.fields.map(({ path }) => path)).toContain('field.contact')
    })

    test('a key sent twice approves once and is answered alike', async () => {
      const { id } = await drafted(db, desk)
      const answers = await Promise.all(
        [1, 2].map(async () => {
          const answer = await post(`/v1/tickets/${id}/approval`, { version: 1 }, 'agent', {
            'idempotency-key': 'k1',
          })
          return [answer.status, await answer.text()]
        }),
      )
      expect(answers[0]).toEqual(answers[1])
      expect((await audited('ticket-approved')).filter(({ ticket }) => ticket === id)).toHaveLength(
        1,
      )
    })

    test('follow-ups are listed, added, taken and completed', async () => {
      const { conversation } = await drafted(db, desk)
      const list = () => read<FollowUpList>(api.get(`/v1/follow-ups?conversation=${conversation}`))
      expect((await list()).followUps).toMatchObject([
        { kind: 'promise', state: 'open', note: '客服承诺24小时内回复。' },
      ])
      const own = await read<FollowUp>(
        post('/v1/follow-ups', {
          conversation,
          note: `回电 ${PHONE}`,
          dueAt: '2026-11-22T12:00:00+08:00',
        }),
      )
      expect(own).toMatchObject({
        kind: 'other',
        note: '回电 138****5678',
        dueAt: '2026-11-22T04:00:00.000Z',
      })
      expect(await read(post(`/v1/follow-ups/${own.id}/take`, undefined))).toMatchObject({
        state: 'taken',
        takenBy: 'agent:demo',
      })
      await refused(post(`/v1/follow-ups/${own.id}/take`, undefined, 'lead'), 409)
      const done = await read<FollowUp>(
        post(`/v1/follow-ups/${own.id}/completion`, { outcome: 'done' }),
      )
      expect(done).toMatchObject({ state: 'done', outcome: 'done', isOverdue: false })
      await refused(post('/v1/follow-ups/f-none/take', undefined), 404)
      await refused(
        post('/v1/follow-ups', {
          conversation: 'c-none',
          note: 'x',
          dueAt: '2026-11-22T12:00:00+08:00',
        }),
        404,
      )
      for (const role of ['service', 'editor'])
        await refused(api.get('/v1/follow-ups', as(role)), 403)
    })

    test('what left is watched by leads, who have the dead sent again', async () => {
      const { id } = await drafted(db, desk)
      await read(post(`/v1/tickets/${id}/approval`, { version: 1 }))
      await db.write(
        'app',
        (sql) =>
          sql`update app.dispatch set state = 'dead', fault = 'http-500' where ticket = ${id}`,
      )
      await refused(api.get('/v1/dispatches', as('agent')), 403)
      const { dispatches } = await read<DispatchList>(
        api.get(`/v1/dispatches?state=dead&ticket=${id}`, as('lead')),
      )
      expect(dispatches).toMatchObject([
        { ticket: id, fault: 'http-500', event: 'ticket.approved' },
      ])
      expect(JSON.stringify(dispatches)).not.toContain(PHONE)
      const path = `/v1/dispatches/${dispatches[0]!.id}/retry`
      await refused(post(path, undefined), 403)
      expect(await read(post(path, undefined, 'lead'))).toMatchObject({
        state: 'waiting',
        redrivenBy: 'lead:demo',
      })
      expect((await audited('dispatch-redriven')).at(-1)).toMatchObject({
        by: 'lead:demo',
        ticket: id,
      })
      await refused(post('/v1/dispatches/d-none/retry', undefined, 'lead'), 404)
    })
  })
