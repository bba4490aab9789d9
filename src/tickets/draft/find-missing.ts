import type { Desk } from '../../desk/types.ts'
import type { Lang } from '../../text/types.ts'
import type { MissingField } from './types.ts'

/**
 * Fields the type requires that are not among `filled`, in the taxonomy's order, each with its question in the
 * language of the conversation. Where the type is not known: those that every type requires.
 */
export function findMissingFields(
  { taxonomy }: Pick<Desk, 'taxonomy'>,
  type: string | null,
  filled: ReadonlySet<string>,
  lang: Lang,
): MissingField[] {
  const { types } = taxonomy
  const own = types.find(({ id }) => id === type)
  const required =
    own?.requires ??
    (types[0]?.requires ?? []).filter(({ field }) =>
      types.every(({ requires }) => requires.some((one) => one.field === field)),
    )
  return required
    .filter(({ field }) => !filled.has(field))
    .map(({ field, ask, description }) => ({
      field,
      ask: inLanguage(ask, lang),
      description: inLanguage(description, lang),
    }))
}

function inLanguage(text: Partial<Record<Lang, string>>, lang: Lang): string {
  return text[lang] ?? Object.values(text)[0] ?? ''
}
