import type { TransactionSql } from '../db/index.ts'
import { AppError } from '../errors.ts'
import { checkGap, checkOrder, MAX_TURNS } from './check-turns.ts'
import type { ConversationRow, Scope } from './conversation-rows.ts'
import { lockConversation } from './conversation-rows.ts'
import { followOn } from './follow-on.ts'
import type { KeptTurn, Received } from './merge-turns.ts'
import { mergeTurns } from './merge-turns.ts'
import { addEvents, type NewEvent } from './outbox.ts'
import { latestSpoken, putTurns, turnsBySeq } from './turn-rows.ts'
import { type ClockFault, findClockFault, timeOf } from './turn-times.ts'
import type { Turn } from './types.ts'
import { waitingSinceAfter } from './waiting-since.ts'

export type Appended = {
  /** As it stands after the turns. */
  conversation: ConversationRow
  /** What became of each turn, in the order given. `clock`: its time cannot be right, and that of receipt counts. */
  received: (Received & { clock?: ClockFault })[]
  /** What is different now, by seq. */
  changed: KeptTurn[]
}

/**
 * Takes turns, rising by seq, into a conversation: all of them or, on a conflict, none. Sending a turn
 * again changes nothing. What changed is told by `turn-added` and `stage-changed`; the customer's turn that now
 * waits for a suggestion stands in `conversation.pendingTurn`.
 */
export async function appendTurns(
  sql: TransactionSql,
  input: { id: string; scope: Scope; turns: Turn[]; now: Date },
): Promise<Appended> {
  checkOrder(input.turns)
  const seqs = [...new Set(input.turns.map((turn) => turn.seq))]
  // Sent together and done in this order: what is read is read under the lock.
  const [conversation, stored, highest] = await Promise.all([
    lockConversation(sql, input.id, input.scope),
    turnsBySeq(sql, input.id, seqs),
    highestSeq(sql, input.id),
  ])
  const merged = mergeTurns(stored, input.turns)
  if (!merged.ok) throw conflictingTurn(merged.seq, merged.reason)
  const received = withClockFaults(merged.received, input)
  if (merged.changed.length === 0) return { conversation, received, changed: [] }

  if (conversation.closedAt) throw closedConversation()
  const added = merged.received.filter((turn) => turn.status === 'added').length
  if (conversation.turnCount + added > MAX_TURNS) throw tooManyTurns()
  if (added > 0) checkGap(highest, input.turns)

  // What counted before and is a note of the system now changes the state as well.
  const isNewState = merged.changed.some((turn) => counts(turn) || counts(stored.get(turn.seq)))
  const [, next] = await Promise.all([
    putTurns(sql, input.id, merged.changed, input.now),
    moveOn(sql, conversation, { ...merged, added, isNewState, now: input.now }),
  ])
  return { conversation: next, received, changed: merged.changed }
}

function withClockFaults(
  received: Received[],
  { turns, now }: { turns: Turn[]; now: Date },
): Appended['received'] {
  return received.map((one, index) => {
    const at = turns[index]?.at
    const clock = at === undefined ? undefined : findClockFault(new Date(at), now)
    return clock ? { ...one, clock } : one
  })
}

async function highestSeq(sql: TransactionSql, id: string): Promise<number | null> {
  const rows = await sql<{ highest: number | null }[]>`
    select max(seq) as highest from app.turn where conversation = ${id}
  `
  return rows[0]?.highest ?? null
}

/** A final turn of one of the two who speak. */
function counts(turn: KeptTurn | undefined): boolean {
  return turn?.final === true && turn.speaker !== 'system'
}

type Change = { changed: KeptTurn[]; added: number; isNewState: boolean; now: Date }

async function moveOn(
  sql: TransactionSql,
  before: ConversationRow,
  { changed, added, isNewState, now }: Change,
): Promise<ConversationRow> {
  const finals = changed.filter((turn) => turn.final)
  const [{ stage, skipped }, latest] = await Promise.all([
    finals.length > 0 ? followOn(sql, before, finals) : before,
    isNewState ? latestSpoken(sql, before.id) : undefined,
  ])
  const next = {
    ...before,
    stage,
    skipped,
    turnCount: before.turnCount + added,
    version: before.version + (isNewState ? 1 : 0),
    pendingTurn: isNewState
      ? latest?.speaker === 'customer'
        ? latest.seq
        : null
      : before.pendingTurn,
    waitingSince: isNewState
      ? await waitingSinceAfter(sql, before, latest, { changed, now })
      : before.waitingSince,
  }
  const events = [...changed.map((turn) => turnAdded(turn, now)), ...stageChanged(before, next)]
  const [, lastEvent] = await Promise.all([
    putState(sql, next, isNewState, now),
    addEvents(sql, next, events, now),
  ])
  return { ...next, lastEvent }
}

async function putState(
  sql: TransactionSql,
  next: ConversationRow,
  isNewState: boolean,
  now: Date,
): Promise<void> {
  await sql`
    update app.conversation
    set stage = ${next.stage}, skipped = ${next.skipped}, turn_count = ${next.turnCount},
      version = ${next.version}, pending_turn = ${next.pendingTurn},
      waiting_since = ${next.waitingSince},
      pending_since = ${isNewState ? now : sql`pending_since`},
      pending_tries = ${isNewState ? 0 : sql`pending_tries`}
    where id = ${next.id}
  `
}

function turnAdded(turn: KeptTurn, now: Date): NewEvent {
  const time = timeOf(turn.at === null ? null : new Date(turn.at), now)
  return { kind: 'turn-added', data: { ...turn, ...time, receivedAt: now.toISOString() } }
}

function stageChanged(before: ConversationRow, next: ConversationRow): NewEvent[] {
  const { stage, skipped } = next
  if (stage === before.stage && skipped.join() === before.skipped.join()) return []
  return [{ kind: 'stage-changed', data: { stage, from: before.stage, skipped } }]
}

function conflictingTurn(seq: number, reason: 'other-words' | 'other-speaker'): AppError {
  const other = reason === 'other-words' ? 'other words' : 'another speaker'
  return new AppError('CONFLICT', `Turn ${seq} is already stored with ${other}.`, {
    hint: 'To correct a turn send it with a higher `rev`; a new turn needs a new `seq`, counted over both speakers together. Nothing of this request was stored.',
  })
}

function closedConversation(): AppError {
  return new AppError('CONFLICT', 'The conversation is closed.', {
    hint: 'Open it again with POST /v1/conversations/{id}/reopen, or a new one with POST /v1/conversations.',
  })
}

function tooManyTurns(): AppError {
  return new AppError('TOO_MANY_TURNS', `A conversation holds at most ${MAX_TURNS} turns.`, {
    hint: 'Close it and open a new one.',
  })
}
