import { z } from 'zod'
import { Dispatch } from './dispatch-schema.ts'
import { FrameAncestor } from './embedding-schema.ts'
import { IncidentsFile } from './incidents-schema.ts'
import { Id, Lang, Localized, LocalizedList, Text, uniqueIds } from './schema-parts.ts'
import { TimersFile } from './timers-schema.ts'
import type { Desk, GlossaryTerm, WarningGroup } from './types.ts'

const Domain = z
  .string()
  .regex(
    /^([a-z0-9-]+\.)+[a-z][a-z0-9-]+$/,
    'expected a bare domain in lower case, e.g. example.com',
  )

const TimeZone = z.string().refine(isTimeZone, 'expected an IANA time zone, e.g. Asia/Shanghai')

/** `desk.yml`: what this desk is called and how it works. */
export const DeskFile = z
  .strictObject({
    name: Localized,
    languages: z.array(Lang).min(1),
    time_zone: TimeZone,
    official_domains: z.array(Domain),
    address: Localized,
    timers: TimersFile.prefault({}),
    incidents: IncidentsFile.prefault({}),
    check: z.record(Id, z.enum(['block', 'warn', 'hint', 'off'])).default({}),
    learning: z
      .strictObject({
        rerank: z.boolean().default(true),
        min_agents: z.int().min(1).max(100).default(2),
        min_conversations: z.int().min(1).max(1_000).default(5),
      })
      .prefault({}),
    retention_days: z.int().min(1).max(3_650).optional(),
    frame_ancestors: z.array(FrameAncestor).default([]),
    dispatch: Dispatch.prefault({}),
  })
  .transform(
    (desk): Omit<Desk, 'phrases' | 'glossary' | 'warnings' | 'taxonomy'> => ({
      name: desk.name as Desk['name'],
      languages: desk.languages,
      timeZone: desk.time_zone,
      officialDomains: desk.official_domains,
      address: desk.address as Desk['address'],
      timers: desk.timers,
      incidents: desk.incidents,
      check: desk.check,
      learning: {
        rerank: desk.learning.rerank,
        minAgents: desk.learning.min_agents,
        minConversations: desk.learning.min_conversations,
      },
      retentionDays: desk.retention_days ?? null,
      frameAncestors: desk.frame_ancestors,
      dispatch: desk.dispatch,
    }),
  )

/** `glossary.yml`. */
export const GlossaryFile = z
  .strictObject({
    terms: z.array(
      z.strictObject({
        term: Text,
        lang: Lang,
        synonyms: z.array(Text).default([]),
        abbreviations: z.array(Text).default([]),
        misspellings: z.array(Text).default([]),
        is_product: z.boolean().default(false),
      }),
    ),
  })
  .transform(({ terms }): GlossaryTerm[] =>
    terms.map(({ is_product, ...term }) => ({ ...term, isProduct: is_product })),
  )

/** `warnings.yml`. */
export const WarningsFile = z
  .strictObject({
    groups: z
      .array(
        z.strictObject({
          id: Id,
          name: Localized,
          cues: LocalizedList,
          exceptions: LocalizedList.default({}),
          notify: z.enum(['lead', 'duty-officer']).default('lead'),
          calm: Localized,
          questions: LocalizedList.default({}),
        }),
      )
      .superRefine(uniqueIds),
  })
  .transform(({ groups }): WarningGroup[] => groups as WarningGroup[])

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
