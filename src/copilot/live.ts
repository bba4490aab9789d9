import type { Clock } from '../clock.ts'
import type { Suggestion } from '../compose/types.ts'
import type { Appended, ConversationRow } from '../conversations/index.ts'
import type { Transcript } from '../conversations/types.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import type { Log } from '../log.ts'
import type { LiveSettings } from './live-settings.ts'
import { claimForgotten, giveUp, type RunState, readState, settleSuggestion } from './live-state.ts'
import { leaveOnGrid } from './refusal-grid.ts'
import { createRunGate } from './run-gate.ts'
import { countSuggestion, startStage, timed } from './stage-times.ts'
import { type Standing, suggestStanding } from './suggest-standing.ts'
import { isToldBefore } from './told-before.ts'

export type LiveDeps = {
  db: Database
  desk: Desk
  clock: Clock
  log: Log
  settings: LiveSettings
  suggest: (transcript: Transcript, options: { signal: AbortSignal }) => Promise<Suggestion>
}

/** Decides for each conversation when to run the chain, and throws away what came too late. */
export type Live = {
  /** To be called after the turns are committed. */
  turnsAppended(appended: Appended): void
  /** Whatever runs or waits for this conversation is no longer wanted. */
  stop(conversation: string): void
  /** Takes up turns whose process has died. Called every few seconds by the server. */
  takeUpForgotten(): Promise<void>
  /** Resolves when no suggestion is being made, or after a while all the same: for work that can wait. */
  whenFree(): Promise<void>
  /** Resolves when nothing is waiting or running. */
  idle(): Promise<void>
  /** Cancels everything; what was waiting is taken up by another process or the next start. */
  close(): Promise<void>
}

/** What goes on for one conversation in this process. */
type Slot = {
  turn: number
  /** The latest version of the conversation that was told here. */
  version: number
  /** Runs begun for `turn`. */
  runs: number
  /** When the burst began. */
  since: number
  cancelTimer: (() => void) | undefined
  /** Set from when a run wants to begin until it has ended. */
  running: AbortController | undefined
  /** It wants to begin and others go first: it will see whatever has been said by then. */
  isQueued: boolean
}

/** A suggestion for one state of a conversation, and when its run began. */
type Made = RunState & Standing & { since: Date }

type Scheduled = Pick<ConversationRow, 'id' | 'channel' | 'version'>

/** Work that can wait does not wait for ever. */
const LONGEST_PATIENCE_MS = 2_000
/** How long the runs of a turn are remembered after the last one. */
const COUNTED_FOR_MS = 60_000

