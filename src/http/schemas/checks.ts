import { z } from '@hono/zod-openapi'
import { OVERRIDE_REASONS } from '../../conversations/draft-checks.ts'
import { LANGS } from '../../text/types.ts'
import { Finding } from './suggestions.ts'
import { Turn } from './transcripts.ts'

const At = z.string().openapi({ format: 'date-time' })

export const CheckRequest = z
  .strictObject({
    text: z.string().max(8_000),
    lang: z.enum(LANGS).optional(),
    conversation: z.string().min(1).max(200).optional(),
    turns: z.array(Turn).max(300).optional(),
  })
  .openapi('CheckRequest')

export const CheckVerdict = z
  .object({
    verdict: z.enum(['pass', 'warn', 'block']),
    findings: z.array(Finding),
    id: z
      .string()
      .optional()
      .openapi({ description: 'Absent for `pass`. Names this verdict in an override.' }),
  })
  .openapi('CheckVerdict')

export const CheckPath = z.object({
  id: z.string().min(1).max(200).openapi({ description: 'Id of a verdict.' }),
})

export const NewOverride = z
  .strictObject({
    reason: z.enum(OVERRIDE_REASONS),
    note: z
      .string()
      .max(500)
      .optional()
      .openapi({ description: 'In your own words, without personal data. Not part of the audit.' }),
  })
  .openapi('NewOverride')

export const Override = z
  .object({
    id: z.string(),
    by: z.string().openapi({ description: 'Role and fingerprint of the key.' }),
    reason: z.enum(OVERRIDE_REASONS),
    note: z.string().nullable(),
    at: At,
  })
  .openapi('Override')

export const KeptCheck = z
  .object({
    id: z.string(),
    conversation: z.string().nullable(),
    by: z.string(),
    verdict: z.enum(['warn', 'block']),
    rules: z.array(z.string()),
    at: At,
    overrides: z.array(Override),
  })
  .openapi('KeptCheck')
