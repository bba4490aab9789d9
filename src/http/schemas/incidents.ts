import { z } from '@hono/zod-openapi'
import { CHANNELS } from '../../conversations/types.ts'
import { INCIDENT_VERDICTS } from '../../triage/incidents/index.ts'
import { Instant } from './conversations.ts'

const Id = z.string().min(1).max(240)

export const WarningQuery = z.strictObject({
  state: z.enum(['open', 'taken', 'all']).default('open'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
})
export const WarningPath = z.object({ id: Id.openapi({ description: 'Id of the warning.' }) })

export const Warning = z
  .object({
    id: Id,
    conversation: z.string(),
    channel: z.enum(CHANNELS),
    isClosed: z.boolean().openapi({ description: 'The conversation is closed.' }),
    raisedAt: Instant,
    group: z.string(),
    name: z.string(),
    seq: z.int().openapi({ description: "The customer's turn that raised it." }),
    cue: z.string().openapi({ description: 'The words that raised it.' }),
    takenBy: z.string().nullable(),
    takenAt: Instant.nullable(),
  })
  .openapi('Warning')

export const WarningList = z
  .object({ warnings: z.array(Warning), next: z.string().nullable() })
  .openapi('WarningList')

export const IncidentQuery = z.strictObject({
  state: z.enum(['open', 'ended', 'all']).default('open'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export const IncidentPath = z.object({ id: Id.openapi({ description: 'Id of the incident.' }) })

export const Incident = z
  .object({
    id: Id,
    state: z.enum(['open', 'ended']),
    about: z
      .object({
        faults: z.array(z.string()),
        things: z.array(z.string()),
        words: z.array(z.string()).openapi({ description: 'Words that several customers used.' }),
      })
      .openapi({ description: 'What the reports have in common.' }),
    customers: z.int().openapi({ description: 'Different customers so far.' }),
    usual: z.number().openapi({ description: "Customers usual in the desk's window." }),
    startedAt: Instant.openapi({ description: 'The first report.' }),
    noticedAt: Instant,
    lastReportAt: Instant,
    endedAt: Instant.nullable(),
    takenBy: z.string().nullable(),
    takenAt: Instant.nullable(),
    verdict: z.enum(INCIDENT_VERDICTS).nullable(),
    examples: z.array(
      z.object({
        conversation: z.string(),
        seq: z.int(),
        at: Instant,
        quote: z.string().openapi({ description: "The customer's words, personal data masked." }),
      }),
    ),
  })
  .openapi('Incident')

export const IncidentList = z.object({ incidents: z.array(Incident) }).openapi('IncidentList')

export const IncidentJudgement = z
  .strictObject({
    verdict: z.enum(INCIDENT_VERDICTS).openapi({
      description: 'false-alarm: what was reported counts as usual from now on.',
    }),
  })
  .openapi('IncidentJudgement')
