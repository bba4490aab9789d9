import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEventHub } from '../../src/conversations/index.ts'
import { forget } from '../../src/copilot/forget.ts'
import type { Database } from '../../src/db/index.ts'
import type { Desk } from '../../src/desk/index.ts'
import { silentLog } from '../../src/log.ts'
import {
  createDispatcher,
  type DispatcherDeps,
  isSignedBy,
  listDispatches,
  redrive,
  SEND_SETTINGS,
  type Tried,
} from '../../src/tickets/dispatch/index.ts'
import { approveTicket, reopenTicket, type TicketRow } from '../../src/tickets/review/index.ts'
import { engines } from '../support/engines.ts'
import { openReceiver, type Receiver } from './receiver.ts'
import { ANA, at, drafted, makeTicketDesk, PHONE, T0, ticketOf, told } from './world.ts'

const SECRET = Buffer.alloc(32, 3)
const DAY_MINUTES = 24 * 60

for (const engine of engines)
  describe(`what leaves, ${engine.name}`, () => {
    let db: Database
    let receiver: Receiver
    let desk: Desk
    let settled: Tried[]
    /** The clock of every process of this test. */
    let now = T0
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())
    beforeEach(async () => {
      await forget(db, {}, 'command')
      await db.write('app', (sql) => sql`delete from app.dispatch`)
      receiver = await openReceiver()
      desk = await makeTicketDesk(receiver.url)
      settled = []
      now = at(10)
    })
    afterEach(() => receiver.close())

    const dispatcher = (more: Partial<DispatcherDeps> = {}) =>
      createDispatcher({
        ...{ db, desk, log: silentLog },
        clock: { now: () => now, after: () => () => undefined },
        secretsOf: () => [SECRET],
        settings: { ...SEND_SETTINGS, allowLoopback: true, timeoutMs: 300 },
        userAgent: 'Sidecue/test',
        onSettled: async (_, tried) => {
          settled.push(tried)
        },
        chance: () => 0.5,
        ...more,
      })
    const approved = async (): Promise<TicketRow> => {
      const { id, version } = await drafted(db, desk)
      const approval = { id, doer: ANA, version, accept: null, now: at(5) }
      return (await db.write('app', (sql) => approveTicket(sql, desk, approval))).ticket
    }
    const sent = async (ticket: TicketRow) => {
      const filter = { ticket: ticket.id, state: null, after: null, limit: 10 }
      return db.read('app', (sql) => listDispatches(sql, filter))
    }
    /** Minute by minute, as the server's timers do. */
    const tendFor = async (minutes: number, step = 15) => {
      const one = dispatcher()
      for (let passed = 0; passed <= minutes; passed += step) {
        await one.sendDue()
        now = new Date(now.getTime() + step * 60_000)
      }
    }

    test('an approved ticket arrives once, signed, and is dispatched; the body is kept no longer', async () => {
      receiver.answer = (response) => response.writeHead(202).end('{"reference":"INC-7"}')
      const ticket = await approved()
      await Promise.all([dispatcher().sendDue(), dispatcher().sendDue(), dispatcher().sendDue()])
      expect(receiver.received).toHaveLength(1)
      const { headers, body } = receiver.received[0]!
      const signed = {
        id: String(headers['webhook-id']),
        timestamp: String(headers['webhook-timestamp']),
        signature: String(headers['webhook-signature']),
      }
      expect(isSignedBy(SECRET, signed, body, now.getTime() / 1_000)).toBe(true)
      expect(headers['idempotency-key']).toBe(signed.id)
      expect(body).toContain(PHONE)
      const after = (await ticketOf(db, ticket.conversation))!
      expect(after).toMatchObject({ state: 'dispatched', reference: 'INC-7', dispatchedAt: now })
      expect(await sent(ticket)).toMatchObject([{ id: signed.id, state: 'delivered', tries: 1 }])
      const [row] = await db.read('app', (sql) => sql`select body from app.dispatch`)
      expect(row!.body).toBe(null)
      expect(settled).toMatchObject([{ outcome: 'delivered', ticket: ticket.id }])
      expect((await told(db, ticket.conversation)).at(-1)).toMatchObject({
        kind: 'ticket-changed',
        data: { deed: 'dispatched', state: 'dispatched', by: null },
      })
    })

    test('a receiver that answers 500 for a day gets the same message in the end, under one id', async () => {
      receiver.answer = (response) => response.writeHead(500).end('broken')
      const ticket = await approved()
      await tendFor(DAY_MINUTES)
      const tries = receiver.received.length
      expect(tries).toBeGreaterThan(8)
      expect(tries).toBeLessThan(20)
      expect(await sent(ticket)).toMatchObject([{ state: 'waiting', fault: 'http-500', tries }])
      expect((await ticketOf(db, ticket.conversation))!.state).toBe('approved')
      receiver.answer = (response) => response.writeHead(200).end()
      await tendFor(DAY_MINUTES)
      expect(receiver.received).toHaveLength(tries + 1)
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
      expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
      const stamps = receiver.received.map(({ headers }) => Number(headers['webhook-timestamp']))
      expect(stamps).toEqual([...stamps].sort((a, b) => a - b))
      expect((await ticketOf(db, ticket.conversation))!.state).toBe('dispatched')
      await tendFor(DAY_MINUTES)
      expect(receiver.received).toHaveLength(tries + 1)
    })

    test('given up after three days it lies among the dead, is told of, and a lead has it sent again', async () => {
      receiver.answer = (response) => response.writeHead(500).end()
      const ticket = await approved()
      await tendFor(4 * DAY_MINUTES, 60)
      const [dead] = await sent(ticket)
      expect(dead).toMatchObject({ state: 'dead', fault: 'http-500' })
      const tries = receiver.received.length
      const last = (await told(db, ticket.conversation)).at(-1)
      expect(last!.data).toMatchObject({
        deed: 'dispatch-failed',
        dispatch: { id: dead!.id, fault: 'http-500' },
      })
      expect(settled).toMatchObject([{ outcome: 'dead', fault: 'http-500' }])
      const again = () => db.write('app', (sql) => redrive(sql, dead!.id, { by: 'lead:lin', now }))
      await again()
      await dispatcher().sendDue()
      // It gets three days anew, not one try.
      expect(await sent(ticket)).toMatchObject([{ state: 'waiting', redrivenBy: 'lead:lin' }])
      receiver.answer = (response) => response.writeHead(200).end()
      await again()
      await dispatcher().sendDue()
      expect(receiver.received).toHaveLength(tries + 2)
      expect(receiver.received.at(-1)!.headers['webhook-id']).toBe(dead!.id)
      await expect(again()).rejects.toMatchObject({ code: 'CONFLICT' })
      const none = db.write('app', (sql) => redrive(sql, 'd-none', { by: 'lead:lin', now }))
      await expect(none).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })

    test('a receiver that asks for a pause is not tried before it', async () => {
      receiver.answer = (response) => response.writeHead(429, { 'retry-after': '7200' }).end()
      const ticket = await approved()
      await dispatcher().sendDue()
      expect((await sent(ticket))[0]!.nextAt).toEqual(new Date(now.getTime() + 7_200_000))
      await tendFor(110)
      expect(receiver.received).toHaveLength(1)
    })

    test('one that never answers is tried again; one that redirects or lies inside is not, and says why', async () => {
      receiver.answer = () => undefined
      const slow = await approved()
      await dispatcher().sendDue()
      expect(await sent(slow)).toMatchObject([{ state: 'waiting', fault: 'timeout' }])
      now = at(20)
      receiver.answer = (response) =>
        response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()
      await dispatcher().sendDue()
      expect(await sent(slow)).toMatchObject([{ state: 'dead', fault: 'redirect' }])
      const inside = await approved()
      await dispatcher({
        desk: await makeTicketDesk('https://169.254.169.254/'),
        settings: SEND_SETTINGS,
      }).sendDue()
      expect(await sent(inside)).toMatchObject([{ state: 'dead', fault: 'private-address' }])
      expect((await ticketOf(db, inside.conversation))!.state).toBe('approved')
    })

    test('without its secret, or when the desk has lost the endpoint, it waits and is not sent unsigned', async () => {
      const ticket = await approved()
      await dispatcher({ secretsOf: () => null }).sendDue()
      expect(await sent(ticket)).toMatchObject([{ state: 'waiting', fault: 'no-secret' }])
      now = at(30)
      const dispatch = { ...desk.dispatch, endpoints: [] }
      await dispatcher({ desk: { dispatch } }).sendDue()
      expect(await sent(ticket)).toMatchObject([{ state: 'waiting', fault: 'no-endpoint' }])
      expect(receiver.received).toEqual([])
      now = at(60)
      await dispatcher().sendDue()
      expect(receiver.received).toHaveLength(1)
    })

    test('a process that dies while it sends: another one sends it again under the same id, so it is told apart', async () => {
      const ticket = await approved()
      let isDead = true
      // Sent, and gone before it could write that down.
      const dying = dispatcher({
        db: {
          ...db,
          write: (role, run) =>
            isDead && receiver.received.length > 0
              ? Promise.reject(new Error('killed'))
              : db.write(role, run),
        } as Database,
      })
      await expect(dying.sendDue()).rejects.toThrow('killed')
      isDead = false
      await dispatcher().sendDue()
      expect(receiver.received).toHaveLength(1)
      now = at(20)
      await dispatcher().sendDue()
      expect(receiver.received).toHaveLength(2)
      const [first, second] = receiver.received
      expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id'])
      expect(second!.body).toBe(first!.body)
      expect(await sent(ticket)).toMatchObject([{ state: 'delivered', tries: 2 }])
    })

    test('twenty tickets and four processes: each is sent once', async () => {
      for (let i = 0; i < 20; i++) await approved()
      await Promise.all([1, 2, 3, 4].map(() => dispatcher().sendDue()))
      expect(receiver.received).toHaveLength(20)
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(20)
    })

    test('taken back before it left, it does not leave; approved anew it does', async () => {
      const ticket = await approved()
      const deed = { id: ticket.id, doer: ANA, note: null, now: at(6), reason: 'mistake' } as const
      const back = await db.write('app', (sql) => reopenTicket(sql, deed))
      await dispatcher().sendDue()
      expect(receiver.received).toEqual([])
      const approval = { id: ticket.id, doer: ANA, version: back.version, accept: null, now: at(7) }
      await db.write('app', (sql) => approveTicket(sql, desk, approval))
      await dispatcher().sendDue()
      expect(receiver.received.map(({ body }) => JSON.parse(body).type)).toEqual([
        'ticket.reopened',
      ])
    })

    test('a conversation that is deleted takes what waits with it; who has got its ticket is told so, and no more', async () => {
      const kept = await approved()
      await dispatcher().sendDue()
      const waiting = await approved()
      await forget(db, { ids: [kept.conversation, waiting.conversation] }, 'request')
      // Deletions are stamped by the database's clock.
      now = new Date(Date.now() + 60_000)
      await dispatcher().sendDue()
      expect(receiver.received).toHaveLength(2)
      const notice = JSON.parse(receiver.received[1]!.body) as { type: string; data: object }
      expect(notice).toMatchObject({ type: 'ticket.deleted', data: { id: kept.id } })
      expect(Object.keys(notice.data).sort()).toEqual(['deadline', 'id', 'round'])
      const rows = await db.read(
        'app',
        (sql) => sql`select ticket, conversation, body from app.dispatch`,
      )
      expect([...rows]).toEqual([{ ticket: kept.id, conversation: null, body: null }])
    })

    test('a department without an endpoint keeps its ticket here, and nothing waits', async () => {
      desk = { ...desk, dispatch: { ...desk.dispatch, endpoints: [] } }
      const ticket = await approved()
      expect([ticket.state, await sent(ticket)]).toEqual(['approved', []])
    })

    test('the events of a ticket wake whoever follows its conversation', async () => {
      const ticket = await approved()
      const hub = await createEventHub(db)
      const woken = new Promise<void>((resolve) => hub.subscribe(ticket.conversation, resolve))
      await dispatcher().sendDue()
      await woken
      await hub.close()
    })
  })
