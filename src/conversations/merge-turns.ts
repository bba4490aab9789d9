import { keepTime } from './turn-times.ts'
import type { Turn } from './types.ts'

/** A turn as the store holds it. `at` is what the sender said, null where that is nothing. */
export type KeptTurn = {
  seq: number
  speaker: Turn['speaker']
  text: string
  final: boolean
  rev: number
  at: string | null
}

/** What became of one received turn. */
export type Received = {
  seq: number
  rev: number
  status: 'added' | 'revised' | 'unchanged' | 'outdated'
}

export type MergedTurns =
  | { ok: true; received: Received[]; changed: KeptTurn[] }
  | { ok: false; seq: number; reason: 'other-words' | 'other-speaker' }

/**
 * Merges received turns into what is stored, each in its place in `received`. A final result stands above every partial one, then the
 * higher revision counts: so any order and any repetition of the same turns ends in the same state.
 * Two different turns that claim the same place (seq, final, rev) are a conflict; nothing is merged then.
 */
export function mergeTurns(stored: ReadonlyMap<number, KeptTurn>, incoming: Turn[]): MergedTurns {
  const changed = new Map<number, KeptTurn>()
  const received: Received[] = []
  for (const turn of incoming) {
    const kept = changed.get(turn.seq) ?? stored.get(turn.seq)
    const order = kept ? compareStanding(turn, kept) : 1
    if (kept && order === 0) {
      if (kept.speaker !== turn.speaker)
        return { ok: false, seq: turn.seq, reason: 'other-speaker' }
      if (kept.text !== turn.text) return { ok: false, seq: turn.seq, reason: 'other-words' }
      received.push({ seq: turn.seq, rev: turn.rev, status: 'unchanged' })
      continue
    }
    if (order < 0) {
      received.push({ seq: turn.seq, rev: turn.rev, status: 'outdated' })
      continue
    }
    changed.set(turn.seq, toKept(turn))
    received.push({ seq: turn.seq, rev: turn.rev, status: kept ? 'revised' : 'added' })
  }
  return { ok: true, received, changed: [...changed.values()].sort((a, b) => a.seq - b.seq) }
}

function compareStanding(a: Standing, b: Standing): number {
  return Number(a.final) - Number(b.final) || a.rev - b.rev
}

type Standing = { final: boolean; rev: number }

function toKept(turn: Turn): KeptTurn {
  const { seq, speaker, text, final, rev } = turn
  return { seq, speaker, text, final, rev, at: keepTime(turn.at) }
}
