import type { Clock } from '../clock.ts'
import {
  addEvents,
  type ConversationRow,
  claimDueTimer,
  closeConversation,
  type DueTimer,
  fireTimer,
  lockConversation,
  putTimer,
  readTurns,
  removeTimer,
} from '../conversations/index.ts'
import type { Database, TransactionSql } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import type { Log } from '../log.ts'
import { detectLanguage } from '../text/language.ts'
import type { Lang } from '../text/types.ts'
import { phraseForTimer } from './timer-phrase.ts'

export type TimerDeps = { db: Database; desk: Desk; clock: Clock; log: Log }

/** Turns a language is read from. */
const TURNS_FOR_LANGUAGE = 40
/** Fired in one round; the rest is due a moment later still. */
const MOST = 1_000

/**
 * Fires what is due, each timer in a transaction of its own together with the event that tells of it: whichever
 * process commits has fired it, and no other does. One that fails is left for the next round and keeps no other
 * waiting. Returns how many were fired.
 */
export async function fireDueTimers(deps: TimerDeps): Promise<number> {
  const failed: string[] = []
  let fired = 0
  for (let round = 0; round < MOST; round++) {
    const outcome = await fireNext(deps, failed)
    if (outcome === 'none') break
    if (outcome === 'fired') fired += 1
  }
  return fired
}

async function fireNext(deps: TimerDeps, failed: string[]): Promise<'fired' | 'gone' | 'none'> {
  const now = deps.clock.now()
  const held: { timer?: DueTimer } = {}
  try {
    return await deps.db.write('app', async (sql) => {
      const claimed = await claimDueTimer(sql, now, failed)
      if (claimed === undefined) return 'none'
      if (claimed === 'gone') return 'gone'
      held.timer = claimed
      await fire(sql, deps, claimed, now)
      return 'fired'
    })
  } catch (error) {
    // Without a timer in hand it is the database that is away: the next round finds it again.
    if (!held.timer) throw error
    const { conversation } = held.timer
    failed.push(conversation)
    deps.log.error({ conversation, name: nameOf(error) }, 'timer-failed')
    return 'gone'
  }
}

async function fire(
  sql: TransactionSql,
  { desk }: TimerDeps,
  timer: DueTimer,
  now: Date,
): Promise<void> {
  const conversation = await lockConversation(sql, timer.conversation, {})
  if (conversation.closedAt) return removeTimer(sql, conversation.id)
  const { told, next } = fireTimer(timer, desk.timers.channels[conversation.channel], now)
  const lang = conversation.lang ?? (await languageOf(sql, conversation))
  const about = { ...conversation, conversation: conversation.id, lang, turn: timer.turn }
  const data = {
    kind: told,
    due: timer.due.toISOString(),
    since: timer.since.toISOString(),
    turn: timer.turn,
    phrase: phraseForTimer(desk, told, about),
    next: next?.due ? { kind: next.kind, due: next.due.toISOString() } : null,
  }
  await addEvents(sql, conversation, [{ kind: 'timer-due', data }], now)
  if (next) await putTimer(sql, conversation.id, next, [])
  else await removeTimer(sql, conversation.id)
  if (told === 'idle-close') {
    const { id } = conversation
    await closeConversation(sql, { id, scope: {}, now, by: 'timer', reason: 'idle' })
  }
}

async function languageOf(sql: TransactionSql, { id }: ConversationRow): Promise<Lang> {
  const turns = await readTurns(sql, id, TURNS_FOR_LANGUAGE)
  const said = turns.filter(({ speaker }) => speaker === 'customer').map(({ text }) => text)
  return detectLanguage(said.join('\n'))
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}
