import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Sample } from '../../http/api-types.ts'
import { ApiError, type Client } from '../api/client.ts'
import { turnInWork } from '../state/panel-state.ts'
import { serverNow } from '../state/server-time.ts'
import type { useConversation } from '../state/use-conversation.ts'
import { nextWhole, type Step, stepsOf } from './sample-steps.ts'
import { joinSeen, type Shown, seenIn } from './seen.ts'

export const SPEEDS = [1, 2, 4] as const
export type Speed = (typeof SPEEDS)[number]

export type Player = {
  sample: Sample | null
  steps: Step[]
  /** Steps already taken. */
  done: number
  isPlaying: boolean
  speed: Speed
  /** The last step could not be taken; playing stopped there. */
  hasFailed: boolean
  /** Recordings that follow this one by themselves. */
  queue: string[]
}

const STOPPED: Player = {
  ...{ sample: null, steps: [], done: 0, isPlaying: false, speed: 1, hasFailed: false, queue: [] },
}

/** A reply begins at most so late because a suggestion is still in the making, and never sooner than this after it. */
const THINKING_MS = 6_000
const GLANCE_MS = 250

/** How long the end of a recording stays on the screen before the next one begins. */
const BETWEEN_MS = 2_200

/**
 * Plays recorded conversations through the real API: each piece is sent to the open conversation after its pause, a
 * partial speech result as a partial one, silence by letting time pass in that conversation. Turns the visitor types in
 * between push the recorded ones to later numbers.
 */
export function usePlayer(
  client: Client,
  conversation: Pick<
    ReturnType<typeof useConversation>,
    'state' | 'open' | 'append' | 'appendNext'
  >,
) {
  const { state, open, append, appendNext } = conversation
  const [player, setPlayer] = useState(STOPPED)
  const [seen, setSeen] = useState<readonly Shown[]>([])
  const numbers = useRef(new Map<number, number>())
  const isTaking = useRef(false)
  const id = useRef(state.id)
  id.current = state.id

  const begin = useCallback(
    async (sample: Sample, queue: string[]) => {
      numbers.current = new Map()
      await open({ channel: sample.channel, lang: sample.lang })
      const begun = { sample, steps: stepsOf(sample), queue, isPlaying: true }
      setPlayer(({ speed }) => ({ ...STOPPED, speed, ...begun }))
    },
    [open],
  )

  const say = useCallback(
    async ({ piece }: Extract<Step, { kind: 'say' }>) => {
      const { seq: recorded, speaker, text, final, rev } = piece
      const turn = { speaker, text, final, rev, at: new Date(serverNow()).toISOString() }
      const begun = numbers.current.get(recorded)
      const seq = await (begun === undefined ? appendNext(turn) : append({ ...turn, seq: begun }))
      numbers.current.set(recorded, seq)
    },
    [append, appendNext],
  )

  const take = useCallback(
    async (step: Step) => {
      const talk = id.current
      if (step.kind === 'say') return say(step)
      if (step.kind === 'skip' && talk !== null) await pass(client, talk, step.seconds)
      if (step.kind === 'close' && talk !== null) await client.close(talk)
    },
    [client, say],
  )

  const run = useCallback(
    async (sample: Sample, index: number) => {
      const step = stepsOf(sample)[index]
      if (!step || isTaking.current) return
      isTaking.current = true
      const isThis = (now: Player) => now.sample === sample
      try {
        await take(step)
        setPlayer((now) => (isThis(now) ? { ...now, done: index + 1, hasFailed: false } : now))
      } catch {
        setPlayer((now) => (isThis(now) ? { ...now, isPlaying: false, hasFailed: true } : now))
      } finally {
        isTaking.current = false
      }
    },
    [take],
  )

  const { sample, steps, done, isPlaying, speed, queue } = player
  const isOver = sample !== null && done >= steps.length
  const reachedAt = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pause of a step counts from where it was reached
  useEffect(() => {
    reachedAt.current = performance.now()
  }, [sample, done, isPlaying])
  const isThinking = turnInWork(state) !== null
  useEffect(() => {
    const step = steps[done]
    if (!sample || !step || !isPlaying) return
    const pauseMs = step.delayMs / speed - (performance.now() - reachedAt.current)
    const waitMs = isThinking && isReply(step) ? THINKING_MS : GLANCE_MS
    const delayMs = step.delayMs === 0 ? 0 : Math.max(pauseMs, isReply(step) ? waitMs : 0)
    const timer = setTimeout(() => void run(sample, done), delayMs)
    return () => clearTimeout(timer)
  }, [sample, steps, done, isPlaying, speed, run, isThinking])

  const playNext = useCallback(
    async (next: string, rest: string[]) => {
      try {
        await begin(await client.sample(next), rest)
      } catch {
        setPlayer((now) => ({ ...now, isPlaying: false, hasFailed: true }))
      }
    },
    [client, begin],
  )
  useEffect(() => {
    const [next, ...rest] = queue
    if (!isOver || !isPlaying || next === undefined) return
    const timer = setTimeout(() => void playNext(next, rest), BETWEEN_MS / speed)
    return () => clearTimeout(timer)
  }, [isOver, isPlaying, queue, speed, playNext])

  const isStarted = sample !== null
  useEffect(() => {
    if (isStarted) setSeen((before) => joinSeen(before, seenIn(state)))
  }, [isStarted, state])

  return useMemo(
    () => ({
      player,
      isOver,
      /** What the program has really done since the playing began. */
      seen,
      /** Plays a recording, and those of the queue behind it. */
      start: async (sample: Sample, queue: string[] = []) => {
        await begin(sample, queue)
        setSeen([])
      },
      stop: () => setPlayer(({ speed }) => ({ ...STOPPED, speed })),
      toggle: () => setPlayer((now) => ({ ...now, isPlaying: !now.isPlaying, hasFailed: false })),
      /** The next turn at once, without its partial results. */
      step: () => {
        if (sample) void run(sample, nextWhole(steps, done))
      },
      changeSpeed: () => setPlayer((now) => ({ ...now, speed: nextSpeed(now.speed) })),
    }),
    [player, isOver, seen, begin, run, sample, steps, done],
  )
}

/** The agent in the recording has seen what the copilot says before the reply begins. */
function isReply(step: Step): boolean {
  return step.kind === 'say' && step.piece.speaker === 'agent' && step.piece.rev === 0
}

/** A desk with keys lets no time pass: there the silence is simply left out. */
async function pass(client: Client, conversation: string, seconds: number): Promise<void> {
  await client.elapse(conversation, seconds).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 403)) throw error
  })
}

const nextSpeed = (speed: Speed): Speed => SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1
