import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import type { Desk } from '../../src/desk/index.ts'
import type { AppError } from '../../src/errors.ts'
import {
  approveTicket,
  closeTicket,
  type Edit,
  editTicket,
  readPersonal,
  readVersions,
  rejectTicket,
  reopenTicket,
  resolveTicket,
  type TicketRow,
  visitTicket,
} from '../../src/tickets/review/index.ts'
import { engines } from '../support/engines.ts'
import {
  ANA,
  at,
  BEN,
  drafted,
  LIN,
  makeDraft,
  makeTicketDesk,
  PHONE,
  T0,
  take,
  talk,
  ticketOf,
  told,
} from './world.ts'

const REFUSED = async (run: Promise<unknown>): Promise<AppError> => {
  const outcome = await run.then(
    () => undefined,
    (error: unknown) => error as AppError,
  )
  if (outcome === undefined) throw new Error('expected a refusal')
  return outcome
}

for (const engine of engines)
  describe(`reviewing tickets, ${engine.name}`, () => {
    let db: Database
    let desk: Desk
    beforeAll(async () => {
      db = await engine.open()
      desk = await makeTicketDesk()
    })
    afterAll(() => db.close())

    const edit = (ticket: TicketRow, values: Edit, version = ticket.version, doer = ANA) =>
      db.write('app', (sql) =>
        editTicket(sql, desk, { id: ticket.id, doer, version, edit: values, now: at(1) }),
      )
    const approve = (
      ticket: TicketRow,
      {
        version = ticket.version,
        doer = ANA,
        accept = null as Parameters<typeof approveTicket>[2]['accept'],
      } = {},
    ) =>
      db.write('app', (sql) =>
        approveTicket(sql, desk, { id: ticket.id, doer, version, accept, now: at(2) }),
      )
    const versions = ({ id }: TicketRow) => db.read('app', (sql) => readVersions(sql, id, 0, 100))
    const personal = ({ id }: TicketRow) => db.read('app', (sql) => readPersonal(sql, id))
    const outbox = ({ id }: TicketRow) =>
      db.read(
        'app',
        (sql) => sql<{ id: string; event: string; state: string; body: string | null }[]>`
          select id, event, state, body from app.dispatch where ticket = ${id} order by round, created_at, id
        `,
      )

    test('a draft becomes a ticket once it holds anything, and says where it changed', async () => {
      const conversation = await talk(db)
      const empty = makeDraft(desk, { fields: [], personal: {}, summary: [] })
      expect(await take(db, desk, conversation, empty)).toBe('nothing')
      expect(await ticketOf(db, conversation)).toBe(undefined)
      expect(await take(db, desk, conversation, makeDraft(desk), { version: 2 })).toBe('changed')
      expect(await take(db, desk, conversation, makeDraft(desk), { version: 2 })).toBe('unchanged')
      expect(await take(db, desk, conversation, empty, { version: 1 })).toBe('too-late')
      const later = makeDraft(desk, { throughSeq: 9 }, { problem: '充值三小时未到账' })
      expect(await take(db, desk, conversation, later, { version: 3 })).toBe('changed')
      const events = (await told(db, conversation)).filter(({ kind }) => kind === 'ticket-drafted')
      expect(events.map(({ data }) => data.version)).toEqual([1, 2])
      expect(events[1]!.data.changed).toEqual(['field.problem'])
      expect(JSON.stringify(events)).not.toContain(PHONE)
      expect(await take(db, desk, 'c-gone', makeDraft(desk))).toBe('gone')
    })

    test('whole personal values lie apart: in the ticket, its versions and events they stand masked', async () => {
      const ticket = await drafted(db, desk)
      expect(await personal(ticket)).toMatchObject({ 'field.contact': PHONE })
      const after = await edit(ticket, {
        'field.contact': '13987654321',
        'field.problem': '请致电13700001111联系本人',
        'summary.done': '已致电 13700001111 核实。',
      })
      expect(after.body.places['field.contact']).toMatchObject({
        value: '139****4321',
        isPersonal: true,
      })
      expect(after.body.places['field.problem']!.value).toBe('请致电137****1111联系本人')
      expect(after.body.places['summary.done']!.value).toBe('已致电 137****1111 核实。')
      expect(await personal(ticket)).toMatchObject({
        'field.contact': '13987654321',
        'field.problem': '请致电13700001111联系本人',
      })
      const kept = JSON.stringify([
        await versions(ticket),
        await told(db, ticket.conversation),
        after.body,
      ])
      for (const whole of [PHONE, '13987654321', '13700001111']) expect(kept).not.toContain(whole)
      expect(kept).toContain('138****5678')
      // Sent back as it was shown, it is not taken for a new value.
      const again = await edit(after, { 'field.contact': '139****4321' })
      expect(again.version).toBe(after.version)
      expect((await personal(ticket))['field.contact']).toBe('13987654321')
    })

    test('what a person wrote is never overwritten by a later draft; the rest goes on, and both are shown', async () => {
      const ticket = await drafted(db, desk)
      await edit(ticket, {
        'field.problem': '到账慢',
        type: 'fault-report',
        'summary.problem': '经核实，为到账延迟。',
      })
      const later = makeDraft(
        desk,
        { type: 'consultation' },
        { problem: '又说了别的', occurred_at: '2026-11-21' },
      )
      await take(db, desk, ticket.conversation, later, { version: 2 })
      const { body, state } = (await ticketOf(db, ticket.conversation))!
      expect(state).toBe('edited')
      expect(body.places['field.problem']).toMatchObject({
        value: '到账慢',
        origin: 'person',
        drafted: '又说了别的',
      })
      expect(body.places.type).toMatchObject({ value: 'fault-report', drafted: 'consultation' })
      expect(body.places['summary.problem']).toMatchObject({ value: '经核实，为到账延迟。' })
      // Said of another type, and nobody wrote it: the draft's own word goes.
      expect(body.places['field.customer_name']!.origin).toBe('draft')
      await take(db, desk, ticket.conversation, makeDraft(desk, {}, { problem: '到账慢' }), {
        version: 3,
      })
      const agreed = (await ticketOf(db, ticket.conversation))!
      expect(agreed.body.places['field.problem']!.drafted).toBe(undefined)
    })

    test('a value that is confirmed as it stands is a person’s from then on', async () => {
      const ticket = await drafted(db, desk)
      const value = ticket.body.places['field.problem']!.value
      const after = await edit(ticket, { 'field.problem': value })
      expect([after.version, after.body.places['field.problem']!.origin]).toEqual([2, 'person'])
      expect((await edit(after, { 'field.problem': value })).version).toBe(2)
    })

    test('versions say who changed what and when', async () => {
      const ticket = await drafted(db, desk)
      const after = await edit(ticket, { 'field.problem': '到账慢', 'summary.result': null })
      await approve(after)
      const all = await versions(ticket)
      expect(all.map(({ version, by, deed }) => [version, by, deed])).toEqual([
        [1, null, 'drafted'],
        [2, 'agent:ana', 'edited'],
        [3, 'agent:ana', 'approved'],
      ])
      const problem = ticket.body.places['field.problem']!.value
      expect(all[1]!.changes).toEqual([
        { path: 'field.problem', from: problem, to: '到账慢' },
        { path: 'summary.result', from: null, to: null },
      ])
    })

    test('two reviewers at once: other places are both taken, the same place is a conflict that says what changed', async () => {
      const ticket = await drafted(db, desk)
      const [one, other] = await Promise.all([
        edit(ticket, { 'field.problem': '到账慢' }, 1, ANA),
        edit(ticket, { 'field.request': '退款' }, 1, BEN),
      ])
      expect([one.version, other.version].sort()).toEqual([2, 3])
      const refusal = await REFUSED(edit(ticket, { 'field.problem': '没有到账' }, 1, BEN))
      expect(refusal).toMatchObject({ code: 'CONFLICT', details: { version: 3, state: 'edited' } })
      expect(refusal.message).toContain('field.problem')
      const now = (await ticketOf(db, ticket.conversation))!
      expect(now.body.places['field.problem']!.value).toBe('到账慢')
      expect((await edit(ticket, { 'field.problem': '没有到账' }, 3, BEN)).version).toBe(4)
      // Sent again after an answer that was lost: it is there already.
      expect((await edit(ticket, { 'field.problem': '没有到账' }, 3, BEN)).version).toBe(4)
      expect(await REFUSED(edit(ticket, { 'field.problem': '?' }, 99))).toMatchObject({
        code: 'CONFLICT',
      })
    })

    test('an edit loses to a draft that changed the same place meanwhile, and not to one that changed another', async () => {
      const ticket = await drafted(db, desk)
      await take(db, desk, ticket.conversation, makeDraft(desk, {}, { problem: '新说的' }), {
        version: 2,
      })
      expect(await REFUSED(edit(ticket, { 'field.problem': '旧的' }, 1))).toMatchObject({
        code: 'CONFLICT',
      })
      expect((await edit(ticket, { 'field.request': '退款' }, 1)).version).toBe(3)
    })

    test('a place that is none is refused by name', async () => {
      const ticket = await drafted(db, desk)
      for (const path of ['field.shoe_size', 'state', 'summary.weather', 'sentiment', '__proto__'])
        expect(await REFUSED(edit(ticket, { [path]: 'x' })), path).toMatchObject({
          code: 'BAD_INPUT',
        })
    })

    test('nothing leaves before approval; then exactly what was approved, once', async () => {
      const ticket = await drafted(db, desk)
      await edit(ticket, { 'field.problem': '到账慢' })
      expect(await outbox(ticket)).toEqual([])
      const { ticket: approved, dispatch } = await approve(ticket, { version: 2 })
      expect(approved).toMatchObject({
        state: 'approved',
        approvedVersion: 2,
        approvedBy: 'agent:ana',
      })
      const [message, ...more] = await outbox(ticket)
      expect(more).toEqual([])
      expect(message).toMatchObject({ id: dispatch, event: 'ticket.approved', state: 'waiting' })
      const { type, data } = JSON.parse(message!.body!) as {
        type: string
        data: Record<string, unknown>
      }
      expect(type).toBe('ticket.approved')
      expect(data).toMatchObject({
        ...{
          id: ticket.id,
          type: 'complaint',
          round: 1,
          incomplete: null,
          approvedBy: 'agent:ana',
        },
        fields: { problem: '到账慢', contact: PHONE },
        expects: { what: 'result', by: approved.deadline!.toISOString() },
      })
      expect(JSON.stringify(data.summary)).not.toContain(PHONE)
      await take(db, desk, ticket.conversation, makeDraft(desk, {}, { problem: '又一句' }), {
        version: 9,
      })
      expect((await ticketOf(db, ticket.conversation))!.version).toBe(approved.version)
    })

    test('approving twice, also at once and by two people, gives the same result and sends one message', async () => {
      const ticket = await drafted(db, desk)
      const both = await Promise.all([
        approve(ticket),
        approve(ticket, { doer: LIN }),
        approve(ticket),
      ])
      expect(new Set(both.map(({ ticket: one }) => one.version)).size).toBe(1)
      expect(both.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1)
      expect(await outbox(ticket)).toHaveLength(1)
      expect((await versions(ticket)).filter(({ deed }) => deed === 'approved')).toHaveLength(1)
    })

    test('what was not read is not approved: an edit in between is a conflict, and so is an edit after it', async () => {
      const ticket = await drafted(db, desk)
      const edited = await edit(ticket, { 'field.problem': '到账慢' }, 1, BEN)
      const refusal = await REFUSED(approve(ticket, { version: 1 }))
      expect(refusal).toMatchObject({ code: 'CONFLICT', details: { version: 2, state: 'edited' } })
      expect(refusal.details!.since).toMatchObject([
        { by: 'agent:ben', changes: [{ to: '到账慢' }] },
      ])
      expect(await outbox(ticket)).toEqual([])
      await approve(edited)
      expect(await REFUSED(edit(edited, { 'field.problem': '晚了' }))).toMatchObject({
        code: 'CONFLICT',
      })
      expect(await REFUSED(approve(ticket, { version: 1 }))).toMatchObject({ code: 'CONFLICT' })
    })

    test('a missing required field is named with its question, and accepted only with a reason', async () => {
      const draft = makeDraft(desk)
      const fields = draft.fields.filter(({ field }) => field !== 'contact')
      const ticket = await drafted(db, desk, { ...draft, fields })
      const refusal = await REFUSED(approve(ticket))
      expect(refusal.details!.findings).toMatchObject([
        {
          path: 'field.contact',
          rule: 'missing',
          isBlocking: false,
          ask: expect.stringContaining('联系'),
        },
      ])
      const accept = { reason: 'customer-gone', note: '已挂断' } as const
      const { ticket: approved } = await approve(ticket, { accept })
      expect(approved.state).toBe('approved')
      const [message] = await outbox(ticket)
      expect(JSON.parse(message!.body!).data.incomplete).toEqual({
        reason: 'customer-gone',
        paths: ['field.contact'],
      })
      expect((await versions(ticket)).at(-1)).toMatchObject({
        reason: 'customer-gone',
        note: '已挂断',
      })
    })

    test('a value of another form is a finding too; a label that the taxonomy lost cannot be approved', async () => {
      const odd = await drafted(db, desk)
      const edited = await edit(odd, { 'field.contact': '不方便留' })
      expect((await REFUSED(approve(edited))).details!.findings).toMatchObject([
        { rule: 'unexpected-value' },
      ])
      const lost = await drafted(db, desk, makeDraft(desk))
      const gone = await edit(lost, { type: 'astrology' })
      const accept = { reason: 'urgent', note: null } as const
      expect(await REFUSED(approve(gone, { accept }))).toMatchObject({
        details: { findings: [{ path: 'type', rule: 'unknown-label', isBlocking: true }] },
      })
      const none = await edit(gone, { type: null, department: null })
      expect((await REFUSED(approve(none, { accept }))).details!.findings).toMatchObject([
        { path: 'type', rule: 'no-label' },
        { path: 'department', rule: 'no-label' },
      ])
    })

    test('a ticket that carries a label the desk has deleted since goes on to its end', async () => {
      const ticket = await drafted(db, desk)
      await approve(ticket)
      const without = { ...desk, taxonomy: { ...desk.taxonomy, types: [], departments: [] } }
      const deed = { id: ticket.id, doer: ANA, note: null, now: at(5) }
      const resolved = await db.write('app', (sql) =>
        resolveTicket(sql, without, { ...deed, reference: null }),
      )
      const closed = await db.write('app', (sql) =>
        closeTicket(sql, without, { ...deed, reason: 'solved' }),
      )
      expect([resolved.body.places.type!.value, closed.state]).toEqual(['complaint', 'closed'])
    })

    test('who may review: the agent who talked, a lead; where a service opened it every agent; nobody else', async () => {
      const own = await drafted(db, desk, makeDraft(desk), 'agent:ana')
      const other = await REFUSED(approve(own, { doer: BEN }))
      expect(other).toMatchObject({ code: 'FORBIDDEN', hint: expect.stringContaining('lead') })
      for (const role of ['service', 'editor'])
        expect(await REFUSED(approve(own, { doer: { id: `${role}:x`, role } }))).toMatchObject({
          code: 'FORBIDDEN',
        })
      expect((await approve(own, { doer: LIN })).ticket.approvedBy).toBe('lead:lin')
      expect((await approve(await drafted(db, desk), { doer: BEN })).ticket.state).toBe('approved')
    })

    test('the deadline is that of the type, or of the urgency where that is shorter', async () => {
      const { ticket } = await approve(await drafted(db, desk))
      const hours = desk.taxonomy.types.find(({ id }) => id === 'complaint')!.deadlineHours
      const urgency = desk.taxonomy.urgencies[1]!.deadlineHours ?? Number.POSITIVE_INFINITY
      expect(ticket.deadline).toEqual(at(2 + Math.min(hours, urgency) * 60))
      const urgencies = desk.taxonomy.urgencies.map((one) => ({ ...one, deadlineHours: 1 }))
      const quick = { ...desk, taxonomy: { ...desk.taxonomy, urgencies } }
      const other = await drafted(db, desk)
      const soon = await db.write('app', (sql) =>
        approveTicket(sql, quick, { id: other.id, doer: ANA, version: 1, accept: null, now: T0 }),
      )
      expect(soon.ticket.deadline).toEqual(at(60))
    })

    test('rejected: nothing leaves, drafts are over; reopened, it can be approved', async () => {
      const ticket = await drafted(db, desk)
      const deed = { id: ticket.id, doer: ANA, note: null, now: at(3) }
      const reject = () =>
        db.write('app', (sql) =>
          rejectTicket(sql, { ...deed, version: 1, reason: 'no-ticket-needed' }),
        )
      expect([(await reject()).version, (await reject()).version]).toEqual([2, 2])
      expect(await REFUSED(approve(ticket, { version: 2 }))).toMatchObject({ code: 'CONFLICT' })
      const back = await db.write('app', (sql) => reopenTicket(sql, { ...deed, reason: 'mistake' }))
      expect([back.state, back.round]).toEqual(['edited', 1])
      expect((await approve(back)).ticket.state).toBe('approved')
    })

    test('solved and satisfied closes it; not solved opens it again, and it has to be approved once more', async () => {
      const ticket = await drafted(db, desk)
      await approve(ticket)
      const deed = { id: ticket.id, doer: ANA, note: '已补发', now: at(4) }
      await db.write('app', (sql) => resolveTicket(sql, desk, { ...deed, reference: 'INC-1' }))
      const visit = (more: { reached: boolean; solved: boolean | null; satisfaction?: number }) =>
        db.write('app', (sql) =>
          visitTicket(sql, desk, {
            ...{ id: ticket.id, doer: ANA, now: at(5) },
            visit: { satisfaction: null, note: null, ...more },
          }),
        )
      expect((await visit({ reached: false, solved: null })).ticket.state).toBe('resolved')
      const again = await visit({ reached: true, solved: false })
      expect(again.ticket).toMatchObject({ state: 'edited', round: 2, deadline: null })
      const { ticket: approved } = await approve(again.ticket)
      expect((await outbox(ticket)).map(({ event, state }) => [event, state])).toEqual([
        ['ticket.approved', 'dropped'],
        ['ticket.reopened', 'waiting'],
      ])
      expect(approved.round).toBe(2)
      const done = await visit({ reached: true, solved: true, satisfaction: 5 })
      expect(done.ticket).toMatchObject({ state: 'closed', reference: 'INC-1' })
      expect(await REFUSED(visit({ reached: true, solved: true }))).toMatchObject({
        code: 'CONFLICT',
      })
      for (const odd of [
        { reached: true, solved: null },
        { reached: false, solved: true },
        { reached: false, solved: null, satisfaction: 3 },
      ])
        expect(await REFUSED(visit(odd))).toMatchObject({ code: 'BAD_INPUT' })
    })

    test('a draft cannot be resolved, visited or closed', async () => {
      const { id } = await drafted(db, desk)
      const deed = { id, doer: ANA, note: null, now: at(3) }
      for (const run of [
        () => db.write('app', (sql) => resolveTicket(sql, desk, { ...deed, reference: null })),
        () => db.write('app', (sql) => closeTicket(sql, desk, { ...deed, reason: 'solved' })),
        () => db.write('app', (sql) => reopenTicket(sql, { ...deed, reason: 'mistake' })),
      ])
        expect(await REFUSED(run())).toMatchObject({ code: 'CONFLICT' })
    })
  })
