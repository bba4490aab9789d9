import { createHash } from 'node:crypto'
import { currentLabel } from '../../desk/describe-label.ts'
import type { Desk, Localized } from '../../desk/types.ts'
import { LANGS } from '../../text/types.ts'
import { FORMAT } from './store-model.ts'
import type { Example } from './types.ts'
import { urgencyExamples } from './urgency-net.ts'

/** The classifiers of a desk. */
export const CLASSIFIER_NAMES = ['type', 'module', 'urgency'] as const
export type ClassifierName = (typeof CLASSIFIER_NAMES)[number]

/** A desk's types for calls for help, by their ids. */
export const URGENT_TYPE = /urgent|emergency|紧急/

/** A confirmed ticket teaches with what its customer said. Labels that the taxonomy no longer has teach nothing. */
export type ConfirmedTicket = { text: string; type?: string; module?: string }

/** What people decided counts more than what an editor imagined: so many times. */
const CONFIRMED_COUNTS = 3

/** What each classifier learns from: the taxonomy's examples and what was confirmed. */
export function trainingSets(
  desk: Desk,
  confirmed: readonly ConfirmedTicket[] = [],
): Record<ClassifierName, Example[]> {
  const { types, modules } = desk.taxonomy
  return {
    type: [...examplesOf(types), ...fromTickets(desk, confirmed, 'type')],
    module: [...examplesOf(modules), ...fromTickets(desk, confirmed, 'module')],
    urgency: urgencyExamples(desk, (id) => URGENT_TYPE.test(id)),
  }
}

/** The same for the same examples: a classifier made of them need not be made again. */
export function fingerprintOf(examples: readonly Example[]): string {
  const hash = createHash('sha256').update(`classifier ${FORMAT}\n`)
  for (const { label, text } of examples) hash.update(JSON.stringify([label, text]))
  return hash.digest('hex')
}

type Labelled = {
  id: string
  name: Localized
  examples: Partial<Record<(typeof LANGS)[number], string[]>>
}

function examplesOf(classes: readonly Labelled[]): Example[] {
  return classes.flatMap(({ id, name, examples }) =>
    LANGS.flatMap((lang) => {
      const texts = examples[lang] ?? []
      return texts.length > 0 && name[lang] ? [...texts, name[lang]] : texts
    }).map((text) => ({ text, label: id })),
  )
}

function fromTickets(
  { taxonomy }: Desk,
  tickets: readonly ConfirmedTicket[],
  field: 'type' | 'module',
): Example[] {
  return tickets.flatMap(({ text, [field]: given }) => {
    const label = given === undefined ? null : currentLabel(taxonomy, field, given)
    return label === null ? [] : Array.from({ length: CONFIRMED_COUNTS }, () => ({ text, label }))
  })
}
