import { useCallback, useEffect, useRef, useState } from 'react'
import type { NewConversation, NewTurn, Sample } from '../../http/api-types.ts'

export const SPEEDS = [1, 2, 4] as const
export type Speed = (typeof SPEEDS)[number]

export type Player = {
  sample: Sample | null
  /** Pieces already sent; a turn of a hotline sample comes in several. */
  done: number
  isPlaying: boolean
  speed: Speed
  /** The last piece could not be sent; playing stopped there. */
  hasFailed: boolean
}

const STOPPED: Player = { sample: null, done: 0, isPlaying: false, speed: 1, hasFailed: false }

/**
 * Plays a recorded conversation through the real API: each piece is sent to the open conversation
 * after its pause. Turns the visitor types in between push the recorded ones to later numbers.
 */
export function usePlayer(conversation: {
  open: (conversation: NewConversation) => Promise<void>
  append: (turn: NewTurn) => Promise<number>
  appendNext: (turn: Omit<NewTurn, 'seq'>) => Promise<number>
}) {
  const { open, append, appendNext } = conversation
  const [player, setPlayer] = useState(STOPPED)
  const numbers = useRef(new Map<number, number>())
  const isSending = useRef(false)

  const start = useCallback(
    async (sample: Sample) => {
      numbers.current = new Map()
      await open({ channel: sample.channel, lang: sample.lang })
      setPlayer((before) => ({ ...STOPPED, speed: before.speed, sample, isPlaying: true }))
    },
    [open],
  )

  const send = useCallback(
    async (sample: Sample, index: number) => {
      const piece = sample.turns[index]
      if (!piece || isSending.current) return
      isSending.current = true
      const { delayMs: _, seq: recorded, ...said } = piece
      const turn = { ...said, at: new Date().toISOString() }
      const begun = numbers.current.get(recorded)
      try {
        const seq = await (begun === undefined ? appendNext(turn) : append({ ...turn, seq: begun }))
        numbers.current.set(recorded, seq)
        setPlayer((before) => afterPiece(before, sample, index + 1))
      } catch {
        setPlayer((before) => ({ ...before, isPlaying: false, hasFailed: true }))
      } finally {
        isSending.current = false
      }
    },
    [append, appendNext],
  )

  const { sample, done, isPlaying, speed } = player
  useEffect(() => {
    const piece = sample?.turns[done]
    if (!sample || !piece || !isPlaying) return
    const timer = setTimeout(() => void send(sample, done), piece.delayMs / speed)
    return () => clearTimeout(timer)
  }, [sample, done, isPlaying, speed, send])

  return {
    player,
    start,
    stop: useCallback(() => setPlayer((before) => ({ ...STOPPED, speed: before.speed })), []),
    toggle: useCallback(
      () => setPlayer((before) => ({ ...before, isPlaying: !before.isPlaying, hasFailed: false })),
      [],
    ),
    /** The next turn at once, without its partial results. */
    step: useCallback(() => {
      if (!sample) return
      const whole = sample.turns.findIndex((piece, index) => index >= done && piece.final)
      if (whole >= 0) void send(sample, whole)
    }, [send, sample, done]),
    changeSpeed: useCallback(
      () => setPlayer((before) => ({ ...before, speed: nextSpeed(before.speed) })),
      [],
    ),
  }
}

function afterPiece(player: Player, sample: Sample, done: number): Player {
  if (player.sample !== sample) return player
  return {
    ...player,
    done,
    hasFailed: false,
    isPlaying: player.isPlaying && done < sample.turns.length,
  }
}

const nextSpeed = (speed: Speed): Speed => SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1
