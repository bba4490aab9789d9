import type { Turn } from '../../conversations/types.ts'

/** A turn as it stands when the draft is made. */
export type SaidTurn = {
  seq: number
  speaker: Turn['speaker']
  /** Without control and invisible characters. */
  text: string
  /** When it was said. */
  at: Date
}

/** Turns read from the beginning of a long conversation and from its end. */
const FIRST = 200
const LAST = 200

/**
 * The turns that stand, in order: of one sent several times the last final text, otherwise the newest partial one.
 * Of very many those at the two ends, where the need and the outcome are told.
 */
export function readSaidTurns(turns: readonly Turn[], now: Date): SaidTurn[] {
  const standing = new Map<number, Turn>()
  for (const turn of turns) {
    const kept = standing.get(turn.seq)
    if (kept === undefined || isLater(turn, kept)) standing.set(turn.seq, turn)
  }
  const said = [...standing.values()]
    .filter(({ text }) => text.trim() !== '')
    .sort((a, b) => a.seq - b.seq)
  const read = said.length <= FIRST + LAST ? said : [...said.slice(0, FIRST), ...said.slice(-LAST)]
  return read
    .map(({ seq, speaker, text, at }) => ({
      seq,
      speaker,
      text: withoutControls(text),
      at: at === undefined ? now : new Date(at),
    }))
    .filter(({ text }) => text !== '')
}

function isLater(turn: Turn, kept: Turn): boolean {
  return turn.final === kept.final ? turn.rev >= kept.rev : turn.final
}

function withoutControls(text: string): string {
  return text
    .replaceAll(/[\p{Cc}--[\t\n]]/gv, ' ')
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .replaceAll(/[ \t]{2,}/g, ' ')
    .trim()
}
