import type { Clock } from '../clock.ts'
import type { ChatSettings } from '../config.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import type { Log } from '../log.ts'
import { keepClassifiers } from '../triage/classes/index.ts'
import type { DeskClassifiers, Triage } from '../triage/classifier/index.ts'
import { createLiveClass, type LiveClass } from './live-class.ts'
import { openSecondOpinion } from './second-opinion.ts'
import { updateClass } from './update-class.ts'

/** What goes on with classes beside requests: training, and classes of conversations as they grow. */
export type ClassWork = {
  live: LiveClass
  /** The first training has ended, well or badly. */
  ready: Promise<unknown>
  /** As they are now; null for what is not trained yet. */
  classifiers(): DeskClassifiers
  /** Learns what was confirmed since; to be called every few seconds. */
  learn(): Promise<unknown>
  /** Classifies a conversation now, also where nothing was said since: somebody has decided something of it. */
  classifyNow(conversation: string): Promise<Triage | null>
  close(): Promise<void>
}

export type ClassWorkDeps = { db: Database; desk: Desk; clock: Clock; log: Log }

/** The first training begins here and is waited for by nobody. */
export async function openClassWork(
  deps: ClassWorkDeps,
  chat: ChatSettings | undefined,
): Promise<ClassWork> {
  const keeper = keepClassifiers(deps)
  const classDeps = { ...deps, classifiers: () => keeper.current() }
  const onClass = await openSecondOpinion(chat, classDeps)
  const live = createLiveClass({ ...classDeps, ...(onClass ? { onClass } : {}) })
  const learn = (): Promise<unknown> =>
    keeper.refresh().catch((error: unknown) => {
      // What was learned before stays; the next round tries again.
      deps.log.warn({ name: error instanceof Error ? error.name : 'unknown' }, 'training-failed')
    })
  return {
    live,
    ready: learn(),
    classifiers: () => keeper.current(),
    learn,
    async classifyNow(conversation) {
      const made = await updateClass(classDeps, conversation, { again: true })
      return made?.triage ?? null
    },
    async close() {
      await live.close()
      await keeper.close()
    },
  }
}
