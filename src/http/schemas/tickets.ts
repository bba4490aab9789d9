import { z } from '@hono/zod-openapi'
import { LANGS } from '../../text/types.ts'
import { SENTENCE_KINDS } from '../../tickets/draft/types.ts'
import { ACCEPT_REASONS } from '../../tickets/review/approve-ticket.ts'
import { CLOSE_REASONS, REJECT_REASONS, REOPEN_REASONS } from '../../tickets/review/move-ticket.ts'
import { CLASS_NAMES } from '../../tickets/review/ticket-body.ts'
import { TICKET_STATES } from '../../tickets/review/ticket-states.ts'
import { VERSION_DEEDS } from '../../tickets/review/ticket-versions.ts'
import { Instant } from './conversations.ts'

const Seqs = z.array(z.int()).openapi({ description: 'Numbers of the turns it came from.' })
const Names = z.partialRecord(z.enum(LANGS), z.string())
const Path = z.string().openapi({
  description: 'Where it stands: `type`, `field.contact`, `summary.problem`.',
  example: 'field.contact',
})
const Note = z
  .string()
  .trim()
  .max(2_000)
  .optional()
  .openapi({ description: 'In your own words. Deleted with the conversation.' })
const Version = z
  .int()
  .min(1)
  .max(2_147_483_647)
  .optional()
  .openapi({ description: 'The version that was read; the header `If-Match` says the same.' })

export const TicketPath = z.object({
  id: z.string().min(1).max(200).openapi({ description: 'Id of the ticket.' }),
})

export const TicketHeaders = z.object({
  'if-match': z.string().max(40).optional().openapi({ description: 'The version in quotes.' }),
})

const Sentence = z.object({ text: z.string(), evidence: Seqs, due: Instant.nullable() })

export const TicketPlace = z
  .object({
    path: Path,
    value: z
      .string()
      .nullable()
      .openapi({ description: 'Masked where `isPersonal`: the whole one is at …/personal.' }),
    evidence: Seqs,
    confidence: z.number().nullable().openapi({ description: 'null: a person wrote it.' }),
    isPersonal: z.boolean(),
    origin: z.enum(['draft', 'person']).openapi({
      description: 'What a person wrote is never overwritten by a later draft.',
    }),
    drafted: z
      .string()
      .nullable()
      .optional()
      .openapi({ description: 'What the draft says now, where a person wrote something else.' }),
    sentences: z.array(Sentence).optional(),
  })
  .openapi('TicketPlace')

export const TicketFinding = z
  .object({
    path: Path,
    rule: z.enum(['missing', 'unexpected-value', 'unknown-label', 'no-label']),
    isBlocking: z.boolean().openapi({ description: 'Approval is not possible, with no reason.' }),
    ask: z.string().optional().openapi({ description: 'The polite question that would get it.' }),
    allowed: z.array(z.string()).optional(),
  })
  .openapi('TicketFinding')

const TicketDispatch = z.object({
  id: z.string(),
  endpoint: z.string(),
  state: z.enum(['waiting', 'delivered', 'dead', 'dropped']),
  tries: z.int(),
  nextAt: Instant,
  fault: z.string().nullable(),
})

const TicketVisit = z.object({
  id: z.string(),
  round: z.int(),
  at: Instant,
  by: z.string(),
  reached: z.boolean(),
  solved: z.boolean().nullable(),
  satisfaction: z.int().nullable(),
  note: z.string().nullable(),
})

const TicketHead = z.object({
  id: z.string(),
  conversation: z.string(),
  state: z.enum(TICKET_STATES),
  version: z.int(),
  round: z.int().openapi({ description: 'One more with each reopening.' }),
  lang: z.enum(LANGS),
  deadline: Instant.nullable(),
  isOverdue: z.boolean(),
  createdAt: Instant,
  changedAt: Instant,
})

export const TicketSummary = TicketHead.extend({
  type: z.string().nullable(),
  module: z.string().nullable(),
  department: z.string().nullable(),
  urgency: z.string().nullable(),
  priority: z.string().nullable(),
  problem: z.string().nullable().openapi({ description: 'Personal data masked.' }),
  findings: z.int().openapi({ description: 'How many things stand against approval.' }),
}).openapi('TicketSummary')

export const TicketList = z
  .object({ tickets: z.array(TicketSummary), next: z.string().nullable() })
  .openapi('TicketList')

