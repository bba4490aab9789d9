import type { Localized, Taxonomy } from './types.ts'

/** The parts of a taxonomy that a conversation or ticket is labelled with. */
export const LABEL_FIELDS = ['type', 'module', 'department', 'urgency', 'priority'] as const
export type LabelField = (typeof LABEL_FIELDS)[number]

const LISTS = {
  type: 'types',
  module: 'modules',
  department: 'departments',
  urgency: 'urgencies',
  priority: 'priorities',
} as const

/**
 * A label that something was given, as it is shown now. `renamed`: it counts for `id`, under its new name. `deleted`:
 * the taxonomy has it no more; what carries it keeps it, and nothing is learned from it.
 */
export type LabelView = {
  id: string
  name: Localized
  state: 'current' | 'renamed' | 'deleted'
}

export function describeLabel(taxonomy: Taxonomy, field: LabelField, given: string): LabelView {
  const rows = taxonomy[LISTS[field]]
  const current = rows.find(({ id }) => id === given)
  if (current !== undefined) return { id: given, name: current.name, state: 'current' }
  const renamed = rows.find(({ renamedFrom = [] }) => renamedFrom.includes(given))
  if (renamed !== undefined) return { id: renamed.id, name: renamed.name, state: 'renamed' }
  return { id: given, name: {}, state: 'deleted' }
}

/** The id that a label has now; null where the taxonomy has it no more. */
export function currentLabel(taxonomy: Taxonomy, field: LabelField, given: string): string | null {
  const { id, state } = describeLabel(taxonomy, field, given)
  return state === 'deleted' ? null : id
}

/** The ids that may be given in a field, in the taxonomy's order. */
export function labelsOf(taxonomy: Taxonomy, field: LabelField): string[] {
  return taxonomy[LISTS[field]].map(({ id }) => id)
}
