import { z } from 'zod'
import { LANGS } from '../text/types.ts'

export const SPEAKERS = ['customer', 'agent', 'system'] as const
export const CHANNELS = ['hotline', 'chat', 'email'] as const

/** Characters in one turn; a longer one is refused, never cut. */
export const MAX_TURN_LENGTH = 8_000
/** Turns accepted in one request (back-fill). */
export const MAX_TURNS_PER_REQUEST = 300

export const Turn = z.strictObject({
  /** From 1, rising within the conversation. */
  seq: z.int().min(1).max(1_000_000),
  speaker: z.enum(SPEAKERS),
  text: z.string().max(MAX_TURN_LENGTH),
  /** When it was said, not when we received it. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** `false`: a partial speech result, replaced by later ones of the same `seq` with a higher `rev`. */
  final: z.boolean().default(true),
  rev: z.int().min(0).default(0),
})
export type Turn = z.infer<typeof Turn>

export const Transcript = z.strictObject({
  id: z.string().min(1).max(200).optional(),
  channel: z.enum(CHANNELS).default('chat'),
  /** Detected from the customer's turns when left out. */
  lang: z.enum(LANGS).optional(),
  turns: z.array(Turn).min(1).max(10_000),
})
export type Transcript = z.infer<typeof Transcript>
