import { z } from '@hono/zod-openapi'
import { OUTCOMES } from '../../compose/types.ts'

const Citation = z
  .object({
    article: z.string(),
    title: z.string(),
    chunk: z.string(),
    start: z
      .int()
      .openapi({ description: 'UTF-16 offset in the article as customers may read it.' }),
    end: z.int(),
    line: z.int(),
    quote: z.string(),
    rev: z.string().openapi({ description: 'Content hash of the cited text.' }),
    isStale: z
      .boolean()
      .optional()
      .openapi({ description: 'Only where it is so: the article is past its review date.' }),
  })
  .openapi('Citation')

const Sentence = z
  .object({
    text: z.string(),
    basis: z.enum(['quoted', 'grounded', 'phrase']),
    citations: z.array(Citation),
  })
  .openapi('SuggestedSentence')

const Guidance = z
  .object({
    audience: z.enum(['agent', 'internal']),
    article: z.string(),
    title: z.string(),
    chunk: z.string(),
    quote: z.string(),
  })
  .openapi('Guidance', { description: "For the agent's eyes only." })

export const Finding = z
  .object({
    rule: z.string(),
    start: z.int(),
    end: z.int(),
    severity: z.enum(['block', 'warn', 'hint']),
    message: z.string(),
    suggest: z.string().optional(),
  })
  .openapi('Finding')

export const Suggestion = z
  .object({
    outcome: z.enum(OUTCOMES),
    text: z.string().openapi({ description: 'The only part meant for a customer.' }),
    sentences: z.array(Sentence),
    confidence: z.number().optional().openapi({ description: 'Absent for `no-answer`.' }),
    missing: z.array(z.object({ field: z.string(), ask: z.string() })),
    guidance: z.array(Guidance),
    findings: z.array(Finding),
    engine: z.enum(['extractive', 'model']),
    forTurn: z.int(),
    generation: z.int(),
    ms: z.number(),
  })
  .openapi('Suggestion')

export const FEEDBACK_VERDICTS = [
  'inserted',
  'edited',
  'dismissed',
  'helpful',
  'not-helpful',
] as const
export const FEEDBACK_REASONS = [
  'wrong-article',
  'wrong-answer',
  'out-of-date',
  'confidential',
  'wrong-tone',
  'wrong-language',
] as const

export const NewFeedback = z
  .strictObject({
    verdict: z.enum(FEEDBACK_VERDICTS),
    reason: z.enum(FEEDBACK_REASONS).optional(),
    finalText: z
      .string()
      .max(8_000)
      .optional()
      .openapi({ description: 'What the agent really sent.' }),
  })
  .openapi('NewFeedback')

export const Feedback = z
  .object({
    id: z.string(),
    suggestion: z.string(),
    verdict: z.enum(FEEDBACK_VERDICTS),
    reason: z.enum(FEEDBACK_REASONS).nullable(),
    at: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('Feedback')

export const StoredSuggestion = Suggestion.extend({
  id: z.string(),
  conversation: z.string(),
  at: z.string().openapi({ format: 'date-time' }),
  feedback: z.enum(FEEDBACK_VERDICTS).nullable().openapi({ description: 'The latest verdict.' }),
}).openapi('StoredSuggestion')

export const SuggestionPath = z.object({
  id: z.string().min(1).max(200).openapi({ description: 'Id of the suggestion.' }),
})
