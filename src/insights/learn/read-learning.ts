import type { Database } from '../../db/index.ts'
import { readHeads } from './article-heads.ts'
import type { Shift } from './compute-shifts.ts'
import type { RankRun } from './rank-rows.ts'
import { readRankSignal } from './rank-signal.ts'

/** What the ranking goes by and what it was computed from, of the articles that an editor may read now. */
export async function readLearning(
  db: Database,
): Promise<{ run: RankRun | null; shifts: Shift[] }> {
  const current = await readRankSignal(db)
  if (current === null) return { run: null, shifts: [] }
  const ids = current.shifts.map(({ article }) => article)
  const heads = await db.read('lead', (sql) => readHeads(sql, ids))
  return { run: current.run, shifts: current.shifts.filter(({ article }) => heads.has(article)) }
}
