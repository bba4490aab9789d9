import { z } from 'zod'
import { fillFromParents } from './fill-from-parents.ts'
import { Id, Localized, LocalizedList, Text, uniqueIds } from './schema-parts.ts'
import { checkTaxonomy } from './taxonomy-checks.ts'
import type { Taxonomy } from './types.ts'

/** ISO 4217, as the customer's amounts are read. */
const Currency = z.string().regex(/^[A-Z]{3}$/, 'expected a currency, e.g. CNY')

/** Names that this label had before: what was confirmed under them counts for it. */
const RenamedFrom = z.array(Id).default([])

/** Everything that is given has to hold. */
const Condition = z
  .strictObject({
    danger: z.literal(true).optional(),
    warnings: z.union([z.literal(true), z.array(Id).min(1)]).optional(),
    cues: LocalizedList.optional(),
    amount_from: z.record(Currency, z.number().positive()).optional(),
    types: z.array(Id).min(1).optional(),
    modules: z.array(Id).min(1).optional(),
    urgencies: z.array(Id).min(1).optional(),
  })
  .refine((condition) => Object.keys(condition).length > 0, 'an empty condition would always hold')
  .transform(({ amount_from, ...rest }) => ({
    ...rest,
    ...(amount_from === undefined ? {} : { amountFrom: amount_from }),
  }))

const When = z.array(Condition).default([])

const Level = z.strictObject({
  id: Id,
  name: Localized,
  rule: Text,
  when: When,
  renamed_from: RenamedFrom,
})

const Urgency = Level.extend({ deadline_hours: z.number().positive().optional() })

const Department = z.strictObject({
  id: Id,
  name: Localized,
  when: When,
  renamed_from: RenamedFrom,
})

const RequiredField = z
  .strictObject({
    field: z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected snake_case'),
    description: Localized,
    pattern: z.string().refine(isPattern, 'not a regular expression').optional(),
    values: z.array(Text).min(1).optional(),
    ask: Localized,
  })
  .refine(({ pattern, values }) => pattern === undefined || values === undefined, {
    path: ['values'],
    message: 'give a pattern or values, not both',
  })

const TicketType = z.strictObject({
  id: Id,
  name: Localized,
  parent: Id.optional(),
  deadline_hours: z.number().positive().optional(),
  requires: z.array(RequiredField).superRefine(uniqueFields).optional(),
  examples: LocalizedList.default({}),
  renamed_from: RenamedFrom,
})

const Module = z.strictObject({
  id: Id,
  name: Localized,
  parent: Id.optional(),
  department: Id.optional(),
  examples: LocalizedList.default({}),
  renamed_from: RenamedFrom,
})

const Cues = z.strictObject({
  negative: LocalizedList.default({}),
  positive: LocalizedList.default({}),
})

/** `taxonomy.yml`: what a conversation can be about, and what follows from it. */
export const TaxonomyFile = z
  .strictObject({
    types: z.array(TicketType).min(1).superRefine(uniqueIds),
    modules: z.array(Module).superRefine(uniqueIds),
    departments: z.array(Department).superRefine(uniqueIds),
    urgencies: z.array(Urgency).superRefine(uniqueIds),
    priorities: z.array(Level).superRefine(uniqueIds),
    sentiment_cues: Cues.prefault({}),
  })
  .superRefine(checkTaxonomy)
  .transform((file) => fillFromParents(file) satisfies Taxonomy)

/** The file as it is written, each field checked by itself. */
export type TaxonomySource = Parameters<typeof checkTaxonomy>[0]

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}

function uniqueFields(rows: { field: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>()
  for (const [index, { field }] of rows.entries()) {
    if (seen.has(field))
      context.addIssue({
        code: 'custom',
        path: [index, 'field'],
        message: `field '${field}' is asked for twice`,
      })
    seen.add(field)
  }
}
