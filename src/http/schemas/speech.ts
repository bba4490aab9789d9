import { z } from '@hono/zod-openapi'
import { MAX_TURNS_PER_REQUEST } from '../../conversations/types.ts'
import { AppendedTurns, ConversationEvent } from './conversations.ts'
import { Turn } from './transcripts.ts'

const Ref = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .openapi({ description: "The client's own mark; it comes back with the answer." })

/** What a client sends over the WebSocket, as JSON text. */
export const ClientFrame = z
  .discriminatedUnion(
    'type',
    [
      z.strictObject({ type: z.literal('turn'), turn: Turn, ref: Ref }),
      z.strictObject({
        type: z.literal('turns'),
        turns: z.array(Turn).min(1).max(MAX_TURNS_PER_REQUEST),
        ref: Ref,
      }),
      z.strictObject({ type: z.literal('ping') }),
    ],
    { error: 'Expected an object whose `type` is turn, turns or ping.' },
  )
  .openapi('ClientFrame')

/** What the server sends over the WebSocket, as JSON text. */
export const ServerFrame = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('ready'),
      conversation: z.string(),
      after: z.int().openapi({ description: 'Events after this one follow.' }),
      lastEventId: z.int(),
    }),
    z
      .object({
        type: z.literal('ack'),
        ref: Ref,
        turns: AppendedTurns.shape.turns,
        lastEventId: z.int(),
      })
      .openapi({ description: 'These turns are durable, and what was done with each.' }),
    z.object({ type: z.literal('event'), event: ConversationEvent }),
    z
      .object({
        type: z.literal('error'),
        ref: Ref,
        code: z.string().openapi({ example: 'BAD_REQUEST' }),
        detail: z.string(),
        hint: z.string().optional(),
        errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
      })
      .openapi({ description: 'Nothing of that frame was stored. The connection goes on.' }),
    z.object({ type: z.literal('pong') }),
  ])
  .openapi('ServerFrame')
