import type { Channel } from '../conversations/index.ts'
import type { Database } from '../db/index.ts'
import type { DeskTimers } from '../desk/types.ts'
import { REFUSAL_GRID_MS } from './refusal-grid.ts'

export type LiveSettings = {
  /** Quiet after a customer's turn before we speak: people write, and recognisers cut, in bursts. */
  debounceMs: Record<Channel, number>
  /** However long a burst lasts, we do not wait longer than this from its first turn. */
  longestWaitMs: number
  /** Early runs for one turn whose results may be thrown away; after them we wait for quiet. */
  runsPerTurn: number
  /** Runs of this process at the same time. What is overtaken while it waits never starts. */
  runsAtOnce: number
  /** Turns given to a run, the latest. */
  turnsPerRun: number
  /** A turn that waits this long has lost its process: another one takes it up. */
  takeOverMs: number
  /** Refusals are told at multiples of this after a run began; 0: at once. */
  refusalGridMs: number
  /** Failed runs after which a turn is given up. */
  maxTries: number
}

/** 0.5–3 s and at most three runs are the figures of voice agents (LiveKit, turn handling). */
export const LIVE_SETTINGS: LiveSettings = {
  debounceMs: { hotline: 700, chat: 1_000, email: 500 },
  longestWaitMs: 3_000,
  runsPerTurn: 3,
  runsAtOnce: 4,
  turnsPerRun: 200,
  takeOverMs: 10_000,
  refusalGridMs: REFUSAL_GRID_MS,
  maxTries: 3,
}

const RUNS_WITH_MODEL = 64

/** The settings for an engine: with one wait for every channel where it is given, or else the desk's own. */
export function liveSettings(
  debounceMs: number | undefined,
  { embedded }: Pick<Database['capabilities'], 'embedded'>,
  hasModel = false,
  timers?: DeskTimers,
): LiveSettings {
  const { runsAtOnce } = LIVE_SETTINGS
  const own = timers ? burstsOf(timers) : LIVE_SETTINGS.debounceMs
  return {
    ...LIVE_SETTINGS,
    debounceMs:
      debounceMs === undefined ? own : { hotline: debounceMs, chat: debounceMs, email: debounceMs },
    // One backend: more runs at once would only stand between a turn and its acknowledgement.
    // With a model a run mostly waits for an answer from elsewhere.
    runsAtOnce: hasModel ? RUNS_WITH_MODEL : embedded ? 2 : runsAtOnce,
  }
}

function burstsOf({ channels: { hotline, chat, email } }: DeskTimers): LiveSettings['debounceMs'] {
  return { hotline: hotline.burstMs, chat: chat.burstMs, email: email.burstMs }
}
