import type { NewClassCorrection, TicketForm, Triage } from '../../http/api-types.ts'
import type { Lang } from '../messages/languages.ts'

export type ClassField = NewClassCorrection['field']
export type ClassFinding = NonNullable<Triage[ClassField]>
export type Choice = { id: string; name: string }

/** In the order they are corrected: what others follow from comes first. */
export const CLASS_FIELDS: ClassField[] = [
  ...(['type', 'module', 'urgency', 'department', 'priority', 'sentiment'] as const),
]
const LISTS = {
  type: 'types',
  module: 'modules',
  department: 'departments',
  urgency: 'urgencies',
  priority: 'priorities',
} as const

/** The labels a field may carry, by the desk's own names. `sentiments`: those are the program's. */
export function labelsOf(
  field: ClassField,
  form: TicketForm | null,
  lang: Lang,
  sentiments: Record<string, string>,
): Choice[] {
  if (field === 'sentiment') return Object.entries(sentiments).map(([id, name]) => ({ id, name }))
  return (form?.[LISTS[field]] ?? []).map(({ id, name }) => ({ id, name: nameIn(name, lang, id) }))
}

/** What it might be instead, the likeliest first: the runners-up, then the rest as the desk lists them. */
export function choicesInstead(labels: Choice[], finding: ClassFinding | null): Choice[] {
  const ranked = (finding?.runnersUp ?? []).map(({ label }) => label)
  const rank = ({ id }: Choice) => (ranked.includes(id) ? ranked.indexOf(id) : ranked.length)
  return labels.filter(({ id }) => id !== finding?.value).sort((a, b) => rank(a) - rank(b))
}

/** The field to begin a correction with: the least certain of those nobody has decided. */
export function doubtfulField(triage: Triage): ClassField {
  const open = CLASS_FIELDS.slice(0, 3).filter((field) => !triage[field]?.isConfirmed)
  const sureOf = (field: ClassField) => triage[field]?.confidence ?? 0
  return open.toSorted((a, b) => sureOf(a) - sureOf(b))[0] ?? 'type'
}

/** A name in the reader's language, else in any, else the id. */
export function nameIn(names: Partial<Record<Lang, string>>, lang: Lang, otherwise: string) {
  return names[lang] ?? Object.values(names)[0] ?? otherwise
}

/** What the desk calls a module, else its id. */
export function moduleName(form: TicketForm | null, id: string, lang: Lang): string {
  const module = form?.modules.find((one) => one.id === id)
  return module ? nameIn(module.name, lang, id) : id
}
