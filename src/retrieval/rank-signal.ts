import type { Database } from '../db/index.ts'
import type { Passage } from './types.ts'

/** What was learned from feedback on customers' articles. */
export type RankSignal = {
  /** Articles of which anything was learned. */
  articles: ReadonlySet<string>
  /** For a question in these words: article to the part of its score that it loses or gains. */
  shiftsFor(text: string): ReadonlyMap<string, number>
}

/** No feedback moves an article further than past those whose scores differ by this part. */
export const MOST_SHIFT = 0.05

const signals = new WeakMap<Database, RankSignal>()

/** Lets all searches of this database use the signal; null: none. Set by whoever opened it. */
export function setRankSignal(db: Database, signal: RankSignal | null): void {
  if (signal === null || signal.articles.size === 0) signals.delete(db)
  else signals.set(db, signal)
}

export function rankSignalOf(db: Database): RankSignal | null {
  return signals.get(db) ?? null
}

/**
 * Passages that were found for a question, in the order that feedback gives them. Nothing comes in or goes out. Only customers'
 * text moves, for only on that there is feedback. Ranks and scores stay where they are, so that they fall as before.
 */
export function inLearnedOrder(
  passages: Passage[],
  text: string,
  signal: RankSignal | null,
): Passage[] {
  if (signal === null || !passages.some(({ articleId }) => signal.articles.has(articleId)))
    return passages
  const shifts = signal.shiftsFor(text)
  const shiftOf = ({ audience, articleId }: Passage) => {
    const shift = audience === 'customer' ? (shifts.get(articleId) ?? 0) : 0
    return Math.max(-MOST_SHIFT, Math.min(MOST_SHIFT, shift))
  }
  const moved = passages.map((passage, at) => {
    const shift = shiftOf(passage)
    return { passage, at, shift, score: passage.score * (1 + shift) }
  })
  if (moved.every(({ shift }) => shift === 0)) return passages
  moved.sort((a, b) => b.score - a.score || a.at - b.at)
  return moved.map(({ passage, shift }, at) => {
    const { rank, score } = passages[at] as Passage
    const why = shift === 0 ? passage.why : { ...passage.why, learned: shift }
    return { ...passage, rank, score, why }
  })
}
