import type { Appended } from '../../conversations/index.ts'
import type { Turn } from '../../conversations/types.ts'
import { AppError } from '../../errors.ts'
import { MOST_AT_ONCE } from './limits.ts'

/** The turns of one frame, waiting to be written. */
export type Waiting = { turns: Turn[]; ref?: string }

/** What became of a frame. */
export type Written =
  | { ok: true; frame: Waiting; received: Appended['received']; lastEventId: number }
  | { ok: false; frame: Waiting; error: unknown }

/** Writes turns, rising by seq, in one transaction; they are durable when it resolves. */
export type TakeTurns = (turns: Turn[]) => Promise<Appended>

/** Frames from the front of the queue that fit into one transaction; at least one. */
export function nextFrames(waiting: readonly Waiting[]): Waiting[] {
  let turns = 0
  const end = waiting.findIndex((frame) => {
    turns += frame.turns.length
    return turns > MOST_AT_ONCE
  })
  return waiting.slice(0, end === -1 ? waiting.length : Math.max(1, end))
}

/**
 * Writes frames together, since each transaction costs the same however many turns it takes. Where one of them cannot
 * be taken, each is written alone, so that it keeps no other from being stored.
 */
export async function writeFrames(frames: Waiting[], take: TakeTurns): Promise<Written[]> {
  try {
    return await writeTogether(frames, take)
  } catch (error) {
    const [frame] = frames
    if (frame && (frames.length === 1 || !isAboutTurns(error)))
      return frames.map((each) => ({ ok: false, frame: each, error }))
  }
  const written: Written[] = []
  for (const frame of frames)
    written.push(
      await writeTogether([frame], take).then(
        ([one]) => one as Written,
        (error: unknown) => ({ ok: false, frame, error }),
      ),
    )
  return written
}

/** What the turns themselves are to blame for; a database that is away is so for all of them. */
function isAboutTurns(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'CONFLICT' || error.code === 'TOO_MANY_TURNS')
}

async function writeTogether(frames: Waiting[], take: TakeTurns): Promise<Written[]> {
  const flat = frames.flatMap((frame) => frame.turns.map((turn) => ({ frame, turn })))
  // Stable: what was sent later of the same seq stays later.
  const inOrder = flat.toSorted((a, b) => a.turn.seq - b.turn.seq)
  const { received, conversation } = await take(inOrder.map(({ turn }) => turn))
  const of = new Map(inOrder.map(({ turn }, index) => [turn, received[index]!]))
  const lastEventId = conversation.lastEvent
  return frames.map((frame) => ({
    ok: true,
    frame,
    received: frame.turns.map((turn) => of.get(turn)!),
    lastEventId,
  }))
}
