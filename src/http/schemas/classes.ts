import { z } from '@hono/zod-openapi'
import { LABEL_FIELDS } from '../../desk/index.ts'
import { LANGS } from '../../text/types.ts'
import { CLASS_FIELDS } from '../../triage/classifier/index.ts'
import { Instant } from './conversations.ts'

const Seq = z.int()

const Ranked = z.object({ label: z.string(), confidence: z.number() })

/** One field of a class. */
export const Finding = z
  .object({
    value: z.string().openapi({ description: 'An id of the taxonomy, or `unknown`.' }),
    confidence: z.number(),
    turns: z.array(Seq).openapi({ description: 'The turns it rests on.' }),
    cues: z.array(z.string()),
    runnersUp: z.array(Ranked),
    isConfirmed: z
      .literal(true)
      .optional()
      .openapi({ description: 'Somebody of the desk decided it.' }),
  })
  .openapi('Finding')

const field = Finding.nullable()

export const Triage = z
  .object({
    type: field,
    module: field,
    department: field,
    urgency: field,
    priority: field,
    sentiment: field,
    urgent: z
      .array(z.object({ kind: z.string(), seq: Seq, cue: z.string() }))
      .openapi({ description: 'Calls for help, each kind once.' }),
  })
  .openapi('Triage')

export const NewCorrection = z
  .strictObject({
    field: z.enum(CLASS_FIELDS),
    value: z.string().min(1).max(200).openapi({ description: 'An id of the taxonomy.' }),
    turns: z
      .array(z.int().min(1))
      .max(50)
      .optional()
      .openapi({ description: 'The turns that tell it; left out: those it was read from.' }),
  })
  .openapi('NewClassCorrection')

const Label = z
  .object({
    field: z.enum(LABEL_FIELDS),
    id: z.string(),
    name: z.partialRecord(z.enum(LANGS), z.string()),
    state: z
      .enum(['current', 'renamed', 'deleted'])
      .openapi({ description: 'A deleted label is kept by what carries it and teaches nothing.' }),
  })
  .openapi('ClassLabel')

export const Correction = z
  .object({
    id: z.string(),
    field: z.enum(CLASS_FIELDS),
    value: z.string(),
    said: z.string().nullable().openapi({ description: 'What the program had said.' }),
    by: z.string(),
    at: Instant,
    undoneBy: z.string().nullable(),
    undoneAt: Instant.nullable(),
  })
  .openapi('ClassCorrection')

export const ClassView = z
  .object({
    conversation: z.string(),
    class: Triage.nullable().openapi({ description: 'null: not classified yet.' }),
    at: Instant.nullable(),
    labels: z.array(Label).openapi({ description: 'The names of the labels it carries.' }),
    corrections: z.array(Correction).openapi({ description: 'Oldest first.' }),
  })
  .openapi('ConversationClass')

export const CorrectionPath = z.object({
  id: z.string().min(1).max(200),
  correction: z.string().min(1).max(200),
})
