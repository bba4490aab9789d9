import type { Desk, Localized } from '../../desk/types.ts'
import { AppError } from '../../errors.ts'
import { LANGS } from '../../text/types.ts'
import { type Classifier, trainClassifier } from './classifier.ts'
import type { Example } from './types.ts'
import { trainUrgencyNet } from './urgency-net.ts'

/** A desk's types for calls for help, by their ids. */
export const URGENT_TYPE = /urgent|emergency|紧急/

/** What a desk's taxonomy teaches; `null` where it has examples of fewer than two classes. */
export type DeskClassifiers = {
  type: Classifier | null
  module: Classifier | null
  /** Tells calls for help from everyday matters, behind the rules. */
  urgency: Classifier
}

/** A confirmed ticket teaches with what its customer said. Labels that the taxonomy no longer has are left out. */
export type ConfirmedTicket = { text: string; type?: string; module?: string }

const trained = new WeakMap<Desk, DeskClassifiers>()

/** The classifiers of a desk, trained once for each. */
export function classifiersOf(desk: Desk): DeskClassifiers {
  let classifiers = trained.get(desk)
  if (classifiers === undefined) {
    classifiers = trainDeskClassifiers(desk)
    trained.set(desk, classifiers)
  }
  return classifiers
}

/** Learns types and modules from the taxonomy's examples and from tickets that agents have confirmed. */
export function trainDeskClassifiers(
  desk: Desk,
  confirmed: ConfirmedTicket[] = [],
): DeskClassifiers {
  const { taxonomy } = desk
  return {
    urgency: trainUrgencyNet(desk, (id) => URGENT_TYPE.test(id)),
    type: train([...examplesOf(taxonomy.types), ...fromTickets(confirmed, 'type', taxonomy.types)]),
    module: train([
      ...examplesOf(taxonomy.modules),
      ...fromTickets(confirmed, 'module', taxonomy.modules),
    ]),
  }
}

function train(examples: Example[]): Classifier | null {
  try {
    return trainClassifier(examples)
  } catch (error) {
    if (error instanceof AppError && error.code === 'BAD_INPUT') return null
    throw error
  }
}

type Labelled = {
  id: string
  name: Localized
  examples: Partial<Record<(typeof LANGS)[number], string[]>>
}

function examplesOf(classes: Labelled[]): Example[] {
  return classes.flatMap(({ id, name, examples }) =>
    LANGS.flatMap((lang) => {
      const texts = examples[lang] ?? []
      return texts.length > 0 && name[lang] ? [...texts, name[lang]] : texts
    }).map((text) => ({ text, label: id })),
  )
}

function fromTickets(
  tickets: ConfirmedTicket[],
  field: 'type' | 'module',
  classes: Labelled[],
): Example[] {
  const known = new Set(classes.map(({ id }) => id))
  return tickets.flatMap(({ text, [field]: label }) =>
    label !== undefined && known.has(label) ? [{ text, label }] : [],
  )
}
