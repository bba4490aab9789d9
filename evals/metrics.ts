/** What one query asked for and what it got. Ids are of articles; a query that failed has an empty ranking. */
export type Judged = { ranking: readonly string[]; relevant: ReadonlySet<string> }

/**
 * Normalised discounted cumulative gain of the first `depth` places with yes/no relevance: 1 when all that could stand
 * in front does.
 */
export function ndcg({ ranking, relevant }: Judged, depth: number): number {
  const gain = ranking
    .slice(0, depth)
    .reduce((sum, id, i) => sum + (relevant.has(id) ? discount(i) : 0), 0)
  let ideal = 0
  for (let i = 0; i < Math.min(depth, relevant.size); i++) ideal += discount(i)
  return ideal === 0 ? 0 : gain / ideal
}

/** Share of the relevant articles that stand in the first `depth` places. */
export function recall({ ranking, relevant }: Judged, depth: number): number {
  if (relevant.size === 0) return 0
  return ranking.slice(0, depth).filter((id) => relevant.has(id)).length / relevant.size
}

/** One over the place of the first relevant article; 0 beyond `depth`. */
export function reciprocalRank({ ranking, relevant }: Judged, depth: number): number {
  const place = ranking.slice(0, depth).findIndex((id) => relevant.has(id))
  return place < 0 ? 0 : 1 / (place + 1)
}

/** Whether the first article is a relevant one. */
export function hit({ ranking, relevant }: Judged): number {
  return ranking[0] !== undefined && relevant.has(ranking[0]) ? 1 : 0
}

/** The figures of a run, macro-averaged: every query counts the same, the failed ones as 0. */
export function scoreRun(judged: readonly Judged[]): Record<string, number> {
  const mean = (score: (one: Judged) => number) =>
    judged.length === 0 ? 0 : judged.reduce((sum, one) => sum + score(one), 0) / judged.length
  return {
    'nDCG@10': mean((one) => ndcg(one, 10)),
    'R@1': mean((one) => recall(one, 1)),
    'R@5': mean((one) => recall(one, 5)),
    'R@10': mean((one) => recall(one, 10)),
    'MRR@10': mean((one) => reciprocalRank(one, 10)),
    'hit@1': mean(hit),
  }
}

/** The value below which `share` of the numbers lie (nearest rank); 0 of none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

/** Area under the ROC curve: how often a positive scores above a negative; ties count half. */
export function areaUnderRoc(positives: readonly number[], negatives: readonly number[]): number {
  if (positives.length === 0 || negatives.length === 0) return 0
  const all = [
    ...positives.map((score) => ({ score, isPositive: true })),
    ...negatives.map((score) => ({ score, isPositive: false })),
  ].sort((a, b) => a.score - b.score)
  let rankSum = 0
  for (let from = 0; from < all.length; ) {
    let to = from
    while (to < all.length && all[to]?.score === all[from]?.score) to++
    const rank = (from + 1 + to) / 2
    for (let i = from; i < to; i++) if (all[i]?.isPositive) rankSum += rank
    from = to
  }
  const n = positives.length
  return (rankSum - (n * (n + 1)) / 2) / (n * negatives.length)
}

function discount(index: number): number {
  return 1 / Math.log2(index + 2)
}
