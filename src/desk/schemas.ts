import { z } from 'zod'
import { LANGS } from '../text/types.ts'
import type { Desk, GlossaryTerm, Taxonomy, WarningGroup } from './types.ts'

const Lang = z.enum(LANGS)
const Text = z.string().trim().min(1)
const Localized = z.partialRecord(Lang, Text)
const LocalizedList = z.partialRecord(Lang, z.array(Text))
const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected kebab-case, e.g. large-loss')
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

const Level = z.strictObject({ id: Id, name: Localized, rule: Text })

/** `taxonomy.yml`. Departments a module names must exist. */
export const TaxonomyFile = z
  .strictObject({
    types: z
      .array(
        z.strictObject({
          id: Id,
          name: Localized,
          deadline_hours: z.number().positive(),
          requires: z
            .array(
              z.strictObject({
                field: z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected snake_case'),
                description: Localized,
                pattern: z.string().refine(isPattern, 'not a regular expression').optional(),
                values: z.array(Text).min(1).optional(),
                ask: Localized,
              }),
            )
            .default([]),
          examples: LocalizedList.default({}),
        }),
      )
      .min(1)
      .superRefine(uniqueIds),
    modules: z
      .array(
        z.strictObject({
          id: Id,
          name: Localized,
          department: Id,
          examples: LocalizedList.default({}),
        }),
      )
      .superRefine(uniqueIds),
    departments: z.array(z.strictObject({ id: Id, name: Localized })).superRefine(uniqueIds),
    urgencies: z.array(Level).superRefine(uniqueIds),
    priorities: z.array(Level).superRefine(uniqueIds),
  })
  .superRefine((taxonomy, context) => {
    const departments = new Set(taxonomy.departments.map((department) => department.id))
    for (const [index, module] of taxonomy.modules.entries())
      if (!departments.has(module.department))
        context.addIssue({
          code: 'custom',
          path: ['modules', index, 'department'],
          message: `no department '${module.department}'; there are: ${[...departments].join(', ')}`,
        })
  })
  .transform(
    ({ types, ...rest }): Taxonomy =>
      ({
        ...rest,
        types: types.map(({ deadline_hours, ...type }) => ({
          ...type,
          deadlineHours: deadline_hours,
        })),
      }) as Taxonomy,
  )

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function uniqueIds(rows: { id: string }[], context: z.RefinementCtx<{ id: string }[]>): void {
  const seen = new Set<string>()
  for (const [index, { id }] of rows.entries()) {
    if (seen.has(id))
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `id '${id}' is used twice` })
    seen.add(id)
  }
}
