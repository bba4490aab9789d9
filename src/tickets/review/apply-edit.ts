import { AppError } from '../../errors.ts'
import { isPersonalField, maskValue, maskWithin } from './mask-value.ts'
import type { Content } from './merge-draft.ts'
import {
  type Change,
  type Held,
  isSummary,
  joined,
  NOTHING,
  type Part,
  type TicketPath,
} from './ticket-body.ts'

/** New values by place, whole; null empties a place. */
export type Edit = Record<TicketPath, string | null>

/**
 * Writes a person's values into a ticket. What names a person in them is kept apart and stands masked. A place set to
 * what it holds already counts as confirmed: later drafts leave it alone. Throws `BAD_INPUT` for a place that is none.
 */
export function applyEdit(
  { body, personal }: Content,
  edit: Edit,
  allowed: ReadonlySet<TicketPath>,
): Content & { changes: Change[]; confirmed: TicketPath[] } {
  const places = { ...body.places }
  const whole = { ...personal }
  const changes: Change[] = []
  const confirmed: TicketPath[] = []
  for (const [path, written] of Object.entries(edit)) {
    if (!allowed.has(path)) throw noSuchPlace(path, allowed)
    const held = places[path] ?? NOTHING
    // Sent back as it is shown: masked, and so unchanged.
    const isShown = held.isPersonal && written === held.value
    const value = isShown ? (whole[path] ?? held.value) : emptied(written)
    const before = whole[path] ?? held.value
    const next = heldOf(path, value, held)
    places[path] = next.held
    if (next.whole === null) delete whole[path]
    else whole[path] = next.whole
    if (value !== before) changes.push({ path, from: held.value, to: next.held.value })
    else if (held.origin === 'draft') confirmed.push(path)
  }
  return { body: { ...body, places }, personal: whole, changes, confirmed }
}

function emptied(written: string | null): string | null {
  const text = written?.trim() ?? ''
  return text === '' ? null : text
}

function heldOf(
  path: TicketPath,
  value: string | null,
  before: Held,
): { held: Held; whole: string | null } {
  const drafted = before.origin === 'person' ? before.drafted : before.value
  const base: Held = {
    ...{ value, evidence: before.evidence, confidence: null, isPersonal: false, origin: 'person' },
    ...(drafted === undefined || drafted === value ? {} : { drafted }),
  }
  if (value === null) return { held: { ...base, evidence: [] }, whole: null }
  const isField = path.startsWith('field.')
  if (isField && (before.isPersonal || isPersonalField(path.slice('field.'.length))))
    return { held: { ...base, value: maskValue(value), isPersonal: true }, whole: value }
  const masked = isField || isSummary(path) ? maskWithin(value) : null
  const shown = masked ?? value
  const held = isSummary(path) ? { ...base, ...joined(partsOf(shown, before.parts ?? [])) } : base
  return { held: { ...held, value: shown, isPersonal: masked !== null }, whole: masked && value }
}

/** Lines that stood there before keep the turns they came from. */
function partsOf(text: string, before: Part[]): Part[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(
      (line) =>
        before.find((part) => part.text === line) ?? { text: line, evidence: [], due: null },
    )
}

function noSuchPlace(path: string, allowed: ReadonlySet<TicketPath>): AppError {
  return new AppError('BAD_INPUT', 'This ticket has no such place.', {
    hint: `There are: ${[...allowed].join(', ')}.`,
    place: { field: path.replaceAll(/[^\w.-]/gu, '?').slice(0, 80) },
  })
}
