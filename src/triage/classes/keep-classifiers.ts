import type { Clock } from '../../clock.ts'
import type { Database } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import type { Log } from '../../log.ts'
import {
  CLASSIFIER_NAMES,
  type ClassifierName,
  type DeskClassifiers,
  type Example,
  fingerprintOf,
  loadClassifier,
  trainingSets,
} from '../classifier/index.ts'
import { confirmedTickets, correctionsMark } from './corrections.ts'
import { putStoredClassifier, readStoredClassifier } from './stored-classifiers.ts'
import { trainInThread } from './train-in-thread.ts'

/** Corrections that are learned from, the latest. */
const MOST_CONFIRMED = 20_000

export type ClassifierKeeper = {
  /** As they are now; null for what is not trained yet: no class, never a default one. */
  current(): DeskClassifiers
  /**
   * Brings them in step with the taxonomy and the corrections: what is made of other examples than before is read from
   * the database or trained in a thread; the rest stays. One at a time. Names what has changed.
   */
  refresh(): Promise<ClassifierName[]>
  close(): Promise<void>
}

export type KeeperDeps = { db: Database; desk: Desk; clock: Clock; log: Log }

export function keepClassifiers(deps: KeeperDeps): ClassifierKeeper {
  const current: DeskClassifiers = { type: null, module: null, urgency: null }
  const made = new Map<ClassifierName, string>()
  const stopped = new AbortController()
  let running: Promise<unknown> = Promise.resolve()

  let seen: string | undefined

  async function bringInStep(): Promise<ClassifierName[]> {
    const mark = await deps.db.read('app', correctionsMark)
    if (mark === seen) return []
    const confirmed = await deps.db.read('app', (sql) => confirmedTickets(sql, MOST_CONFIRMED))
    const sets = trainingSets(deps.desk, confirmed)
    const changed: ClassifierName[] = []
    for (const name of CLASSIFIER_NAMES) {
      const inputs = fingerprintOf(sets[name])
      if (made.get(name) === inputs || stopped.signal.aborted) continue
      current[name] = await make(name, inputs, sets[name])
      made.set(name, inputs)
      changed.push(name)
    }
    if (!stopped.signal.aborted) seen = mark
    return changed
  }

  async function make(name: ClassifierName, inputs: string, examples: Example[]) {
    const started = performance.now()
    const kept = await deps.db.read('app', (sql) => readStoredClassifier(sql, name, inputs))
    if (kept !== null) return loadClassifier(kept)
    const trained = await trainInThread(examples, stopped.signal)
    if (trained === null) return null
    const { model, packed } = trained
    const now = deps.clock.now()
    await deps.db.write('app', (sql) => putStoredClassifier(sql, { name, inputs, packed, now }))
    const ms = Math.round(performance.now() - started)
    deps.log.info({ classifier: name, examples: examples.length, ms }, 'classifier-trained')
    return loadClassifier(model)
  }

  return {
    current: () => current,
    refresh() {
      const next = running.catch(() => undefined).then(bringInStep)
      running = next
      return next
    },
    async close() {
      stopped.abort(new Error('closed'))
      await running.catch(() => undefined)
    },
  }
}
