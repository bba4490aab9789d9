import type { Database } from '../../db/index.ts'
import type { Desk, GlossaryTerm, LearningSettings } from '../../desk/types.ts'
import { type RankSignal, setRankSignal } from '../../retrieval/index.ts'
import { computeShifts, OLDEST_DAYS, type Shift } from './compute-shifts.ts'
import { putRun, type RankRun, readRuns, readShifts, readVotes } from './rank-rows.ts'
import { isSameQuestion, sketchOf } from './sketch.ts'

/** Any number: of several processes one computes. */
const COMPUTE_LOCK = 7_433_290
const DAY_MS = 24 * 60 * 60 * 1_000

export type Computed = { run: number; shifts: Shift[] }

/**
 * Computes anew how far articles are moved, from the votes of the last year, and keeps it with what it was made of. With
 * `unlessSince` nothing is done where that was done since then, by whatever process: null.
 */
export function computeRankSignal(
  db: Database,
  rules: LearningSettings,
  input: { by: string; now: Date; unlessSince?: Date },
): Promise<Computed | null> {
  const { by, now, unlessSince } = input
  const since = new Date(now.getTime() - OLDEST_DAYS * DAY_MS)
  return db.write('app', async (sql) => {
    await sql`select pg_advisory_xact_lock(${COMPUTE_LOCK})`
    const [last] = await readRuns(sql, 1)
    if (unlessSince && last && new Date(last.at) > unlessSince) return null
    const votes = await readVotes(sql, since)
    if (votes.length === 0 && last === undefined) return null
    const shifts = computeShifts(votes, rules, now)
    return { run: await putRun(sql, { votes, shifts, rules, by, now }), shifts }
  })
}

/** What the ranking goes by now: the last run and what came of it; null before the first. */
export function readRankSignal(db: Database): Promise<{ run: RankRun; shifts: Shift[] } | null> {
  return db.read('app', async (sql) => {
    const [run] = await readRuns(sql, 1)
    return run ? { run, shifts: await readShifts(sql, run.id) } : null
  })
}

/**
 * Lets the searches of this database go by the last run. It is held in memory, so that no search reads it; called at
 * the start and every minute, it takes up what another process has computed. Switched off, no search sees any of it.
 */
export async function applyRankSignal(
  db: Database,
  { learning, glossary }: Pick<Desk, 'learning' | 'glossary'>,
): Promise<void> {
  if (!learning.rerank) return setRankSignal(db, null)
  const current = await readRankSignal(db)
  setRankSignal(db, signalOf(current?.shifts ?? [], glossary))
}

/** Longer than any question; of a longer text only the beginning is compared. */
const MOST_TEXT = 300

/** What searches go by: the shifts of the articles that were rejected for what is asked now. */
export function signalOf(shifts: readonly Shift[], glossary: readonly GlossaryTerm[]): RankSignal {
  return {
    articles: new Set(shifts.map(({ article }) => article)),
    shiftsFor(text) {
      const asked = sketchOf(text.slice(0, MOST_TEXT), glossary)
      const own = new Map<string, number>()
      for (const { article, sketch, shift } of shifts) {
        if (asked === null || !isSameQuestion(asked, sketch)) continue
        own.set(article, Math.min(shift, own.get(article) ?? 0))
      }
      return own
    },
  }
}
