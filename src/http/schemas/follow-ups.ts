import { z } from '@hono/zod-openapi'
import { DISPATCH_EVENTS, DISPATCH_STATES } from '../../tickets/dispatch/dispatch-rows.ts'
import {
  FOLLOW_UP_KINDS,
  FOLLOW_UP_OUTCOMES,
  FOLLOW_UP_STATES,
} from '../../tickets/follow-up/follow-up-rows.ts'
import { Instant } from './conversations.ts'

const Cursor = z.string().max(400).optional().openapi({ description: '`next` of the page before.' })
const Limit = z.coerce.number().int().min(1).max(200).default(50)

export const FollowUpPath = z.object({
  id: z.string().min(1).max(200).openapi({ description: 'Id of the follow-up.' }),
})

export const FollowUp = z
  .object({
    id: z.string(),
    conversation: z.string(),
    kind: z.enum(FOLLOW_UP_KINDS),
    note: z.string().openapi({ description: 'What was promised; personal data masked.' }),
    evidence: z.array(z.int()),
    dueAt: Instant,
    isDueSaid: z.boolean().openapi({ description: "false: by the desk's rule." }),
    isOverdue: z.boolean(),
    state: z.enum(FOLLOW_UP_STATES),
    createdAt: Instant,
    takenBy: z.string().nullable(),
    takenAt: Instant.nullable(),
    doneBy: z.string().nullable(),
    doneAt: Instant.nullable(),
    outcome: z.string().nullable(),
    outcomeNote: z.string().nullable(),
  })
  .openapi('FollowUp')

export const FollowUpListQuery = z.strictObject({
  state: z.enum(FOLLOW_UP_STATES).optional(),
  kind: z.enum(FOLLOW_UP_KINDS).optional(),
  conversation: z.string().max(200).optional(),
  due_before: z.iso.datetime({ offset: true }).optional(),
  limit: Limit,
  cursor: Cursor,
})

export const FollowUpList = z
  .object({ followUps: z.array(FollowUp), next: z.string().nullable() })
  .openapi('FollowUpList')

export const NewFollowUp = z
  .strictObject({
    conversation: z.string().min(1).max(200),
    note: z.string().trim().min(1).max(1_000),
    dueAt: z.iso.datetime({ offset: true }),
  })
  .openapi('NewFollowUp')

export const FollowUpCompletion = z
  .strictObject({
    outcome: z.enum(FOLLOW_UP_OUTCOMES),
    note: z.string().trim().max(2_000).optional(),
  })
  .openapi('FollowUpCompletion')

export const DispatchPath = z.object({
  id: z.string().min(1).max(200).openapi({ description: 'Id of the message, its `webhook-id`.' }),
})

export const Dispatch = z
  .object({
    id: z.string(),
    ticket: z.string(),
    conversation: z.string().nullable(),
    round: z.int(),
    event: z.enum(DISPATCH_EVENTS),
    endpoint: z.string(),
    state: z.enum(DISPATCH_STATES).openapi({
      description:
        'waiting: tried again at `nextAt`. dead: only when a lead has it sent again. dropped: taken back before it left.',
    }),
    tries: z.int(),
    nextAt: Instant,
    createdAt: Instant,
    triedAt: Instant.nullable(),
    deliveredAt: Instant.nullable(),
    fault: z.string().nullable().openapi({
      description:
        'Why the last try failed: `http-500`, `timeout`, `redirect`, `private-address` …',
    }),
    redrivenBy: z.string().nullable(),
    redrivenAt: Instant.nullable(),
  })
  .openapi('Dispatch')

export const DispatchListQuery = z.strictObject({
  state: z.enum(DISPATCH_STATES).optional(),
  ticket: z.string().max(200).optional(),
  limit: Limit,
  cursor: Cursor,
})

export const DispatchList = z
  .object({ dispatches: z.array(Dispatch), next: z.string().nullable() })
  .openapi('DispatchList')
