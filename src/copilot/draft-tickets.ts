import type { Clock } from '../clock.ts'
import { readConversation, readTurns } from '../conversations/index.ts'
import type { Transcript } from '../conversations/types.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { type StoredDraft, storeDraft } from '../tickets/review/index.ts'
import type { Triage } from '../triage/classifier/index.ts'
import type { MakeDraft } from './draft-thread.ts'

export type DrafterSettings = {
  /** Quiet after the last turn before a draft is made anew. */
  quietMs: number
  /** However long the talk goes on without a pause, a draft is made after this. */
  longestWaitMs: number
  /** A conversation whose draft is behind for so long has lost its process. */
  takeOverMs: number
}

export const DRAFTER_SETTINGS: DrafterSettings = {
  quietMs: 8_000,
  longestWaitMs: 60_000,
  takeOverMs: 90_000,
}

export type DrafterDeps = {
  db: Database
  desk: Desk
  clock: Clock
  log: Log
  settings: DrafterSettings
  /** The class that was told of a conversation, and the version it was made of; null: none was. */
  readClass: (conversation: string) => Promise<{ version: number; triage: Triage } | null>
  draft: MakeDraft
}

/** Keeps the ticket drafts of conversations up to date while they go on, one draft at a time. */
export type Drafter = {
  /** To be called after turns are committed. */
  turnsChanged(conversation: string): void
  /** It is over: the last draft is made at once. */
  ended(conversation: string): void
  /** Makes the draft now, whatever was drafted before. */
  draftNow(conversation: string): Promise<StoredDraft>
  /** Takes up conversations whose process has died. */
  takeUpForgotten(): Promise<void>
  /** Resolves when nothing is waiting or running. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** The most turns a conversation holds. */
const ALL_TURNS = 10_000
const TAKEN_UP_AT_ONCE = 20
/** Tries of one state of a conversation; then it is left until more is said. */
const MOST_TRIES = 3

type Waiting = { since: number; cancel: () => void }

export function createDrafter(deps: DrafterDeps): Drafter {
  const { db, desk, clock, log, settings } = deps
  const waiting = new Map<string, Waiting>()
  const failures = new Map<string, { version: number; tries: number }>()
  const awaited = new Map<string, number>()
  let last: Promise<unknown> = Promise.resolve()
  let isClosed = false

  function wait(id: string, quietMs: number): void {
    if (isClosed) return
    const now = clock.now().getTime()
    const before = waiting.get(id)
    before?.cancel()
    const since = before?.since ?? now
    const delayMs = Math.max(0, Math.min(quietMs, since + settings.longestWaitMs - now))
    const cancel = clock.after(delayMs, () => {
      waiting.delete(id)
      enqueue(id).catch(() => undefined)
    })
    waiting.set(id, { since, cancel })
  }

  /** One after the other, in the order in which they were wanted. */
  function enqueue(id: string): Promise<StoredDraft> {
    const run = last.then(() => (isClosed ? ('gone' as const) : draftOne(id)))
    last = run.catch(() => undefined)
    return run
  }

  async function draftOne(id: string): Promise<StoredDraft> {
    const started = clock.now()
    const state = await readState(db, id)
    if (state === undefined) return 'gone'
    const { version, transcript } = state
    try {
      const known = await deps.readClass(id)
      const classification = known?.triage ?? null
      const { draft, triage } = await deps.draft(transcript, { classification, now: started })
      const made = { conversation: id, version, draft, triage, now: clock.now() }
      const stored = await db.write('app', (sql) => storeDraft(sql, desk, made))
      failures.delete(id)
      if (known && known.version < version) awaitClass(id, version)
      const ms = clock.now().getTime() - started.getTime()
      log.info({ conversation: id, count: transcript.turns.length, ms, stored }, 'ticket-drafted')
      return stored
    } catch (error) {
      await noteFailure(id, version, error)
      throw error
    }
  }

  /** It was drafted with the class of an earlier state: once more, when the present one may be known. */
  function awaitClass(id: string, version: number): void {
    if (awaited.get(id) === version) {
      awaited.delete(id)
    } else {
      awaited.set(id, version)
      wait(id, settings.quietMs)
    }
  }

  async function noteFailure(id: string, version: number, error: unknown): Promise<void> {
    const before = failures.get(id)
    const tries = before?.version === version ? before.tries + 1 : 1
    failures.set(id, { version, tries })
    const name = error instanceof Error ? error.name : 'unknown'
    log.error({ conversation: id, name, tries }, 'ticket-draft-failed')
    if (tries < MOST_TRIES) return
    failures.delete(id)
    await db.write(
      'app',
      (sql) => sql`
        update app.conversation set drafted_version = ${version}
        where id = ${id} and drafted_version < ${version}
      `,
    )
  }

  return {
    turnsChanged: (id) => wait(id, settings.quietMs),
    ended: (id) => wait(id, 0),
    draftNow: (id) => {
      waiting.get(id)?.cancel()
      waiting.delete(id)
      return enqueue(id)
    },
    async takeUpForgotten() {
      const before = new Date(clock.now().getTime() - settings.takeOverMs)
      for (const id of await findForgotten(db, before)) if (!waiting.has(id)) wait(id, 0)
    },
    async idle() {
      while (waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, 5))
      await last
    },
    async close() {
      isClosed = true
      for (const { cancel } of waiting.values()) cancel()
      waiting.clear()
      await last
    },
  }
}

type State = { version: number; transcript: Transcript & { id: string } }

/** What has been said for good so far; undefined when the conversation has gone. */
function readState(db: Database, id: string): Promise<State | undefined> {
  return db.read('app', async (sql) => {
    const conversation = await readConversation(sql, id, {}).catch(ignoreUnknown)
    if (!conversation) return undefined
    const turns = await readTurns(sql, id, ALL_TURNS)
    const { channel, lang, version } = conversation
    const said = turns.filter(({ final }) => final).map(({ receivedAt: _, ...turn }) => turn)
    return { version, transcript: { id, channel, ...(lang ? { lang } : {}), turns: said } }
  })
}

/** Conversations that were not drafted since they changed, and in which nothing was said for a while. */
async function findForgotten(db: Database, before: Date): Promise<string[]> {
  const rows = await db.read(
    'app',
    (sql) => sql<{ id: string }[]>`
      select id
      from app.conversation
      where drafted_version < version and coalesce(pending_since, opened_at) < ${before}
      order by opened_at desc
      limit ${TAKEN_UP_AT_ONCE}
    `,
  )
  return rows.map(({ id }) => id)
}

function ignoreUnknown(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined
  throw error
}