export const TicketListQuery = z.strictObject({
  state: z.enum(TICKET_STATES).optional(),
  type: z.string().max(100).optional(),
  department: z.string().max(100).optional(),
  conversation: z.string().max(200).optional(),
  overdue: z.enum(['true']).optional().openapi({ description: 'Past the deadline and open.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional().openapi({ description: '`next` of the page before.' }),
})

export const Ticket = TicketHead.extend({
  sentiment: z.string().nullable(),
  labels: z.array(TicketPlace).openapi({ description: CLASS_NAMES.join(', ') }),
  fields: z.array(TicketPlace),
  summary: z.array(TicketPlace).openapi({ description: SENTENCE_KINDS.join(', ') }),
  findings: z.array(TicketFinding),
  mayReview: z.boolean().openapi({ description: 'Whether the caller may edit and approve it.' }),
  throughSeq: z.int().openapi({ description: 'The last turn the draft was made from.' }),
  approvedBy: z.string().nullable(),
  approvedAt: Instant.nullable(),
  dispatch: TicketDispatch.nullable().openapi({
    description: 'null: not approved, or its department has no endpoint in desk.yml.',
  }),
  dispatchedAt: Instant.nullable(),
  reference: z.string().nullable().openapi({ description: "The receiver's number for it." }),
  resolvedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  visits: z.array(TicketVisit),
}).openapi('Ticket')

/** Values by path; null empties a place. */
export const TicketEdit = z
  .strictObject({
    version: Version,
    values: z
      .record(z.string().min(1).max(100), z.string().max(8_000).nullable())
      .refine((values) => Object.keys(values).length > 0, 'expected at least one place')
      .refine((values) => Object.keys(values).length <= 100, 'expected at most 100 places')
      .openapi({ example: { type: 'complaint', 'field.contact': '13800138000' } }),
  })
  .openapi('TicketEdit')

export const TicketApproval = z
  .strictObject({
    version: Version,
    accept: z
      .strictObject({ reason: z.enum(ACCEPT_REASONS), note: Note })
      .optional()
      .openapi({ description: 'Approves in spite of what is missing.' }),
  })
  .openapi('TicketApproval')

export const TicketRejection = z
  .strictObject({ version: Version, reason: z.enum(REJECT_REASONS), note: Note })
  .openapi('TicketRejection')

export const TicketResolution = z
  .strictObject({
    note: z.string().trim().min(1).max(2_000).openapi({ description: 'What was done.' }),
    reference: z.string().trim().min(1).max(100).optional(),
  })
  .openapi('TicketResolution')

export const NewTicketVisit = z
  .strictObject({
    reached: z.boolean(),
    solved: z.boolean().optional(),
    satisfaction: z.int().min(1).max(5).optional(),
    note: Note,
  })
  .openapi('NewTicketVisit')

export const TicketClosure = z
  .strictObject({ reason: z.enum(CLOSE_REASONS), note: Note })
  .openapi('TicketClosure')

export const TicketReopening = z
  .strictObject({ reason: z.enum(REOPEN_REASONS), note: Note })
  .openapi('TicketReopening')

export const TicketPersonal = z
  .object({
    ticket: z.string(),
    conversation: z.string(),
    values: z.record(z.string(), z.string()).openapi({ description: 'Whole values by path.' }),
  })
  .openapi('TicketPersonal')

const TicketChange = z.object({
  path: Path,
  from: z.string().nullable(),
  to: z.string().nullable(),
})

export const TicketVersion = z
  .object({
    version: z.int(),
    at: Instant,
    by: z.string().nullable().openapi({ description: 'null: the program.' }),
    deed: z.enum(VERSION_DEEDS),
    changes: z.array(TicketChange).openapi({ description: 'Personal values masked.' }),
    reason: z.string().nullable(),
    note: z.string().nullable(),
  })
  .openapi('TicketVersion')

export const TicketVersionsQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const TicketVersions = z
  .object({
    versions: z.array(TicketVersion),
    next: z.int().nullable().openapi({ description: '`after` of the next page.' }),
  })
  .openapi('TicketVersions')

const Label = z.object({ id: z.string(), name: Names })

/** What may stand where in a ticket of this desk. */
export const TicketForm = z
  .object({
    types: z.array(
      Label.extend({
        fields: z.array(
          z.object({
            path: Path,
            description: Names,
            ask: Names,
            values: z.array(z.string()).nullable(),
          }),
        ),
      }),
    ),
    modules: z.array(Label.extend({ department: z.string() })),
    departments: z.array(Label),
    urgencies: z.array(Label),
    priorities: z.array(Label),
  })
  .openapi('TicketForm')
