import { type NewEvent, newId } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import { AppError } from '../../errors.ts'

export const FOLLOW_UP_KINDS = ['promise', 'dropped', 'return-visit', 'other'] as const
export type FollowUpKind = (typeof FOLLOW_UP_KINDS)[number]

export const FOLLOW_UP_STATES = ['open', 'taken', 'done', 'cancelled'] as const
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number]

/** Something that is still owed to a customer. */
export type FollowUp = {
  id: string
  conversation: string
  kind: FollowUpKind
  /** What it is about, personal data masked. */
  note: string
  /** Seqs of the turns it comes from. */
  evidence: number[]
  dueAt: Date
  /** Somebody said when; otherwise it is the desk's rule. */
  isDueSaid: boolean
  state: FollowUpState
  createdAt: Date
  takenBy: string | null
  takenAt: Date | null
  doneBy: string | null
  doneAt: Date | null
  outcome: string | null
  outcomeNote: string | null
}

export type NewFollowUp = {
  conversation: string
  kind: FollowUpKind
  /** Names what it comes from: of the same source there is one in a conversation. */
  source: string
  note: string
  evidence?: number[]
  dueAt: Date
  isDueSaid?: boolean
}

/**
 * Keeps something that is owed to a customer, once for each source; null where it is kept already. The caller holds
 * the lock on the conversation and tells of it with `followUpChanged` among its own events.
 */
export async function addFollowUp(
  sql: TransactionSql,
  { conversation, kind, source, note, evidence = [], dueAt, isDueSaid = false }: NewFollowUp,
  now: Date,
): Promise<FollowUp | null> {
  const rows = await sql<FollowUp[]>`
    insert into app.follow_up
      (id, conversation, kind, source, note, evidence, due_at, is_due_said, created_at)
    values (${newId('f')}, ${conversation}, ${kind}, ${source}, ${note}, ${evidence}::int[],
      ${dueAt}, ${isDueSaid}, ${now})
    on conflict (conversation, source) do nothing
    returning ${columns(sql)}
  `
  return rows[0] ?? null
}

/** Throws `NOT_FOUND`. */
export async function readFollowUp(sql: TransactionSql, id: string): Promise<FollowUp> {
  const rows = await sql<FollowUp[]>`select ${columns(sql)} from app.follow_up where id = ${id}`
  if (rows[0]) return rows[0]
  throw new AppError('NOT_FOUND', 'No such follow-up.', {
    hint: 'GET /v1/follow-ups lists what is open.',
  })
}

export type FollowUpFilter = {
  state: FollowUpState | null
  kind: FollowUpKind | null
  conversation: string | null
  dueBefore: Date | null
  after: { dueAt: Date; id: string } | null
  limit: number
}

/** Follow-ups that fit, the first due first. */
export function listFollowUps(sql: TransactionSql, filter: FollowUpFilter): Promise<FollowUp[]> {
  const { state, kind, conversation, dueBefore, after } = filter
  return sql<FollowUp[]>`
    select ${columns(sql)}
    from app.follow_up
    where (${state}::text is null or state = ${state}::text)
      and (${kind}::text is null or kind = ${kind}::text)
      and (${conversation}::text is null or conversation = ${conversation}::text)
      and (${dueBefore}::timestamptz is null or due_at < ${dueBefore}::timestamptz)
      and (${after?.id ?? null}::text is null
        or (due_at, id) > (${after?.dueAt ?? null}::timestamptz, ${after?.id ?? null}::text))
    order by due_at, id
    limit ${filter.limit}
  `
}

/** Somebody sees to it. Taking it again changes nothing; throws `CONFLICT` where another one has it. */
export async function takeFollowUp(
  sql: TransactionSql,
  { id, state, takenBy }: FollowUp,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  if (state === 'taken' && takenBy === by) return
  if (state !== 'open') throw settled(state)
  await sql`
    update app.follow_up set state = 'taken', taken_by = ${by}, taken_at = ${now} where id = ${id}
  `
}

export const FOLLOW_UP_OUTCOMES = ['done', 'not-reached', 'not-needed'] as const
export type FollowUpOutcome = (typeof FOLLOW_UP_OUTCOMES)[number]

/** It is seen to, or needs no more. Completing it again with the same outcome changes nothing. */
export async function completeFollowUp(
  sql: TransactionSql,
  { id, state, outcome: before }: FollowUp,
  { by, now, outcome, note }: { by: string; now: Date; outcome: string; note: string | null },
): Promise<void> {
  if (state === 'done' && before === outcome) return
  if (state === 'done' || state === 'cancelled') throw settled(state)
  await sql`
    update app.follow_up
    set state = 'done', done_by = ${by}, done_at = ${now}, outcome = ${outcome},
      outcome_note = ${note}
    where id = ${id}
  `
}

/** What is told of a follow-up that is new, or has been taken or completed. */
export function followUpChanged({ id, kind, state, dueAt }: FollowUp): NewEvent {
  return {
    kind: 'follow-up-changed',
    data: { followUp: id, kind, state, dueAt: dueAt.toISOString() },
  }
}

function settled(state: FollowUpState): AppError {
  return new AppError('CONFLICT', `The follow-up is '${state}' already.`, {
    hint: 'Somebody else has it, or it is over. Read the list anew.',
  })
}

function columns(sql: TransactionSql) {
  return sql`
    id, conversation, kind, note, evidence, due_at as "dueAt", is_due_said as "isDueSaid", state,
    created_at as "createdAt", taken_by as "takenBy", taken_at as "takenAt", done_by as "doneBy",
    done_at as "doneAt", outcome, outcome_note as "outcomeNote"
  `
}
