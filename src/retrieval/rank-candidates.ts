import type { Candidate } from './find-candidates.ts'

/** A candidate with its final score. */
export type Ranked = Candidate & {
  score: number
  /** Its rank by each part of the score alone, from 1. */
  lanes: { terms: number; grams: number }
}

/** Orders candidates by terms and features together, best first. Ties stand in the order of the text. */
export function rankCandidates(candidates: readonly Candidate[]): Ranked[] {
  const terms = ranksBy(candidates, (candidate) => candidate.terms)
  const grams = ranksBy(candidates, (candidate) => candidate.grams)
  return candidates
    .map((candidate) => ({
      ...candidate,
      score: candidate.terms + candidate.grams,
      lanes: { terms: terms.get(candidate) ?? 0, grams: grams.get(candidate) ?? 0 },
    }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        compare(a.articleId, b.articleId) ||
        a.piece - b.piece ||
        a.chunk - b.chunk,
    )
}

function ranksBy(
  candidates: readonly Candidate[],
  value: (candidate: Candidate) => number,
): Map<Candidate, number> {
  const sorted = [...candidates].sort((a, b) => value(b) - value(a))
  return new Map(sorted.map((candidate, i) => [candidate, i + 1]))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
