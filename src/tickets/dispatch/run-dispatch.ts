import type { Clock } from '../../clock.ts'
import type { Database, TransactionSql } from '../../db/index.ts'
import type { Desk, Endpoint } from '../../desk/types.ts'
import { AppError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { stepTicket, tellOf } from '../review/step-ticket.ts'
import { type LockedTicket, lockTicket } from '../review/ticket-rows.ts'
import {
  type Claimed,
  claimDue,
  forgetOldNotices,
  settleDelivered,
  settleFailed,
} from './dispatch-rows.ts'
import { type Failure, nextTry } from './next-try.ts'
import { type SendSettings, type Sent, sendWebhook } from './send-webhook.ts'
import { signatureHeaders } from './sign.ts'

/** What came of one try, for the audit. */
export type Tried = {
  id: string
  ticket: string
  event: string
  endpoint: string
  outcome: 'delivered' | 'dead'
  fault: string | null
}

export type DispatcherDeps = {
  db: Database
  desk: Pick<Desk, 'dispatch'>
  clock: Clock
  log: Log
  /** Of an endpoint; null where none is configured. */
  secretsOf: (endpoint: Endpoint) => readonly Buffer[] | null
  settings: SendSettings
  userAgent: string
  /** Written in the transaction that settles a message; last in it. */
  onSettled: (sql: TransactionSql, tried: Tried) => Promise<void>
  /** From 0 to 1. */
  chance: () => number
}

/** Sends what waits in the outbox. */
export type Dispatcher = {
  /** Sends what is due now; what other processes are sending is left to them. Returns how many tries were made. */
  sendDue(): Promise<number>
  /** Lets what is being sent come to its end. */
  close(): Promise<void>
}

/** Tries of one process at the same time. */
const AT_ONCE = 8
/** A claim outlives its try by this: only a process that has died loses it. */
const CLAIM_SPARE_MS = 45_000
const NOTICES_KEPT_MS = 30 * 24 * 60 * 60 * 1_000

export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { db, clock, settings } = deps
  let running: Promise<number> | undefined
  let isClosed = false

  async function sendAll(): Promise<number> {
    let tries = 0
    while (!isClosed) {
      const now = clock.now()
      const until = new Date(now.getTime() + settings.timeoutMs + CLAIM_SPARE_MS)
      const claimed = await db.write('app', (sql) => claimDue(sql, { now, until, limit: AT_ONCE }))
      if (claimed.length === 0) break
      await Promise.all(claimed.map((message) => tryOne(deps, message)))
      tries += claimed.length
    }
    const before = new Date(clock.now().getTime() - NOTICES_KEPT_MS)
    await db.write('app', (sql) => forgetOldNotices(sql, before))
    return tries
  }

  return {
    sendDue() {
      running ??= sendAll().finally(() => {
        running = undefined
      })
      return running
    },
    async close() {
      isClosed = true
      await Promise.allSettled([running])
    },
  }
}

async function tryOne(deps: DispatcherDeps, message: Claimed): Promise<void> {
  const sent = await send(deps, message)
  const settled = await deps.db.write('app', (sql) => settle(sql, deps, message, sent))
  const { id, ticket, event, endpoint, tries } = message
  const fault = sent.ok ? undefined : sent.fault
  deps.log.info({ dispatch: id, ticket, event, endpoint, tries, fault, settled }, 'dispatch-tried')
}

async function send(deps: DispatcherDeps, { id, endpoint: name, body }: Claimed): Promise<Sent> {
  const endpoint = deps.desk.dispatch.endpoints.find((one) => one.id === name)
  if (endpoint === undefined) return { ok: false, fault: 'no-endpoint' }
  const secrets = deps.secretsOf(endpoint)
  if (secrets === null) return { ok: false, fault: 'no-secret' }
  const now = deps.clock.now()
  const timestamp = Math.floor(now.getTime() / 1_000)
  const headers = {
    ...signatureHeaders(secrets, { id, timestamp, body }),
    'idempotency-key': id,
    'user-agent': deps.userAgent,
  }
  return sendWebhook({ url: endpoint.url, headers, body }, deps.settings, now)
}

async function settle(
  sql: TransactionSql,
  deps: DispatcherDeps,
  message: Claimed,
  sent: Sent,
): Promise<'delivered' | 'waiting' | 'dead' | 'gone'> {
  const now = deps.clock.now()
  // Locked first, as every writer of a conversation does.
  const locked = message.conversation === null ? null : await lockIfThere(sql, message.ticket)
  const { id, ticket, event, endpoint } = message
  const tried = { id, ticket, event, endpoint }
  if (sent.ok) {
    if (!(await settleDelivered(sql, message, now))) return 'gone'
    if (locked) await markDispatched(sql, locked, message, sent.reference, now)
    await deps.onSettled(sql, { ...tried, outcome: 'delivered', fault: null })
    return 'delivered'
  }
  const nextAt = nextTryOf(deps, message, sent, now)
  if (!(await settleFailed(sql, message, { fault: sent.fault, nextAt }))) return 'gone'
  if (nextAt !== null) return 'waiting'
  if (locked) await tellDead(sql, locked, message, sent, now)
  await deps.onSettled(sql, { ...tried, outcome: 'dead', fault: sent.fault })
  return 'dead'
}

function nextTryOf(
  deps: DispatcherDeps,
  message: Claimed,
  failure: Failure,
  now: Date,
): Date | null {
  const { tries, createdAt, redrivenAt } = message
  const since = redrivenAt ?? createdAt
  return nextTry(failure, { tries, createdAt: since, now, chance: deps.chance() })
}

async function lockIfThere(sql: TransactionSql, ticket: string): Promise<LockedTicket | null> {
  try {
    return await lockTicket(sql, ticket, {})
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') return null
    throw error
  }
}

/** The department has the ticket, unless it was taken back while it was being sent. */
async function markDispatched(
  sql: TransactionSql,
  locked: LockedTicket,
  { event, round }: Claimed,
  reference: string | null,
  now: Date,
): Promise<void> {
  const { ticket } = locked
  const isHandover = event === 'ticket.approved' || event === 'ticket.reopened'
  if (!isHandover || ticket.round !== round) return
  const set = { dispatched_at: now, reference: reference ?? ticket.reference }
  const state = ticket.state === 'approved' ? 'dispatched' : ticket.state
  await stepTicket(sql, locked, { deed: 'dispatched', state, by: null, now, set })
}

async function tellDead(
  sql: TransactionSql,
  locked: LockedTicket,
  { id, event }: Claimed,
  { fault }: Failure,
  now: Date,
): Promise<void> {
  const { ticket } = locked
  const data = {
    ...{ ticket: ticket.id, version: ticket.version, round: ticket.round },
    ...{ state: ticket.state, from: ticket.state, deed: 'dispatch-failed', by: null, changed: [] },
    dispatch: { id, event, fault },
  }
  await tellOf(sql, locked, [{ kind: 'ticket-changed', data }], now)
}
