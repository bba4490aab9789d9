import type { Suggestion } from '../compose/types.ts'
import {
  addEvents,
  type Channel,
  lockConversation,
  putSuggestion,
  readConversation,
  readToldSuggestions,
  readTurns,
  suggestionToStore,
  type ToldSuggestion,
} from '../conversations/index.ts'
import type { Transcript } from '../conversations/types.ts'
import type { Database, TransactionSql } from '../db/index.ts'
import { AppError } from '../errors.ts'
import { appendAudit, suggestionEntry } from './audit.ts'
import type { Manifest } from './audit-manifest.ts'
import type { LiveSettings } from './live-settings.ts'

/** What one run answers: the conversation as it stood, which state that was, and what was told before. */
export type RunState = { version: number; transcript: Transcript; told: ToldSuggestion[] }

/** Earlier suggestions that a new one is held against. */
const TOLD = 8

/** The state that waits for a suggestion; undefined when nothing waits (any more). */
export function readState(
  db: Database,
  id: string,
  turnsPerRun: number,
): Promise<RunState | undefined> {
  return db.read('app', async (sql) => {
    const [conversation, turns, told] = await Promise.all([
      readConversation(sql, id, {}).catch(ignoreUnknown),
      readTurns(sql, id, turnsPerRun),
      readToldSuggestions(sql, id, TOLD),
    ])
    if (!conversation || conversation.pendingTurn === null) return undefined
    const { channel, lang, version } = conversation
    return {
      version,
      told,
      transcript: {
        id,
        channel,
        ...(lang ? { lang } : {}),
        turns: turns.filter((turn) => turn.final).map(({ receivedAt: _, ...turn }) => turn),
      },
    }
  })
}

function ignoreUnknown(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'NOT_FOUND') return undefined
  throw error
}

/**
 * Stores a suggestion and tells of it, if the conversation still stands where it was made for; small
 * talk (`nothing`) is stored and not told, what was told before neither. Returns what became of it.
 */
export function settleSuggestion(
  db: Database,
  made: {
    conversation: string
    version: number
    suggestion: Suggestion
    manifest: Manifest
    /** The agent has it already. */
    isRepeated: boolean
    now: Date
  },
): Promise<'told' | 'silent' | 'repeated' | 'too-late'> {
  return db.write('app', async (sql) => {
    const conversation = await lockConversation(sql, made.conversation, {}).catch(ignoreUnknown)
    if (!conversation || conversation.pendingTurn === null) return 'too-late'
    if (conversation.version !== made.version) return 'too-late'
    if (made.isRepeated) {
      await endWait(sql, made.conversation)
      return 'repeated'
    }
    const stored = suggestionToStore(made)
    const isTold = made.suggestion.outcome !== 'nothing'
    const event = { kind: 'suggestion-ready', data: stored } as const
    const shown = { suggestion: stored.id, conversation: made.conversation, by: null }
    // Sent together, done in this order.
    await Promise.all([
      putSuggestion(sql, stored, made.version),
      endWait(sql, made.conversation),
      isTold && addEvents(sql, conversation, [event], made.now),
      isTold && appendAudit(sql, suggestionEntry(made.suggestion, made.manifest, shown)),
    ])
    return isTold ? 'told' : 'silent'
  })
}

async function endWait(sql: TransactionSql, conversation: string): Promise<void> {
  await sql`update app.conversation set pending_turn = null where id = ${conversation}`
}

/** A turn that waits too long, and how often it was tried. */
export type Forgotten = {
  id: string
  channel: Channel
  version: number
  turn: number
  tries: number
}

/** Takes over turns that wait too long; a row that another process is taking is skipped. */
export function claimForgotten(
  db: Database,
  now: Date,
  settings: Pick<LiveSettings, 'takeOverMs'>,
): Promise<Forgotten[]> {
  const before = new Date(now.getTime() - settings.takeOverMs)
  return db.write(
    'app',
    (sql) => sql<Forgotten[]>`
      update app.conversation
      set pending_since = ${now}, pending_tries = pending_tries + 1
      where id in (
        select id from app.conversation
        where pending_turn is not null and pending_since < ${before}
        order by pending_since
        limit 20
        for update skip locked
      )
      returning id, channel, version, pending_turn as turn, pending_tries as tries
    `,
  )
}

/** Ends the wait for a suggestion that cannot be made, and says so: nobody waits for ever. */
export function giveUp(db: Database, id: string, now: Date): Promise<void> {
  return db.write('app', async (sql) => {
    const conversation = await lockConversation(sql, id, {}).catch(ignoreUnknown)
    if (!conversation || conversation.pendingTurn === null) return
    await endWait(sql, id)
    const data = { suggestion: null, forTurn: conversation.pendingTurn, reason: 'failed' }
    await addEvents(sql, conversation, [{ kind: 'suggestion-withdrawn', data }], now)
  })
}
