import { z } from 'zod'
import { LANGS } from '../text/types.ts'
import { AUDIENCES, STATES } from './types.ts'

/** No control characters and no half of a surrogate pair: neither can be stored or shown. */
const isPrintable = (text: string): boolean =>
  text.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(text)

const Text = z.string().trim().min(1).max(300).refine(isPrintable)
const Id = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
const Instant = z.iso
  .datetime({ offset: true })
  .refine((text) => !Number.isNaN(Date.parse(text)) && text >= '1970')
const Day = z.iso.date().refine((text) => text >= '1970')

/** The front matter of an article as it is written (contracts.md, section 1). */
export const FrontMatterInput = z.strictObject({
  id: Id,
  title: Text,
  lang: z.enum(LANGS),
  audience: z.enum(AUDIENCES),
  state: z.enum(STATES).default('draft'),
  release: Instant.optional(),
  expires: Instant.optional(),
  review_by: Day.optional(),
  module: Text.optional(),
  owner: Text.optional(),
  tags: z.array(Text).max(50).default([]),
  supersedes: Id.optional(),
  translation_of: Id.optional(),
  asks: z.array(Text).max(100).default([]),
  must_not: z
    .array(z.strictObject({ ask: Text, why: Text }))
    .max(100)
    .default([]),
})
export type FrontMatterInput = z.infer<typeof FrontMatterInput>

/** What each key takes, in words for an editor. */
export const ALLOWED: Record<keyof FrontMatterInput, string> = {
  id: 'lower-case letters and digits in words joined by -, at most 100 characters',
  title: 'text of 1 to 300 characters; put it in quotes where YAML reads it as something else',
  lang: LANGS.join(', '),
  audience: AUDIENCES.join(', '),
  state: STATES.join(', '),
  release: 'an instant with offset, such as 2026-12-01T10:00:00+08:00',
  expires: 'an instant with offset, such as 2026-12-01T10:00:00+08:00',
  review_by: 'a date, such as 2027-03-31',
  module: 'text of 1 to 300 characters',
  owner: 'text of 1 to 300 characters',
  tags: 'a list of at most 50 texts',
  supersedes: 'the id of an article',
  translation_of: 'the id of an article',
  asks: 'a list of at most 100 texts; put one in quotes where YAML reads it as something else',
  must_not: 'a list of at most 100 entries with `ask` and `why`',
}

export const KEYS = Object.keys(ALLOWED) as (keyof FrontMatterInput)[]

/** Keys that decide who may read the article, and which article it is. */
export const DECIDING_KEYS: readonly string[] = [
  'id',
  'title',
  'lang',
  'audience',
  'state',
  'release',
  'expires',
]

export function isInstant(text: string): boolean {
  return Instant.safeParse(text).success
}
