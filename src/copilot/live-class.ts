import type { Appended } from '../conversations/index.ts'
import type { Log } from '../log.ts'
import { unclassified } from '../triage/classes/index.ts'
import type { Triage } from '../triage/classifier/index.ts'
import type { Live } from './live.ts'
import { type ClassDeps, updateClass } from './update-class.ts'

/** Keeps the classes of conversations in step with what is said. */
export type LiveClass = {
  /** From now on suggestions go first. */
  giveWayTo(live: Pick<Live, 'whenFree'>): void
  /** To be called after the turns are committed. */
  turnsAppended(appended: Appended): void
  /** Classifies conversations that another process has left behind. */
  catchUp(): Promise<void>
  /** Classifies what waits at once; resolves when nothing runs. */
  idle(): Promise<void>
  close(): Promise<void>
}

export type LiveClassDeps = ClassDeps & {
  log: Log
  /** Told of every class that was made of new turns; what it does may fail. */
  onClass?: (made: { conversation: string; version: number; triage: Triage }) => Promise<void>
}

/** The suggestion goes first, and a burst is classified once. */
const WAIT_MS = 1_000
/** A conversation nobody has touched for so long is not being classified any more. */
const LEFT_BEHIND_MS = 10_000
const AT_ONCE = 20

export function createLiveClass(deps: LiveClassDeps): LiveClass {
  /** Conversations being classified; true: something was said meanwhile. */
  const busy = new Map<string, boolean>()
  const work = new Set<Promise<void>>()
  /** One after the other, and only when no suggestion is being made. */
  let last: Promise<unknown> = Promise.resolve()
  let whenFree = () => Promise.resolve()
  /** Ends the wait of a conversation. */
  const waiting = new Map<string, () => void>()
  let isClosed = false

  function wantSoon(id: string): void {
    if (isClosed || waiting.has(id)) return
    const cancel = deps.clock.after(WAIT_MS, () => {
      waiting.delete(id)
      want(id)
    })
    waiting.set(id, cancel)
  }

  function endWaits(): string[] {
    const ids = [...waiting.keys()]
    for (const cancel of waiting.values()) cancel()
    waiting.clear()
    return ids
  }

  function want(id: string): void {
    if (isClosed) return
    if (busy.has(id)) {
      busy.set(id, true)
      return
    }
    busy.set(id, false)
    const done = run(id).finally(() => {
      work.delete(done)
      const isStale = busy.get(id) === true
      busy.delete(id)
      if (isStale) want(id)
    })
    work.add(done)
  }

  function inTurn(id: string): ReturnType<typeof updateClass> {
    const made = last.then(() => whenFree()).then(() => updateClass(deps, id))
    last = made.catch(() => undefined)
    return made
  }

  async function run(id: string): Promise<void> {
    try {
      const made = await inTurn(id)
      if (made === null) return
      const { triage, version, hasChanged } = made
      deps.log.info({ conversation: id, version, hasChanged }, 'conversation-classified')
      await deps.onClass?.({ conversation: id, version, triage })
    } catch (error) {
      // No class is told rather than a wrong one; the next turn, or `catchUp`, tries again.
      const name = error instanceof Error ? error.name : 'unknown'
      deps.log.warn({ conversation: id, name }, 'classification-failed')
    }
  }

  return {
    giveWayTo(live) {
      whenFree = () => live.whenFree()
    },
    turnsAppended({ conversation, changed }) {
      if (changed.some(({ final, speaker }) => final && speaker === 'customer')) {
        wantSoon(conversation.id)
      }
    },
    async catchUp() {
      const before = new Date(deps.clock.now().getTime() - LEFT_BEHIND_MS)
      const ids = await deps.db.read('app', (sql) => unclassified(sql, before, AT_ONCE))
      for (const id of ids) want(id)
    },
    async idle() {
      for (const id of endWaits()) want(id)
      while (work.size > 0) await Promise.all(work)
    },
    async close() {
      isClosed = true
      endWaits()
      await Promise.all(work)
    },
  }
}

/** The live runner, with the classes beside it. */
export function withClasses(live: Live, classes: LiveClass): Live {
  classes.giveWayTo(live)
  return {
    ...live,
    turnsAppended(appended) {
      live.turnsAppended(appended)
      classes.turnsAppended(appended)
    },
    async takeUpForgotten() {
      await live.takeUpForgotten()
      await classes.catchUp()
    },
    async idle() {
      await live.idle()
      await classes.idle()
    },
    async close() {
      await classes.close()
      await live.close()
    },
  }
}
