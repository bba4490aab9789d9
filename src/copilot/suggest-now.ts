import type { Clock } from '../clock.ts'
import type { Suggestion } from '../compose/types.ts'
import {
  addEvents,
  type ConversationRow,
  lockConversation,
  putSuggestion,
  readConversation,
  readTurns,
  type Scope,
  type StoredSuggestion,
  suggestionToStore,
} from '../conversations/index.ts'
import type { Transcript } from '../conversations/types.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import { AppError } from '../errors.ts'
import { appendAudit, suggestionEntry } from './audit.ts'
import { leaveOnGrid } from './refusal-grid.ts'
import { type Standing, suggestStanding } from './suggest-standing.ts'

export type AskDeps = {
  db: Database
  desk: Desk
  clock: Clock
  refusalGridMs: number
  suggest: (transcript: Transcript, options: { signal: AbortSignal }) => Promise<Suggestion>
}

export type Asking = {
  id: string
  scope: Scope
  /** The caller who asks. */
  by: string
  signal: AbortSignal
}

/** Somebody may say something while an answer is made; after so many tries they are told to ask again. */
const TRIES = 3
/** Turns given to the chain, the latest. */
const TURNS = 200

/**
 * A suggestion for a conversation as it stands, because the agent asks for one: whatever was told before, without
 * waiting for the end of a burst. It is stored and told like any other, and takes the place of one that was waited for.
 */
export async function suggestNow(deps: AskDeps, asking: Asking): Promise<StoredSuggestion> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const since = deps.clock.now()
    const { version, transcript } = await readNow(deps.db, asking)
    const { signal } = asking
    const { suggestion, manifest } = await suggestStanding(deps, transcript, { signal })
    const grid = { clock: deps.clock, gridMs: deps.refusalGridMs, since, signal }
    const told = await leaveOnGrid(suggestion, grid)
    signal.throwIfAborted()
    const stored = await settle(deps, asking, { version, suggestion: told, manifest })
    if (stored) return stored
  }
  throw new AppError('CONFLICT', 'The conversation went on while the answer was made.', {
    hint: 'A suggestion for what was said since is on its way; or ask again.',
  })
}

function readNow(
  db: Database,
  { id, scope }: Asking,
): Promise<{ version: number; transcript: Transcript }> {
  return db.read('app', async (sql) => {
    const conversation = await readConversation(sql, id, scope)
    refuseClosed(conversation)
    const turns = (await readTurns(sql, id, TURNS)).filter((turn) => turn.final)
    if (!turns.some(({ speaker }) => speaker === 'customer'))
      throw new AppError('CONFLICT', 'The customer has not said anything yet.', {
        hint: 'Ask once a turn of the customer is stored, or POST /v1/suggest with a question.',
      })
    const { channel, lang, version } = conversation
    const said = turns.map(({ seq, speaker, text, at, final, rev }) => ({
      ...{ seq, speaker, text, at, final, rev },
    }))
    return { version, transcript: { id, channel, ...(lang ? { lang } : {}), turns: said } }
  })
}

/** Undefined where the conversation has gone on meanwhile. */
function settle(
  { db, clock }: AskDeps,
  { id, scope, by }: Asking,
  { version, suggestion, manifest }: Standing & { version: number },
): Promise<StoredSuggestion | undefined> {
  return db.write('app', async (sql) => {
    const conversation = await lockConversation(sql, id, scope)
    refuseClosed(conversation)
    if (conversation.version !== version) return undefined
    const now = clock.now()
    const stored = suggestionToStore({ conversation: id, suggestion, now })
    await putSuggestion(sql, stored, version)
    await sql`update app.conversation set pending_turn = null where id = ${id}`
    await addEvents(sql, conversation, [{ kind: 'suggestion-ready', data: stored }], now)
    await appendAudit(
      sql,
      suggestionEntry(suggestion, manifest, { suggestion: stored.id, conversation: id, by }),
    )
    return stored
  })
}

function refuseClosed({ closedAt }: ConversationRow): void {
  if (closedAt)
    throw new AppError('CONFLICT', 'The conversation is closed.', {
      hint: 'Open it again with POST /v1/conversations/{id}/reopen, or POST /v1/suggest with its turns.',
    })
}
