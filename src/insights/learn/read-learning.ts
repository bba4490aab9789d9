import type { Database } from '../../db/index.ts'
import { readHeads } from './article-heads.ts'
import { readCandidates } from './ask-rows.ts'
import type { Shift } from './compute-shifts.ts'
import type { RankRun } from './rank-rows.ts'
import { readRankSignal } from './rank-signal.ts'
import { isSameQuestion } from './sketch.ts'

/** An article that is moved, and for what; null where the conversations in which it was asked have been forgotten. */
export type ToldShift = Omit<Shift, 'sketch'> & { question: string | null }

/** What the ranking goes by and what it was computed from, of the articles that an editor may read now. */
export async function readLearning(
  db: Database,
): Promise<{ run: RankRun | null; shifts: ToldShift[] }> {
  const current = await readRankSignal(db)
  if (current === null) return { run: null, shifts: [] }
  const ids = current.shifts.map(({ article }) => article)
  const heads = await db.read('lead', (sql) => readHeads(sql, ids))
  const candidates = await db.read('app', readCandidates)
  const questionOf = ({ article, sketch }: Shift) =>
    candidates
      .filter((one) => one.kind === 'must-not' && one.article === article)
      .find((one) => isSameQuestion(one.sketch, sketch))
      ?.evidence.at(-1)?.question ?? null
  const shifts = current.shifts
    .filter(({ article }) => heads.has(article))
    .map(({ sketch, ...shift }) => ({
      ...shift,
      question: questionOf({ sketch, ...shift }),
    }))
  return { run: current.run, shifts }
}
