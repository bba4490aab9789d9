import type { Desk, Localized, RequiredField } from '../../desk/types.ts'
import type { Lang } from '../../text/types.ts'
import { findMissingFields } from '../draft/find-missing.ts'
import { findLabel, labelsOf } from './labels.ts'
import type { Content } from './merge-draft.ts'
import { CLASS_NAMES, type ClassName, pathOf, type TicketPath } from './ticket-body.ts'

/**
 * Something that stands against approval. `missing` and `unexpected-value` can be accepted with a reason, because the
 * customer may have gone; without a label that says where it belongs a ticket reaches nobody.
 */
export type TicketFinding = {
  path: TicketPath
  rule: 'missing' | 'unexpected-value' | 'unknown-label' | 'no-label'
  isBlocking: boolean
  /** The polite question that would get it. */
  ask?: string
  /** Labels or values that may stand there. */
  allowed?: string[]
}

/** All that stands against approving this ticket as it is. */
export function findFindings(desk: Pick<Desk, 'taxonomy'>, content: Content): TicketFinding[] {
  return [...labelFindings(desk, content), ...fieldFindings(desk, content)]
}

/** Every ticket needs these where the desk has any of them. */
const NEEDED: readonly ClassName[] = ['type', 'department']

function labelFindings({ taxonomy }: Pick<Desk, 'taxonomy'>, { body }: Content): TicketFinding[] {
  const labels = labelsOf(taxonomy)
  return CLASS_NAMES.flatMap((path): TicketFinding[] => {
    const allowed = labels[path].map(({ id }) => id)
    const value = body.places[path]?.value ?? null
    if (value !== null && findLabel(labels[path], value) === undefined)
      return [{ path, rule: 'unknown-label', isBlocking: NEEDED.includes(path), allowed }]
    if (value === null && NEEDED.includes(path) && allowed.length > 0)
      return [{ path, rule: 'no-label', isBlocking: true, allowed }]
    return []
  })
}

function fieldFindings(desk: Pick<Desk, 'taxonomy'>, { body, personal }: Content): TicketFinding[] {
  const type = body.places.type?.value ?? null
  const filled = new Set(
    Object.entries(body.places).flatMap(([path, { value }]) =>
      value === null ? [] : [path.replace(/^field\./u, '')],
    ),
  )
  const missing = findMissingFields(desk, type, filled, body.lang).map(
    ({ field, ask }): TicketFinding => ({
      ...{ path: pathOf(field), rule: 'missing', isBlocking: false, ask },
    }),
  )
  const required = findLabel(desk.taxonomy.types, type)?.requires ?? []
  const unexpected = required.flatMap((field): TicketFinding[] => {
    const path = pathOf(field.field)
    const value = personal[path] ?? body.places[path]?.value ?? null
    if (value === null || isExpected(value, field)) return []
    const ask = inLanguage(field.ask, body.lang)
    const { values } = field
    return [
      {
        ...{ path, rule: 'unexpected-value', isBlocking: false, ask },
        ...(values ? { allowed: values } : {}),
      },
    ]
  })
  return [...missing, ...unexpected]
}

function isExpected(value: string, { pattern, values }: RequiredField): boolean {
  if (values && !values.includes(value)) return false
  return pattern === undefined || new RegExp(pattern, 'u').test(value)
}

function inLanguage(text: Localized, lang: Lang): string {
  return text[lang] ?? Object.values(text)[0] ?? ''
}

/** The places of a ticket that a person may write: labels, fields of any type, and the parts of the summary. */
export function editablePlaces(
  { taxonomy }: Pick<Desk, 'taxonomy'>,
  { body }: Pick<Content, 'body'>,
  kinds: readonly string[],
): Set<TicketPath> {
  const fields = taxonomy.types.flatMap(({ requires }) => requires.map(({ field }) => field))
  return new Set([
    ...CLASS_NAMES,
    ...fields.map(pathOf),
    ...Object.keys(body.places),
    ...kinds.map((kind) => `summary.${kind}`),
  ])
}
