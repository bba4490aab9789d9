import type { z } from 'zod'
import { checkOrder } from '../../conversations/index.ts'
import type { Turn } from '../../conversations/types.ts'
import { AppError } from '../../errors.ts'
import { ClientFrame } from '../schemas/speech.ts'
import { parseStrict } from '../strict-json.ts'
import { MAX_READ_BYTES } from './limits.ts'

export type ReadFrame = { type: 'ping' } | { type: 'turns'; turns: Turn[]; ref?: string }

/** Reads one frame. Throws an `AppError` or a `ZodError` that says what is wrong with it. */
export function readFrame(data: Buffer, isBinary: boolean): ReadFrame {
  if (isBinary)
    throw new AppError('BAD_REQUEST', 'Frames are JSON text; this one is binary.', {
      hint: 'Sound is turned into turns before it comes here: {"type":"turn","turn":{…}}.',
    })
  if (data.length > MAX_READ_BYTES)
    throw new AppError('TOO_LARGE', `A frame holds at most ${MAX_READ_BYTES} bytes.`, {
      hint: 'Send fewer turns in one frame. Nothing is cut off silently.',
    })
  const frame = ClientFrame.parse(parseStrict(data.toString('utf8'), 'frame'))
  if (frame.type === 'ping') return frame
  const turns = frame.type === 'turn' ? [frame.turn] : frame.turns
  checkOrder(turns)
  return { type: 'turns', turns, ...(frame.ref === undefined ? {} : { ref: frame.ref }) }
}

/** The mark of a frame that could not be read otherwise, so that its sender knows which one it was. */
export function refOf(data: Buffer): string | undefined {
  try {
    const { ref } = JSON.parse(data.toString('utf8')) as z.input<typeof ClientFrame> & {
      ref?: unknown
    }
    return typeof ref === 'string' && ref.length <= 200 ? ref : undefined
  } catch {
    return undefined
  }
}
