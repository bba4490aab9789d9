import type { Triage } from '../../triage/classifier/index.ts'
import type { TicketDraft } from '../draft/types.ts'
import {
  type Change,
  type Held,
  NOTHING,
  type PersonalValues,
  placesOf,
  type TicketBody,
  type TicketPath,
} from './ticket-body.ts'

/** A ticket's content with the whole personal values. */
export type Content = { body: TicketBody; personal: PersonalValues }

/**
 * Takes a new draft into a ticket, place by place: what a person wrote stays, with what the draft says now beside it;
 * everything else is the draft's. `changes` are those of values: a further turn that says the same changes none.
 */
export function mergeDraft(
  before: Content | null,
  draft: TicketDraft,
  triage: Triage | null = null,
): Content & { changes: Change[] } {
  const drafted = placesOf(draft, triage)
  const places: Record<TicketPath, Held> = {}
  const personal: PersonalValues = {}
  const changes: Change[] = []
  const known = before?.body.places ?? {}
  for (const path of new Set([...Object.keys(drafted.places), ...Object.keys(known)])) {
    const held = known[path] ?? NOTHING
    const now = drafted.places[path] ?? NOTHING
    const whole = { held: before?.personal[path], now: drafted.personal[path] }
    if (held.origin === 'person') {
      places[path] = besideDraft(held, now, whole)
      if (whole.held !== undefined) personal[path] = whole.held
      continue
    }
    if (now.value !== null || path in drafted.places) places[path] = now
    if (whole.now !== undefined) personal[path] = whole.now
    if (isOther(held, now, whole)) changes.push({ path, from: held.value, to: now.value })
  }
  const { lang, sentiment, keyTurns, throughSeq } = draft
  return { body: { lang, sentiment, places, keyTurns, throughSeq }, personal, changes }
}

type Whole = { held: string | undefined; now: string | undefined }

/** Two personal values may look alike once masked. */
function isOther(held: Held, now: Held, whole: Whole): boolean {
  return (whole.held ?? held.value) !== (whole.now ?? now.value)
}

function besideDraft({ drafted: _, ...held }: Held, now: Held, whole: Whole): Held {
  return isOther(held, now, whole) ? { ...held, drafted: now.value } : held
}
