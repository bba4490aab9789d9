import type { Desk } from '../../desk/types.ts'
import { AppError } from '../../errors.ts'
import { type Classifier, trainClassifier } from './classifier.ts'
import { type ConfirmedTicket, trainingSets } from './training-sets.ts'
import type { Example } from './types.ts'

/** What a desk's taxonomy teaches; `null` where it has examples of fewer than two classes. */
export type DeskClassifiers = {
  type: Classifier | null
  module: Classifier | null
  /** Tells calls for help from everyday matters, behind the rules; null where it is not there yet. */
  urgency: Classifier | null
}

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
  const { type, module, urgency } = trainingSets(desk, confirmed)
  return {
    type: trainIfEnough(type),
    module: trainIfEnough(module),
    urgency: trainIfEnough(urgency),
  }
}

/** Null with examples of fewer than two classes. */
export function trainIfEnough(examples: Example[]): Classifier | null {
  try {
    return trainClassifier(examples)
  } catch (error) {
    if (error instanceof AppError && error.code === 'BAD_INPUT') return null
    throw error
  }
}
