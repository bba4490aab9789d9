import { z } from '@hono/zod-openapi'
import { STAGE_NAMES } from '../../conversations/events-types.ts'
import { CHANNELS } from '../../conversations/types.ts'
import { LANGS } from '../../text/types.ts'
import { Instant, Note } from './conversations.ts'

export const OpenQuery = z.strictObject({
  channel: z.enum(CHANNELS).optional(),
  ids: z
    .string()
    .max(8_000)
    .optional()
    .openapi({ description: 'Only these, separated by commas: to read a few of them anew.' }),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z
    .string()
    .max(400)
    .optional()
    .openapi({ description: '`next` of the page before, unchanged.' }),
})

export const OpenConversation = z
  .object({
    id: z.string(),
    channel: z.enum(CHANNELS),
    lang: z.enum(LANGS).nullable(),
    status: z.enum(['open', 'dropped']),
    agent: z.string().nullable(),
    department: z.string().nullable(),
    stage: z.enum(STAGE_NAMES),
    turnCount: z.int(),
    openedAt: Instant,
    waitingSince: Instant.nullable().openapi({
      description: "The customer's first word without a reply; null: nobody waits for the agent.",
    }),
    openWarnings: z.int().openapi({ description: 'Early warnings that nobody has taken up.' }),
    incident: z.string().nullable().openapi({ description: 'A mass incident that it reports.' }),
    type: z.string().nullable(),
    urgency: z.string().nullable(),
    lastTurn: z
      .object({ speaker: z.enum(['customer', 'agent']), text: z.string(), at: Instant })
      .nullable()
      .openapi({ description: 'The beginning of the last words, personal data masked.' }),
    lastEventId: z.int().openapi({ description: 'Events up to this one are in this row.' }),
  })
  .openapi('OpenConversation')

const Limit = z
  .object({ replySeconds: z.int(), warnSeconds: z.int() })
  .nullable()
  .openapi({ description: 'How long a customer waits at most; null: no limit on this channel.' })

export const OpenList = z
  .object({
    conversations: z.array(OpenConversation),
    next: z.string().nullable(),
    open: z.int().openapi({ description: 'How many there are on all pages.' }),
    waiting: z.int().openapi({ description: 'In how many of them the customer waits.' }),
    limits: z.object({ hotline: Limit, chat: Limit, email: Limit }),
    now: Instant.openapi({ description: "The server's clock." }),
    eventsAfter: z.string().openapi({
      description:
        '`Last-Event-ID` for GET /v1/team/events: what changes after this answer comes there. Events whose id is not above a row’s `lastEventId` are in it already.',
    }),
  })
  .openapi('OpenList')

export const NewNote = z
  .strictObject({
    text: z.string().trim().min(1).max(1_000),
    takeOver: z
      .strictObject({
        agent: z
          .string()
          .trim()
          .min(1)
          .max(200)
          .openapi({ description: "Who takes over, by the desk's own name for them." }),
      })
      .optional(),
  })
  .openapi('NewNote')

export const AddedNote = Note.extend({
  conversation: z.string(),
  lastEventId: z.int(),
}).openapi('AddedNote')

export const Elapse = z.strictObject({ seconds: z.int().min(1).max(3_600) }).openapi('Elapse')
