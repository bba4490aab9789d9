import { z } from '@hono/zod-openapi'
import { SENTENCE_KINDS } from '../../tickets/draft/types.ts'

const Seqs = z.array(z.int()).openapi({ description: 'Numbers of the turns that say it.' })
const Label = z
  .string()
  .nullable()
  .openapi({ description: 'An id of the taxonomy; null: unknown.' })

/** The ticket of a transcript, as it was said. */
export const DraftedTicket = z
  .object({
    id: z.string().nullable().openapi({ description: 'That of the transcript.' }),
    summary: z.string().openapi({ description: 'Personal data masked.' }),
    type: Label,
    module: Label,
    department: Label,
    urgency: Label,
    priority: Label,
    sentiment: z.string().nullable(),
    fields: z.record(z.string(), z.string()).openapi({
      description: 'Whole values of what was said; nothing is filled in that was not.',
    }),
    evidence: z.record(z.string(), Seqs),
    confidence: z.record(z.string(), z.number()),
    personal: z
      .array(z.string())
      .openapi({ description: 'Fields with personal data: keep apart, show masked.' }),
    missing: z
      .array(z.object({ field: z.string(), ask: z.string() }))
      .openapi({ description: 'Required and not said yet, with the question that asks for it.' }),
    keyTurns: z.object({ problem: Seqs, solution: Seqs }),
    sentences: z.array(
      z.object({
        kind: z.enum(SENTENCE_KINDS),
        text: z.string(),
        evidence: Seqs,
        due: z
          .string()
          .nullable()
          .openapi({ description: 'Of a promise: until when; a day or an instant.' }),
      }),
    ),
  })
  .openapi('DraftedTicket')
