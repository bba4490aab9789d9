import { randomBytes } from 'node:crypto'
import type { TransactionSql } from '../db/index.ts'
import { AppError } from '../errors.ts'
import type { Lang } from '../text/types.ts'
import type { StageName } from './events-types.ts'
import type { Transcript } from './types.ts'

export type Channel = Transcript['channel']

/** Whose conversations may be seen: all of them, or those one caller has opened. */
export type Scope = { openedBy?: string }

export type ConversationRow = {
  id: string
  channel: Channel
  lang: Lang | null
  openedBy: string
  openedAt: Date
  closedAt: Date | null
  /** Since when the line is lost. */
  droppedAt: Date | null
  /** Whom it was passed on to last. */
  agent: string | null
  department: string | null
  stage: StageName
  skipped: StageName[]
  turnCount: number
  lastEvent: number
  /** Counts changes to final turns. */
  version: number
  /** The customer's turn that waits for a suggestion. */
  pendingTurn: number | null
  /** The customer's first word that has had no reply; null: nobody waits for the agent. */
  waitingSince: Date | null
}

export async function openConversation(
  sql: TransactionSql,
  input: { channel: Channel; lang: Lang | null; openedBy: string; now: Date },
): Promise<ConversationRow> {
  const id = newId('c')
  await sql`
    insert into app.conversation (id, channel, lang, opened_by, opened_at)
    values (${id}, ${input.channel}, ${input.lang}, ${input.openedBy}, ${input.now})
  `
  return lockConversation(sql, id, {})
}

/** An id that tells nothing and cannot be guessed: 'c-' and 18 characters. */
export function newId(prefix: string): string {
  return `${prefix}-${randomBytes(13).toString('base64url')}`
}

/** Throws `NOT_FOUND`, the same for an unknown conversation and one outside the scope. */
export async function readConversation(
  sql: TransactionSql,
  id: string,
  scope: Scope,
): Promise<ConversationRow> {
  return found(await sql<ConversationRow[]>`${conversationRow(sql, id, scope)}`)
}

/** The same, and keeps every other writer of this conversation waiting until the transaction ends. */
export async function lockConversation(
  sql: TransactionSql,
  id: string,
  scope: Scope,
): Promise<ConversationRow> {
  return found(await sql<ConversationRow[]>`${conversationRow(sql, id, scope)} for update`)
}

function conversationRow(sql: TransactionSql, id: string, scope: Scope) {
  return sql`
    select id, channel, lang, opened_by as "openedBy", opened_at as "openedAt",
      closed_at as "closedAt", dropped_at as "droppedAt", agent, department, stage, skipped, turn_count as "turnCount",
      last_event as "lastEvent", version, pending_turn as "pendingTurn",
      waiting_since as "waitingSince"
    from app.conversation
    where id = ${id}
      and (${scope.openedBy ?? null}::text is null or opened_by = ${scope.openedBy ?? null}::text)
  `
}

function found(rows: ConversationRow[]): ConversationRow {
  const row = rows[0]
  if (row) return row
  throw noSuchConversation()
}

/** The same for an unknown conversation and for one that is none of the caller's. */
export function noSuchConversation(): AppError {
  return new AppError('NOT_FOUND', 'No such conversation.', {
    hint: 'Open one with POST /v1/conversations and use the id of its answer.',
  })
}