export function createLive(deps: LiveDeps): Live {
  const { clock, settings } = deps
  const slots = new Map<string, Slot>()
  const work = new Set<Promise<void>>()
  const gate = createRunGate(settings.runsAtOnce)
  let idleWaiters: (() => void)[] = []
  let isClosed = false

  function turnsAppended({ conversation, changed }: Appended): void {
    const turn = conversation.pendingTurn
    if (isClosed) return
    const isNewState = changed.some((one) => one.final && one.speaker !== 'system')
    const isStillSpeaking = changed.some((one) => !one.final && one.speaker === 'customer')
    const slot = slots.get(conversation.id)
    // Told in another order than it was written: what came later is known already.
    if (slot && slot.version > conversation.version) return
    if (turn === null) stop(conversation.id)
    else if (isNewState) schedule(conversation, turn)
    // A partial result: the customer goes on, so what has not begun yet waits for the end.
    else if (isStillSpeaking && slot?.cancelTimer) schedule(conversation, turn)
  }

  function schedule(conversation: Scheduled, turn: number): void {
    const now = clock.now().getTime()
    const before = slots.get(conversation.id)
    if (before?.isQueued) {
      if (before.turn !== turn) Object.assign(before, { turn, runs: 0 })
      before.version = conversation.version
      return
    }
    before?.cancelTimer?.()
    before?.running?.abort()
    const isSameTurn = before?.turn === turn
    const isBurst = before?.cancelTimer !== undefined
    const slot: Slot = {
      turn,
      version: conversation.version,
      runs: isSameTurn ? before.runs : 0,
      since: isBurst ? before.since : now,
      cancelTimer: undefined,
      running: undefined,
      isQueued: false,
    }
    slots.set(conversation.id, slot)
    const quiet = settings.debounceMs[conversation.channel]
    const wanted = slot.runs < settings.runsPerTurn ? quiet : settings.longestWaitMs
    const left = slot.since + settings.longestWaitMs - now
    start(conversation.id, slot, Math.max(0, Math.min(wanted, left)))
  }

  function start(id: string, slot: Slot, delayMs: number): void {
    if (delayMs === 0) begin(id, slot)
    else
      slot.cancelTimer = clock.after(delayMs, () => {
        slot.cancelTimer = undefined
        begin(id, slot)
      })
  }

  function begin(id: string, slot: Slot): void {
    const running = new AbortController()
    slot.running = running
    slot.isQueued = true
    const done = run(id, slot, running.signal)
      .catch((error: unknown) => failed(id, running.signal, error))
      .finally(() => {
        work.delete(done)
        slot.running = undefined
        slot.isQueued = false
        clock.after(COUNTED_FOR_MS, () => forget(id, slot))
        tellIfIdle()
      })
    work.add(done)
  }

  function forget(id: string, slot: Slot): void {
    if (slots.get(id) === slot && !slot.cancelTimer && !slot.running) slots.delete(id)
  }

  async function run(id: string, slot: Slot, signal: AbortSignal): Promise<void> {
    let made: Made | undefined
    const waited = startStage('wait')
    await gate.run(signal, async () => {
      waited()
      slot.isQueued = false
      slot.runs += 1
      made = await make(id, signal)
    })
    // Outside the gate: a refusal that waits for its instant keeps no answer waiting.
    if (made && !signal.aborted) await tell(id, made, signal)
  }

  async function make(id: string, signal: AbortSignal): Promise<Made | undefined> {
    const since = clock.now()
    const state = await timed('read', () => readState(deps.db, id, settings.turnsPerRun))
    if (!state || signal.aborted) return undefined
    const { transcript } = state
    const standing = await timed('make', () => suggestStanding(deps, transcript, { signal }))
    return { ...state, ...standing, since }
  }

  async function tell(id: string, { since, ...made }: Made, signal: AbortSignal): Promise<void> {
    const grid = { clock, gridMs: settings.refusalGridMs, since, signal }
    const suggestion = await leaveOnGrid(made.suggestion, grid)
    if (signal.aborted) return
    const isRepeated = isToldBefore(suggestion, { told: made.told, turns: made.transcript.turns })
    const told = { ...made, conversation: id, suggestion, isRepeated, now: clock.now() }
    const settled = await timed('settle', () => settleSuggestion(deps.db, told))
    if (settled !== 'too-late') countSuggestion(suggestion)
    deps.log.info(
      { conversation: id, outcome: suggestion.outcome, ms: suggestion.ms, settled },
      'suggestion-made',
    )
  }

  async function failed(id: string, signal: AbortSignal, error: unknown): Promise<void> {
    if (signal.aborted) return
    const name = error instanceof Error ? error.name : 'unknown'
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    deps.log.error({ conversation: id, name, code }, 'suggestion-failed')
    // The turn stays marked as waiting: `takeUpForgotten` tries it again, a few times.
  }

  function stop(id: string): void {
    const slot = slots.get(id)
    slot?.cancelTimer?.()
    slot?.running?.abort()
    slots.delete(id)
    tellIfIdle()
  }

  async function takeUpForgotten(): Promise<void> {
    const claimed = await claimForgotten(deps.db, clock.now(), settings)
    for (const conversation of claimed) {
      if (conversation.tries > settings.maxTries) {
        await giveUp(deps.db, conversation.id, clock.now())
      } else if (!isBusy(conversation.id)) {
        schedule(conversation, conversation.turn)
      }
    }
  }

  function isBusy(id: string): boolean {
    const slot = slots.get(id)
    return slot?.cancelTimer !== undefined || slot?.running !== undefined
  }

  function wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      clock.after(delayMs, resolve)
    })
  }

  function tellIfIdle(): void {
    if (!isIdle()) return
    for (const tell of idleWaiters) tell()
    idleWaiters = []
  }
  function isIdle(): boolean {
    return work.size === 0 && [...slots.values()].every((slot) => !slot.cancelTimer)
  }

  return {
    turnsAppended,
    stop,
    takeUpForgotten,
    whenFree: () => Promise.race([gate.free(), wait(LONGEST_PATIENCE_MS)]),
    idle: () =>
      isIdle() ? Promise.resolve() : new Promise<void>((tell) => idleWaiters.push(tell)),
    async close() {
      isClosed = true
      for (const id of [...slots.keys()]) stop(id)
      await Promise.allSettled(work)
    },
  }
}
