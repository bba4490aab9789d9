import type { TicketForm } from '../../http/api-types.ts'
import type { Lang } from '../messages/languages.ts'

/** The desk's own names of its labels; null for what has none, or is not known. */
export type LabelNames = Record<'type' | 'department', (id: string | null) => string | null>

export function labelNames(form: TicketForm | null, lang: Lang): LabelNames {
  const find = (labels: TicketForm['departments']) => {
    const names = new Map(labels.map(({ id, name }) => [id, name[lang] ?? Object.values(name)[0]]))
    return (id: string | null) => (id === null ? null : (names.get(id) ?? null))
  }
  return { type: find(form?.types ?? []), department: find(form?.departments ?? []) }
}
