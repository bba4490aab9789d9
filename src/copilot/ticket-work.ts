import type { Clock } from '../clock.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import type { Log } from '../log.ts'
import {
  createDispatcher,
  type Dispatcher,
  readSecrets,
  SEND_SETTINGS,
} from '../tickets/dispatch/index.ts'
import { followDroppedLines, tellWhatIsDue } from '../tickets/follow-up/index.ts'
import { readClass } from '../triage/classes/class-rows.ts'
import { appendAudit } from './audit.ts'
import { startDraftThread } from './draft-thread.ts'
import { createDrafter, DRAFTER_SETTINGS, type Drafter } from './draft-tickets.ts'

/** What goes on with tickets beside requests: drafts, what leaves, what is due. */
export type TicketWork = {
  drafter: Drafter
  /** Sends what waits, soon. */
  dispatchDue: () => void
  /** To be called every few seconds: chases, reminds, and begins to send what is due. */
  tend(): Promise<void>
  close(): Promise<void>
}

export type TicketWorkDeps = {
  db: Database
  desk: Desk
  clock: Clock
  log: Log
  version: string
  /** Secrets of endpoints by the name that desk.yml gives them. */
  secrets: Record<string, string>
  allowLoopback: boolean
}

/** Throws `BAD_INPUT` where a secret is none. */
export function openTicketWork(deps: TicketWorkDeps): TicketWork {
  const { db, desk, clock, log } = deps
  const thread = startDraftThread(desk)
  const drafter = createDrafter({
    ...{ db, desk, clock, log, settings: DRAFTER_SETTINGS, draft: thread.make },
    readClass: (id) => db.read('app', (sql) => readClass(sql, id)),
  })
  const dispatcher = openDispatcher(deps)
  const sendDue = (): Promise<void> =>
    dispatcher.sendDue().then(
      () => undefined,
      (error: unknown) => {
        // The messages stay where they are; the next round sends them.
        log.warn({ name: error instanceof Error ? error.name : 'unknown' }, 'dispatch-failed')
      },
    )
  return {
    drafter,
    dispatchDue: () => void sendDue(),
    async tend() {
      const now = clock.now()
      await followDroppedLines(db, desk, now)
      await tellWhatIsDue({ db, desk, now })
      void sendDue()
    },
    async close() {
      await drafter.close()
      await thread.close()
      await dispatcher.close()
    },
  }
}

function openDispatcher({
  db,
  desk,
  clock,
  log,
  version,
  secrets,
  allowLoopback,
}: TicketWorkDeps): Dispatcher {
  const known = new Map(
    desk.dispatch.endpoints.flatMap(({ id, secretEnv }) => {
      const setting = secrets[secretEnv]
      if (setting !== undefined) return [[id, readSecrets(setting, secretEnv)] as const]
      log.error({ endpoint: id, setting: secretEnv }, 'webhook-secret-missing')
      return []
    }),
  )
  return createDispatcher({
    ...{ db, desk, clock, log },
    secretsOf: ({ id }) => known.get(id) ?? null,
    settings: { ...SEND_SETTINGS, allowLoopback },
    userAgent: `Sidecue/${version}`,
    onSettled: (sql, { id, ...tried }) =>
      appendAudit(sql, { kind: 'ticket-sent', dispatch: id, ...tried }),
    chance: Math.random,
  })
}
