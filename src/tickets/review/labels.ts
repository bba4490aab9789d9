import type { Desk, Localized } from '../../desk/types.ts'
import type { ClassName } from './ticket-body.ts'

type Label = { id: string; name: Localized; renamedFrom?: string[] }

/** The labels a desk has, by the place where they stand. */
export function labelsOf(taxonomy: Desk['taxonomy']): Record<ClassName, Label[]> {
  return {
    type: taxonomy.types,
    module: taxonomy.modules,
    department: taxonomy.departments,
    urgency: taxonomy.urgencies,
    priority: taxonomy.priorities,
  }
}

/** The label with this id, or the one that had it before. */
export function findLabel<T extends Pick<Label, 'id' | 'renamedFrom'>>(
  labels: readonly T[],
  id: string | null,
): T | undefined {
  if (id === null) return undefined
  return (
    labels.find((one) => one.id === id) ??
    labels.find(({ renamedFrom }) => renamedFrom?.includes(id))
  )
}
