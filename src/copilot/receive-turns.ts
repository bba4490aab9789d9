import {
  type Appended,
  addEvents,
  appendTurns,
  type KeptTurn,
  type NewEvent,
  rescheduleTimer,
  type Scope,
} from '../conversations/index.ts'
import type { Turn } from '../conversations/types.ts'
import type { TransactionSql } from '../db/index.ts'
import type { DeskTimers } from '../desk/types.ts'
import { type FindTrouble, takeReports } from '../triage/incidents/index.ts'
import { appendAudit } from './audit.ts'

/** An early warning as the agent and the lead are told of it. */
export type RaisedWarning = {
  group: string
  name: string
  /** The customer's turn that raised it. */
  seq: number
  cue: string
  calm: string
  questions: string[]
}

export type FindWarnings = (turn: { seq: number; text: string }) => RaisedWarning[]

/** One alarm per conversation and group within this time; a new group is told at once. */
const QUIET_FOR_MS = 10 * 60 * 1_000

/**
 * Takes turns in, sets the timer anew and raises early warnings, all in the caller's transaction: an acknowledged turn
 * has been looked at, whatever happens to this process afterwards.
 */
export async function receiveTurns(
  sql: TransactionSql,
  findWarnings: FindWarnings,
  input: {
    id: string
    scope: Scope
    turns: Turn[]
    now: Date
    timers: DeskTimers
    /** Left out: mass incidents are not looked for. */
    findTrouble?: FindTrouble | undefined
  },
): Promise<Appended> {
  const taken = await appendTurns(sql, input)
  await rescheduleTimer(sql, taken, input.timers, input.now)
  const appended = await withReports(sql, taken, input)
  const raised = appended.changed.filter(isCustomersFinal).flatMap(findWarnings)
  if (raised.length === 0) return appended
  const quiet = await groupsRaisedSince(sql, input.id, new Date(input.now.getTime() - QUIET_FOR_MS))
  const fresh = firstOfEachGroup(raised, quiet)
  const events = fresh.map((warning): NewEvent => ({ kind: 'warning-raised', data: warning }))
  const { conversation } = appended
  const lastEvent = await addEvents(sql, conversation, events, input.now)
  for (const { group, seq } of fresh)
    await appendAudit(sql, { kind: 'warning', conversation: input.id, group, turn: seq })
  return { ...appended, conversation: { ...conversation, lastEvent } }
}

async function withReports(
  sql: TransactionSql,
  appended: Appended,
  { findTrouble, now }: { findTrouble?: FindTrouble | undefined; now: Date },
): Promise<Appended> {
  if (findTrouble === undefined) return appended
  const lastEvent = await takeReports(sql, findTrouble, appended, now)
  return { ...appended, conversation: { ...appended.conversation, lastEvent } }
}

function isCustomersFinal(turn: KeptTurn): boolean {
  return turn.final && turn.speaker === 'customer'
}

function firstOfEachGroup(raised: RaisedWarning[], quiet: Set<string>): RaisedWarning[] {
  const told = new Set(quiet)
  return raised.filter(({ group }) => {
    if (told.has(group)) return false
    told.add(group)
    return true
  })
}

async function groupsRaisedSince(
  sql: TransactionSql,
  conversation: string,
  since: Date,
): Promise<Set<string>> {
  const rows = await sql<{ group: string }[]>`
    select distinct payload ->> 'group' as "group"
    from app.event
    where conversation = ${conversation} and kind = 'warning-raised' and at > ${since}
  `
  return new Set(rows.map((row) => row.group))
}
