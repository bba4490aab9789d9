import { z } from '@hono/zod-openapi'
import { LANGS } from '../../text/types.ts'

const KINDS = ['ask', 'must-not'] as const
const STATES = ['open', 'accepted', 'rejected'] as const

export const ProposalQuery = z.strictObject({
  state: z.enum(STATES).default('open'),
  kind: z.enum(KINDS).optional(),
  article: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional().openapi({ description: '`next` of the page before.' }),
})

const Proposal = z
  .object({
    id: z.string(),
    kind: z.enum(KINDS).openapi({
      description:
        '`ask`: the article answers the question and does not list it. `must-not`: it was told for it and is not meant.',
    }),
    state: z.enum(STATES),
    article: z.string(),
    title: z.string(),
    lang: z.enum(LANGS),
    question: z
      .string()
      .nullable()
      .openapi({ description: 'Without personal data; null once all its conversations are gone.' }),
    others: z.array(z.string()),
    conversations: z.int(),
    agents: z.int(),
    against: z.int().openapi({ description: 'Conversations that speak against it.' }),
    place: z
      .int()
      .nullable()
      .openapi({ description: "The article's worst place for it; null: not found." }),
    confidence: z.number(),
    lastAt: z.string().nullable().openapi({ format: 'date-time' }),
    path: z.string().openapi({ description: 'The file below the knowledge folder.' }),
  })
  .openapi('AskProposal')

export const ProposalList = z
  .object({ proposals: z.array(Proposal), next: z.string().nullable() })
  .openapi('AskProposalList')

export const ProposalPath = z.object({
  id: z.string().min(1).max(200).openapi({ description: 'Id of the proposal.' }),
})

export const NewDecision = z
  .strictObject({
    decision: z.enum(['accept', 'reject']),
    text: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .optional()
      .openapi({ description: "The question in the editor's own words." }),
    why: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .optional()
      .openapi({ description: 'Of `must-not`: why the article is not meant.' }),
  })
  .openapi('NewAskDecision')

export const Decided = z
  .object({
    id: z.string(),
    state: z.enum(STATES),
    article: z.string(),
    path: z.string(),
    line: z
      .string()
      .nullable()
      .openapi({ description: 'What was written into the file, or taken out of it.' }),
  })
  .openapi('AskDecision')

const Shift = z.object({
  article: z.string(),
  shift: z.number().openapi({ description: 'Part of its score that it loses, below 0.' }),
  accepted: z.int(),
  rejected: z.int(),
  agents: z.int(),
  question: z.string().nullable().openapi({
    description: 'What it was rejected for; null once those conversations are gone.',
  }),
})

export const Learning = z
  .object({
    rerank: z.boolean().openapi({ description: 'Whether the ranking goes by it.' }),
    run: z
      .object({
        id: z.int(),
        at: z.string().openapi({ format: 'date-time' }),
        computedBy: z.string(),
        votes: z.int(),
        conversations: z.int(),
        agents: z.int(),
        oldest: z.string().nullable().openapi({ format: 'date-time' }),
        newest: z.string().nullable().openapi({ format: 'date-time' }),
        minAgents: z.int(),
        minConversations: z.int(),
      })
      .nullable(),
    shifts: z.array(Shift),
  })
  .openapi('Learning')
