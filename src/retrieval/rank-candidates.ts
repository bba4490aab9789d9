import type { AskSimilarity } from './ask-similarity.ts'
import type { Candidate } from './find-candidates.ts'
import { ASKED } from './weights.ts'

/** A candidate with its final score. */
export type Ranked = Candidate & {
  score: number
  /** How close the question comes to one of the ways to ask for the article: 0 to 1. */
  asked: number
  /** Its rank by each part of the score alone, from 1. */
  lanes: { terms: number; grams: number; asked: number }
}

/**
 * Orders candidates by terms, features and how they are asked for, best first. Ties stand in the order of the text.
 * `ideal`: the score of a chunk in which every term of the query stands once.
 */
export function rankCandidates(
  candidates: readonly Candidate[],
  similarity: AskSimilarity,
  ideal: number,
): Ranked[] {
  const asked = new Map(candidates.map((candidate) => [candidate, similarity(candidate.ways)]))
  const terms = ranksBy(candidates, (candidate) => candidate.terms)
  const grams = ranksBy(candidates, (candidate) => candidate.grams)
  const ways = ranksBy(candidates, (candidate) => asked.get(candidate) ?? 0)
  return candidates
    .map((candidate) => {
      const closeness = asked.get(candidate) ?? 0
      return {
        ...candidate,
        asked: closeness,
        score: candidate.terms + candidate.grams + ASKED * ideal * closeness,
        lanes: {
          terms: terms.get(candidate) ?? 0,
          grams: grams.get(candidate) ?? 0,
          asked: ways.get(candidate) ?? 0,
        },
      }
    })
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
