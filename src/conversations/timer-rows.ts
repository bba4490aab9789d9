import type { TransactionSql } from '../db/index.ts'
import type { DeskTimers } from '../desk/types.ts'
import type { Appended } from './append-turns.ts'
import type { Channel } from './conversation-rows.ts'
import type { KeptTurn } from './merge-turns.ts'
import { takesLeave } from './takes-leave.ts'
import { callBackTimer, isReminder, type Timer, type TimerKind, timerAfter } from './timers.ts'

/**
 * Sets the timer anew after turns were taken in, in their transaction: one statement at most. A reply is waited for
 * from the customer's first word without an answer, silence counts from the agent's last.
 */
export async function rescheduleTimer(
  sql: TransactionSql,
  { conversation: { id, channel, pendingTurn, droppedAt }, changed }: Appended,
  timers: DeskTimers,
  now: Date,
): Promise<void> {
  const spoken = changed.filter((turn) => turn.final && turn.speaker !== 'system')
  // What still arrives over a line that is lost was said before.
  if (spoken.length === 0 || droppedAt) return
  const speaker = pendingTurn === null ? ('agent' as const) : ('customer' as const)
  const word = spoken.findLast((turn) => turn.speaker === speaker)
  const isFarewell = word !== undefined && takesLeave(word)
  const seq = pendingTurn ?? word?.seq ?? spoken.at(-1)!.seq
  const timer = timerAfter({ speaker, seq, isFarewell }, timers.channels[channel], now)
  if (timer === null) await removeTimer(sql, id)
  else await putTimer(sql, id, timer, keptKinds(timer.kind, word))
}

/** Timers that go on in spite of what was taken in; `word`: the latest of whoever spoke last, where that is new. */
function keptKinds(begun: TimerKind, word: KeptTurn | undefined): TimerKind[] {
  // What came late stands before the last word and changes nothing of who waits for whom.
  if (word === undefined) return begun.startsWith('reply') ? WAITING_FOR_AGENT : IDLE
  if (begun.startsWith('reply')) return ['reply-warning', 'reply-overdue']
  return word.speaker === 'agent' && isReminder(word.text) ? ['idle-close'] : []
}

/** Goes on for a conversation that was open all the time. */
const WAITING: TimerKind[] = ['reply-warning', 'reply-overdue', 'idle-reminder', 'idle-close']
const IDLE: TimerKind[] = ['idle-reminder', 'idle-close']
/** After a customer's goodbye the close is all that is left to wait for. */
const WAITING_FOR_AGENT: TimerKind[] = ['reply-warning', 'reply-overdue', 'idle-close']

/** A line broke off: whatever was waited for, now somebody has to call back. */
export async function scheduleCallBack(
  sql: TransactionSql,
  { id, channel }: { id: string; channel: Channel },
  timers: DeskTimers,
  now: Date,
): Promise<void> {
  const timer = callBackTimer(timers.channels[channel], now)
  if (timer) await putTimer(sql, id, timer, ['call-back'])
  else await removeTimer(sql, id)
}

/** The line is back, or a closed conversation goes on: whoever spoke last is waited after from now on. */
export async function resumeTimer(
  sql: TransactionSql,
  { id, channel }: { id: string; channel: Channel },
  timers: DeskTimers,
  now: Date,
): Promise<void> {
  const [last] = await sql<{ seq: number; speaker: 'customer' | 'agent' }[]>`
    select seq, speaker
    from app.turn
    where conversation = ${id} and final and speaker <> 'system'
    order by seq desc
    limit 1
  `
  const word = last && { ...last, isFarewell: false }
  const timer = word ? timerAfter(word, timers.channels[channel], now) : null
  if (timer) await putTimer(sql, id, timer, WAITING)
  else await removeTimer(sql, id)
}

/** Writes a timer over the one that is there, unless that is one of those kept. */
export async function putTimer(
  sql: TransactionSql,
  conversation: string,
  { kind, since, turn, due }: Timer,
  kept: TimerKind[],
): Promise<void> {
  await sql`
    insert into app.timer (conversation, kind, since, turn, due)
    values (${conversation}, ${kind}, ${since}, ${turn}, ${due})
    on conflict (conversation) do update
    set kind = excluded.kind, since = excluded.since, turn = excluded.turn, due = excluded.due
    where timer.kind <> all(${kept}::text[])
  `
}

export async function removeTimer(sql: TransactionSql, conversation: string): Promise<void> {
  await sql`delete from app.timer where conversation = ${conversation}`
}

export async function readTimer(sql: TransactionSql, conversation: string): Promise<Timer | null> {
  const [row] = await sql<Timer[]>`
    select kind, since, turn, due from app.timer where conversation = ${conversation}
  `
  return row ?? null
}

/** A timer that has come due, of a conversation that this transaction has locked. */
export type DueTimer = Timer & { due: Date; conversation: string }

/**
 * Takes the timer that has been due the longest, of a conversation that nobody is writing to and that is none of
 * `except`. Every writer of a conversation locks its row before its timer, so the row is locked here too, and first;
 * what was due before the lock is looked up again behind it: another process may have fired it
 * meanwhile (`gone`).
 */
export async function claimDueTimer(
  sql: TransactionSql,
  now: Date,
  except: readonly string[],
): Promise<DueTimer | 'gone' | undefined> {
  const [locked] = await sql<{ id: string }[]>`
    select conversation.id
    from app.timer
    join app.conversation on conversation.id = timer.conversation
    where timer.due <= ${now} and timer.conversation <> all(${[...except]}::text[])
    order by timer.due, timer.conversation
    limit 1
    for update of conversation skip locked
  `
  if (!locked) return undefined
  const [timer] = await sql<DueTimer[]>`
    select conversation, kind, since, turn, due
    from app.timer
    where conversation = ${locked.id} and due <= ${now}
  `
  return timer ?? 'gone'
}
