import type { Desk } from '../../desk/types.ts'
import { findLabel } from './labels.ts'

const HOUR_MS = 60 * 60 * 1_000

/**
 * Until when a ticket is to be solved: by its type, or earlier where the desk gives its urgency a shorter time. Null
 * where the desk says nothing for it.
 */
export function deadlineOf(
  { taxonomy }: Pick<Desk, 'taxonomy'>,
  { type, urgency }: { type: string | null; urgency: string | null },
  from: Date,
): Date | null {
  const hours = [
    findLabel(taxonomy.types, type)?.deadlineHours,
    findLabel(taxonomy.urgencies, urgency)?.deadlineHours,
  ].filter((one) => one !== undefined)
  return hours.length === 0 ? null : new Date(from.getTime() + Math.min(...hours) * HOUR_MS)
}
