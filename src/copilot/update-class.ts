import type { Clock } from '../clock.ts'
import { addEvents, lockConversation, readConversation } from '../conversations/index.ts'
import type { Turn } from '../conversations/types.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import {
  type KeptClass,
  putClass,
  readClass,
  readCorrections,
  readEnds,
  standing,
} from '../triage/classes/index.ts'
import {
  CLASS_FIELDS,
  type Decided,
  type DeskClassifiers,
  type Triage,
  triageTranscript,
} from '../triage/classifier/index.ts'

export type ClassDeps = {
  db: Database
  desk: Desk
  clock: Clock
  /** As they are now. */
  classifiers: () => DeskClassifiers
}

/** Turns read of a long conversation: how it began, and what it has come to. */
const ENDS = { first: 60, last: 340 }

type State = { version: number; kept: KeptClass | null; decided: Decided; turns: Turn[] }

/**
 * Classifies a conversation as it stands and tells of it where the class has changed. `null`: it has gone, or was
 * changed meanwhile, so that somebody else does it. `again`: also where nothing was said since.
 */
export async function updateClass(
  deps: ClassDeps,
  id: string,
  { again = false } = {},
): Promise<{ triage: Triage; hasChanged: boolean; version: number } | null> {
  const state = await readState(deps.db, id)
  if (state === undefined) return null
  const { version, kept, decided, turns } = state
  if (!again && kept !== null && kept.version >= version) return null
  const options = { classifiers: deps.classifiers(), decided }
  const triage = withEarlierCalls(triageTranscript({ turns }, deps.desk, options), kept, turns)
  const hasChanged = kept === null ? isTold(triage) : !isSameClass(kept.triage, triage)
  const isPut = await settleClass(deps, id, { version, triage, hasChanged })
  return isPut ? { triage, hasChanged, version } : null
}

/** Writes a class with the event that tells it, if the conversation still stands where it was made of. */
export function settleClass(
  { db, clock }: Pick<ClassDeps, 'db' | 'clock'>,
  id: string,
  { version, triage, hasChanged }: { version: number; triage: Triage; hasChanged: boolean },
): Promise<boolean> {
  return db.write('app', async (sql) => {
    const conversation = await lockConversation(sql, id, {}).catch(() => undefined)
    if (conversation?.version !== version) return false
    const now = clock.now()
    // Sent together, done in this order.
    await Promise.all([
      putClass(sql, { conversation: id, version, triage, now }),
      hasChanged && addEvents(sql, conversation, [{ kind: 'class-changed', data: triage }], now),
    ])
    return true
  })
}

function readState(db: Database, id: string): Promise<State | undefined> {
  return db.read('app', async (sql) => {
    const [conversation, kept, corrections, turns] = await Promise.all([
      readConversation(sql, id, {}).catch(() => undefined),
      readClass(sql, id),
      readCorrections(sql, id),
      readEnds(sql, id, ENDS),
    ])
    if (conversation === undefined) return undefined
    return { version: conversation.version, kept, decided: standing(corrections), turns }
  })
}

/** A call for help that was heard once is not forgotten because the talk has become long. */
function withEarlierCalls(triage: Triage, kept: KeptClass | null, turns: readonly Turn[]): Triage {
  const seen = new Set(turns.map(({ seq }) => seq))
  const earlier = (kept?.triage.urgent ?? []).filter(({ seq }) => !seen.has(seq))
  return earlier.length === 0 ? triage : { ...triage, urgent: [...earlier, ...triage.urgent] }
}

/** Whether the same is said of every field, and the same help called for; confidence and evidence aside. */
export function isSameClass(a: Triage, b: Triage): boolean {
  const kinds = ({ urgent }: Triage) => [...new Set(urgent.map(({ kind }) => kind))].sort().join()
  return CLASS_FIELDS.every((field) => a[field]?.value === b[field]?.value) && kinds(a) === kinds(b)
}

/** A first class that says nothing at all is not worth an event. */
function isTold(triage: Triage): boolean {
  return CLASS_FIELDS.some((field) => triage[field] !== null)
}
