import { z } from 'zod'
import { Id, Lang, Localized, LocalizedList, Text, uniqueIds } from './schema-parts.ts'
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
    timers: z
      .strictObject({
        reply_minutes: z.number().positive().max(1_440).default(3),
        reply_warn_seconds: z.number().nonnegative().max(3_600).default(45),
        idle_remind_minutes: z.number().positive().max(1_440).default(3),
        idle_close_minutes: z.number().positive().max(1_440).default(5),
      })
      .prefault({}),
    check: z.record(Id, z.enum(['block', 'warn', 'hint', 'off'])).default({}),
    learning: z
      .strictObject({
        rerank: z.boolean().default(true),
        min_agents: z.int().min(1).max(100).default(2),
        min_conversations: z.int().min(1).max(1_000).default(5),
      })
      .prefault({}),
    retention_days: z.int().min(1).max(3_650).optional(),
    frame_ancestors: z.array(z.url()).default([]),
  })
  .refine((desk) => desk.timers.idle_close_minutes > desk.timers.idle_remind_minutes, {
    path: ['timers', 'idle_close_minutes'],
    message: 'must be later than idle_remind_minutes',
  })
  .transform(
    (desk): Omit<Desk, 'phrases' | 'glossary' | 'warnings' | 'taxonomy'> => ({
      name: desk.name as Desk['name'],
      languages: desk.languages,
      timeZone: desk.time_zone,
      officialDomains: desk.official_domains,
      address: desk.address as Desk['address'],
      timers: {
        replyMinutes: desk.timers.reply_minutes,
        replyWarnSeconds: desk.timers.reply_warn_seconds,
        idleRemindMinutes: desk.timers.idle_remind_minutes,
        idleCloseMinutes: desk.timers.idle_close_minutes,
      },
      check: desk.check,
      learning: {
        rerank: desk.learning.rerank,
        minAgents: desk.learning.min_agents,
        minConversations: desk.learning.min_conversations,
      },
      retentionDays: desk.retention_days ?? null,
      frameAncestors: desk.frame_ancestors,
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
