import { z } from '@hono/zod-openapi'
import { EVENT_KINDS, STAGE_NAMES } from '../../conversations/events-types.ts'
import {
  CHANNELS,
  MAX_TURN_LENGTH,
  MAX_TURNS_PER_REQUEST,
  SPEAKERS,
} from '../../conversations/types.ts'
import { LANGS } from '../../text/types.ts'
import { StoredSuggestion } from './suggestions.ts'
import { Turn } from './transcripts.ts'

export const Instant = z.string().openapi({ format: 'date-time', example: '2026-11-21T02:00:00Z' })
const Id = z.string().openapi({ description: 'Opaque.', example: 'c-q3J8mV0yT2aXw1Lk' })
const Seq = z.int().openapi({ description: 'Number of a turn in its conversation, from 1.' })

export const ConversationPath = z.object({
  id: z.string().min(1).max(200).openapi({ description: 'Id of the conversation.' }),
})

export const NewConversation = z
  .strictObject({
    channel: z.enum(CHANNELS).default('chat'),
    lang: z
      .enum(LANGS)
      .optional()
      .openapi({ description: "Left out: detected from the customer's turns." }),
  })
  .openapi('NewConversation')

export const StoredTurn = z
  .object({
    seq: Seq,
    speaker: z.enum(SPEAKERS),
    text: z.string(),
    final: z.boolean().openapi({ description: 'false: a partial speech result, still changing.' }),
    rev: z.int(),
    at: Instant.openapi({ description: 'When it was said.' }),
    receivedAt: Instant,
  })
  .openapi('StoredTurn')

/** A step of the service flow, and the required steps before it that were not taken. */
export const StageView = z
  .object({ stage: z.enum(STAGE_NAMES), skipped: z.array(z.enum(STAGE_NAMES)) })
  .openapi('Stage')

export const RaisedWarning = z
  .object({
    group: z.string(),
    name: z.string(),
    seq: Seq,
    cue: z.string().openapi({ description: 'The words that raised it.' }),
    calm: z.string().openapi({ description: 'What to say first.' }),
    questions: z.array(z.string()).openapi({ description: 'What the agent has to find out.' }),
  })
  .openapi('RaisedWarning')

export const Conversation = z
  .object({
    id: Id,
    channel: z.enum(CHANNELS),
    lang: z.enum(LANGS).nullable(),
    status: z.enum(['open', 'closed']),
    stage: z.enum(STAGE_NAMES),
    skipped: z.array(z.enum(STAGE_NAMES)),
    openedAt: Instant,
    closedAt: Instant.nullable(),
    turns: z.array(StoredTurn),
    suggestions: z.array(StoredSuggestion).openapi({ description: 'The latest 50, oldest first.' }),
    warnings: z.array(RaisedWarning),
    lastEventId: z
      .int()
      .openapi({ description: 'Events after this one are not in this answer: resume from it.' }),
  })
  .openapi('Conversation')

const TurnList = z.strictObject({ turns: z.array(Turn).min(1).max(MAX_TURNS_PER_REQUEST) })

/** One turn, a list of them, or `{ turns: [...] }`: all three become the last form. */
export const NewTurns = z.preprocess(asTurnList, TurnList).openapi('NewTurns', {
  type: 'object',
  properties: {
    turns: {
      type: 'array',
      minItems: 1,
      maxItems: MAX_TURNS_PER_REQUEST,
      items: { $ref: '#/components/schemas/Turn' },
    },
  },
  required: ['turns'],
  description: `Up to ${MAX_TURNS_PER_REQUEST} turns, rising by seq; a single turn or a bare array is taken as well. A text holds at most ${MAX_TURN_LENGTH} characters.`,
})

function asTurnList(body: unknown): unknown {
  if (Array.isArray(body)) return { turns: body }
  const isTurn = typeof body === 'object' && body !== null && 'seq' in body && !('turns' in body)
  return isTurn ? { turns: [body] } : body
}

export const AppendedTurns = z
  .object({
    conversation: Id,
    turns: z.array(
      z.object({
        seq: Seq,
        status: z.enum(['added', 'revised', 'unchanged', 'outdated']).openapi({
          description:
            'unchanged: sent before. outdated: a later revision or a final result is already stored.',
        }),
      }),
    ),
    stage: z.enum(STAGE_NAMES),
    lastEventId: z.int(),
  })
  .openapi('AppendedTurns')

export const ClosedConversation = z
  .object({ id: Id, status: z.literal('closed'), closedAt: Instant, lastEventId: z.int() })
  .openapi('ClosedConversation')

/** What stands in the `data:` line of a server-sent event; `id:` and `event:` repeat `id` and `kind`. */
export const ConversationEvent = z
  .object({
    id: z.int().openapi({ description: 'Rises by one within the conversation.' }),
    conversation: Id,
    kind: z.enum(EVENT_KINDS),
    at: Instant,
    data: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'By kind: a turn, a suggestion, a stage, a warning.' }),
  })
  .openapi('ConversationEvent')
