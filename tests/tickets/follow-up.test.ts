import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forget } from '../../src/copilot/forget.ts'
import type { Database } from '../../src/db/index.ts'
import type { Desk } from '../../src/desk/index.ts'
import {
  completeFollowUp,
  followDroppedLines,
  listFollowUps,
  takeFollowUp,
  tellWhatIsDue,
} from '../../src/tickets/follow-up/index.ts'
import {
  approveTicket,
  resolveTicket,
  type TicketRow,
  visitTicket,
} from '../../src/tickets/review/index.ts'
import { engines } from '../support/engines.ts'
import { ANA, at, drafted, makeDraft, makeTicketDesk, T0, take, talk, told } from './world.ts'

for (const engine of engines)
  describe(`what is owed and what is due, ${engine.name}`, () => {
    let db: Database
    let desk: Desk
    beforeAll(async () => {
      db = await engine.open()
      desk = await makeTicketDesk()
    })
    afterAll(() => db.close())
    beforeEach(async () => {
      await forget(db, {}, 'command')
    })

    const all = (conversation: string) => {
      const filter = { state: null, kind: null, dueBefore: null, after: null, limit: 50 }
      return db.read('app', (sql) => listFollowUps(sql, { ...filter, conversation }))
    }
    const due = async (conversation: string, kind = 'follow-up-due') =>
      (await told(db, conversation))
        .filter((event) => event.kind === kind)
        .map(({ data }) => data.when)
    const tell = (minutes: number) => tellWhatIsDue({ db, desk, now: at(minutes) })
    /** Several processes that look at the same moment. */
    const tellTogether = (minutes: number) =>
      Promise.all([tell(minutes), tell(minutes), tell(minutes)])
    const approve = async (ticket: TicketRow): Promise<TicketRow> => {
      const approval = { id: ticket.id, doer: ANA, version: ticket.version, accept: null, now: T0 }
      return (await db.write('app', (sql) => approveTicket(sql, desk, approval))).ticket
    }

    test('each promise of a draft has a reminder, due when it was said or by the desk’s rule', async () => {
      const summary = makeDraft(desk).summary
      const vague = { kind: 'promise' as const, text: '会再联系。', evidence: [8], due: null }
      const soon = at(23 * 60).toISOString()
      const said = summary.map((one) => (one.due === null ? one : { ...one, due: soon }))
      const { conversation } = await drafted(
        db,
        desk,
        makeDraft(desk, { summary: [...said, vague] }),
      )
      expect(await all(conversation)).toMatchObject([
        {
          note: '客服承诺24小时内回复。',
          isDueSaid: true,
          dueAt: at(23 * 60),
          evidence: [6],
          state: 'open',
        },
        { note: '会再联系。', isDueSaid: false, dueAt: at(desk.dispatch.promiseHours * 60) },
      ])
    })

    test('a later draft moves it, drops it and brings it back; what somebody has taken stays theirs', async () => {
      const { conversation } = await drafted(db, desk)
      const promise = (dueMinutes: number) => {
        const said = { kind: 'promise' as const, text: '今天内回复。', evidence: [6] }
        return makeDraft(desk, { summary: [{ ...said, due: at(dueMinutes).toISOString() }] })
      }
      await take(db, desk, conversation, promise(300), { version: 2 })
      expect(await all(conversation)).toMatchObject([
        { note: '今天内回复。', dueAt: at(300), state: 'open' },
      ])
      await take(db, desk, conversation, makeDraft(desk, { summary: [] }), { version: 3 })
      expect(await all(conversation)).toMatchObject([{ state: 'cancelled' }])
      await take(db, desk, conversation, promise(300), { version: 4 })
      const [open] = await all(conversation)
      expect(open!.state).toBe('open')
      await db.write('app', (sql) => takeFollowUp(sql, open!, { by: 'agent:ana', now: at(1) }))
      await take(db, desk, conversation, makeDraft(desk, { summary: [] }), { version: 5 })
      expect(await all(conversation)).toMatchObject([{ state: 'taken', takenBy: 'agent:ana' }])
    })

    test('is reminded of before it is due and told of after, once each, by whichever of several processes', async () => {
      const { conversation } = await drafted(db, desk)
      await tellTogether(24 * 60 - 20)
      expect(await due(conversation)).toEqual([])
      await tellTogether(24 * 60 - 10)
      await tellTogether(24 * 60 - 5)
      expect(await due(conversation)).toEqual(['before'])
      await tellTogether(24 * 60 + 1)
      await tellTogether(24 * 60 + 500)
      expect(await due(conversation)).toEqual(['before', 'after'])
    })

    test('after a night with no process only what counts now is told', async () => {
      const { conversation } = await drafted(db, desk)
      await tell(48 * 60)
      expect(await due(conversation)).toEqual(['after'])
    })

    test('what is done or taken by another is no longer to be had; the same again changes nothing', async () => {
      const { conversation } = await drafted(db, desk)
      const [open] = await all(conversation)
      const doing = { by: 'agent:ana', now: at(1) }
      const read = async () => (await all(conversation))[0]!
      await db.write('app', (sql) => takeFollowUp(sql, open!, doing))
      const taken = await read()
      await db.write('app', (sql) => takeFollowUp(sql, taken, doing))
      const other = db.write('app', (sql) =>
        takeFollowUp(sql, taken, { ...doing, by: 'agent:ben' }),
      )
      await expect(other).rejects.toMatchObject({ code: 'CONFLICT' })
      const complete = async (outcome: string) => {
        const now = await read()
        return db.write('app', (sql) =>
          completeFollowUp(sql, now, { ...doing, outcome, note: null }),
        )
      }
      await complete('done')
      await complete('done')
      await expect(complete('not-needed')).rejects.toMatchObject({ code: 'CONFLICT' })
      await tell(24 * 60 + 1)
      expect(await due(conversation)).toEqual([])
    })

    test('a ticket is chased before and after its deadline, once each; its department as well once it has it', async () => {
      const approved = await approve(await drafted(db, desk))
      const minutes = (approved.deadline!.getTime() - T0.getTime()) / 60_000
      const hour = desk.dispatch.remindHours * 60
      await tellTogether(minutes - hour - 1)
      expect(await due(approved.conversation, 'ticket-due')).toEqual([])
      await tellTogether(minutes - hour + 1)
      await tellTogether(minutes - 1)
      expect(await due(approved.conversation, 'ticket-due')).toEqual(['before'])
      await db.write(
        'app',
        (sql) => sql`update app.ticket set dispatched_at = ${T0}, state = 'dispatched'`,
      )
      await tellTogether(minutes + 1)
      await tellTogether(minutes + 1_000)
      expect(await due(approved.conversation, 'ticket-due')).toEqual(['before', 'after'])
      const messages = await db.read(
        'app',
        (sql) => sql`select event, body from app.dispatch order by created_at`,
      )
      expect(messages.map(({ event }) => event)).toEqual(['ticket.approved', 'ticket.overdue'])
      expect(JSON.parse(messages[1]!.body).data).toEqual({
        ...{ id: approved.id, round: 1 },
        deadline: approved.deadline!.toISOString(),
      })
    })

    test('who has a result is not chased', async () => {
      const { id, conversation, deadline } = await approve(await drafted(db, desk))
      const deed = { id, doer: ANA, note: '好了', reference: null, now: at(1) }
      await db.write('app', (sql) => resolveTicket(sql, desk, deed))
      await tell((deadline!.getTime() - T0.getTime()) / 60_000 + 5)
      expect(await due(conversation, 'ticket-due')).toEqual([])
    })

    test('a result plans a return visit; one that reached nobody plans the next, three at most', async () => {
      const { id, conversation } = await approve(await drafted(db, desk))
      const deed = { id, doer: ANA, note: '好了', reference: null, now: at(1) }
      await db.write('app', (sql) => resolveTicket(sql, desk, deed))
      const visits = async () =>
        (await all(conversation))
          .filter(({ kind }) => kind === 'return-visit')
          .map(({ state, outcome }) => [state, outcome])
      expect(await visits()).toEqual([['open', null]])
      for (let i = 2; i <= 5; i++) {
        const visit = { reached: false, solved: null, satisfaction: null, note: null }
        await db.write('app', (sql) => visitTicket(sql, desk, { id, doer: ANA, now: at(i), visit }))
      }
      expect(await visits()).toEqual([1, 2, 3].map(() => ['done', 'not-reached']))
      const solved = { reached: true, solved: true, satisfaction: 4, note: null }
      await db.write('app', (sql) =>
        visitTicket(sql, desk, { id, doer: ANA, now: at(9), visit: solved }),
      )
      expect((await told(db, conversation)).at(-1)!.data).toMatchObject({
        deed: 'closed',
        state: 'closed',
      })
    })

    test('a line that broke off is to be called back, once; one that came back is not', async () => {
      const [lost, back] = [await talk(db), await talk(db)]
      const drop = (id: string, when: Date | null) =>
        db.write(
          'app',
          (sql) => sql`update app.conversation set dropped_at = ${when} where id = ${id}`,
        )
      await drop(lost, at(1))
      await drop(back, at(1))
      const look = (minutes: number) => followDroppedLines(db, desk, at(minutes))
      await Promise.all([look(2), look(2)])
      await look(3)
      const callBackMs = desk.timers.channels.chat.callBackMs!
      expect(await all(lost)).toMatchObject([
        { kind: 'dropped', dueAt: new Date(at(1).getTime() + callBackMs), state: 'open' },
      ])
      await drop(back, null)
      await look(4)
      expect(await all(back)).toMatchObject([{ state: 'cancelled', outcome: 'not-needed' }])
      expect(await all(lost)).toMatchObject([{ state: 'open' }])
      await drop(lost, at(10))
      await look(11)
      expect(await all(lost)).toHaveLength(2)
    })
  })
