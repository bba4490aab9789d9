import { z } from 'zod'
import { LANGS } from '../text/types.ts'

export const Lang = z.enum(LANGS)
export const Text = z.string().trim().min(1)
export const Localized = z.partialRecord(Lang, Text)
export const LocalizedList = z.partialRecord(Lang, z.array(Text))
export const Id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected kebab-case, e.g. large-loss')

/** Each id once; the second one is where the flaw stands. */
export function uniqueIds(
  rows: { id: string }[],
  context: z.RefinementCtx<{ id: string }[]>,
): void {
  const seen = new Set<string>()
  for (const [index, { id }] of rows.entries()) {
    if (seen.has(id))
      context.addIssue({ code: 'custom', path: [index, 'id'], message: `id '${id}' is used twice` })
    seen.add(id)
  }
}
