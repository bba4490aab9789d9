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
    at: Instant.openapi({ description: 'When it was said, as well as that is known.' }),
    statedAt: Instant.optional().openapi({
      description:
        'What the sender said, where that cannot be right (in the future, or before 2000): `at` is then the time of receipt. Order is by `seq` alone.',
    }),
    receivedAt: Instant,
  })
  .openapi('StoredTurn')

export const TurnPageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
  cursor: z
    .string()
    .max(300)
    .optional()
    .openapi({ description: '`next` of the page before, unchanged.' }),
})

export const TurnPage = z
  .object({
    turns: z.array(StoredTurn),
    next: z.string().nullable().openapi({ description: 'Cursor of the next page; null: the end.' }),
  })
  .openapi('TurnPage')

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
    takenAt: Instant.optional().openapi({ description: 'A lead has taken it up.' }),
  })
  .openapi('RaisedWarning')

/** What a lead has written to whoever holds a conversation. */
export const Note = z
  .object({
    id: z.int().openapi({ description: 'Number of its event in the conversation.' }),
    text: z.string(),
    by: z.string(),
    at: Instant,
    takenOverBy: z.string().nullable().openapi({
      description: 'Who took the conversation over with it; null: the agent goes on.',
    }),
  })
  .openapi('Note')

export const Conversation = z
  .object({
    id: Id,
    channel: z.enum(CHANNELS),
    lang: z.enum(LANGS).nullable(),
    status: z.enum(['open', 'dropped', 'closed']).openapi({
      description: 'dropped: the line is lost; turns are still taken.',
    }),
    agent: z.string().nullable().openapi({ description: 'Whom it was passed on to last.' }),
    department: z.string().nullable(),
    stage: z.enum(STAGE_NAMES),
    skipped: z.array(z.enum(STAGE_NAMES)),
    openedAt: Instant,
    closedAt: Instant.nullable(),
    droppedAt: Instant.nullable(),
    turns: z.array(StoredTurn).openapi({
      description: 'All of them, or the latest as many as `?turns=` says. GET …/turns gives pages.',
    }),
    turnCount: z.int(),
    suggestions: z.array(StoredSuggestion).openapi({ description: 'The latest 50, oldest first.' }),
    warnings: z.array(RaisedWarning),
    notes: z.array(Note).openapi({ description: 'What leads wrote; none for a service.' }),
    lastEventId: z
      .int()
      .openapi({ description: 'Events after this one are not in this answer: resume from it.' }),
  })
  .openapi('Conversation')

export const ConversationQuery = z.strictObject({
  turns: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000)
    .default(10_000)
    .openapi({ description: 'How many of the latest turns to give.' }),
})

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
        rev: z.int(),
        status: z.enum(['added', 'revised', 'unchanged', 'outdated']).openapi({
          description:
            'unchanged: sent before. outdated: a later revision or a final result is already stored.',
        }),
        clock: z.enum(['ahead', 'behind']).optional().openapi({
          description: "The sender's clock cannot be right: the time of receipt counts as `at`.",
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

const Reason = z.string().trim().min(1).max(500).optional()

/** Why a conversation is closed, lost or opened again; nothing has to be said. */
export const ChangeReason = z.strictObject({ reason: Reason }).openapi('ChangeReason')

export const NewTransfer = z
  .strictObject({
    agent: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .openapi({ description: "Who takes over, by the desk's own name for them." }),
    department: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .openapi({ description: 'Id of a department in taxonomy.yml.' }),
    reason: Reason,
  })
  .refine(({ agent, department }) => agent !== undefined || department !== undefined, {
    error: 'Name an agent, a department, or both.',
    path: ['agent'],
  })
  .openapi('NewTransfer')

/** Where a conversation stands after a change. */
export const ConversationState = z
  .object({
    id: Id,
    status: z.enum(['open', 'dropped', 'closed']),
    droppedAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    agent: z.string().nullable(),
    department: z.string().nullable(),
    lastEventId: z.int(),
  })
  .openapi('ConversationState')

/** What stands in the `data:` line of a server-sent event; `id:` and `event:` repeat `id` and `kind`. */
export const ConversationEvent = z
  .object({
    id: z.int().openapi({ description: 'Rises by one within the conversation.' }),
    conversation: Id,
    kind: z.enum(EVENT_KINDS),
    at: Instant,
    data: z.record(z.string(), z.unknown()).openapi({
      description:
        'By kind: a turn, a suggestion, a stage, a warning, a change of the conversation.',
    }),
  })
  .openapi('ConversationEvent')
