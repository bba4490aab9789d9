import type { Taxonomy } from './types.ts'

/** Hours within which a ticket is settled: its type's, or less where its urgency allows less; null for no such type. */
export function deadlineHours(
  taxonomy: Taxonomy,
  type: string | null,
  urgency: string | null,
): number | null {
  const ofType = taxonomy.types.find(({ id }) => id === type)?.deadlineHours
  const ofUrgency = taxonomy.urgencies.find(({ id }) => id === urgency)?.deadlineHours
  const known = [ofType, ofUrgency].filter((hours) => hours !== undefined)
  return known.length === 0 ? null : Math.min(...known)
}
