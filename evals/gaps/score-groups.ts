import { pairOf, type QuestionSet } from './read-sets.ts'

/** How groups fare against pairs known to be one. */
export type PairScore = { precision: number; recall: number; f1: number }

/** Over all pairs of items: a pair that is not known to be one counts as different. */
export function scoreAllPairs(
  { same }: QuestionSet,
  groups: readonly (readonly number[])[],
): PairScore {
  let [together, right] = [0, 0]
  for (const group of groups) {
    together += (group.length * (group.length - 1)) / 2
    for (const [i, a] of group.entries())
      for (let j = i + 1; j < group.length; j++) if (same.has(pairOf(a, group[j]!))) right++
  }
  return scoreOf(right, together, same.size)
}

/** Over the pairs that somebody judged. */
export function scoreJudged(
  { same, judged }: QuestionSet,
  groups: readonly (readonly number[])[],
): PairScore {
  const groupOf = new Map(groups.flatMap((group, at) => group.map((item) => [item, at] as const)))
  let [together, right, known] = [0, 0, 0]
  for (const pair of judged ?? []) {
    const [a, b] = pair.split(' ').map(Number) as [number, number]
    if (a === b) continue
    const isTogether = groupOf.get(a) === groupOf.get(b)
    if (isTogether) together++
    if (same.has(pair)) known++
    if (isTogether && same.has(pair)) right++
  }
  return scoreOf(right, together, known)
}

function scoreOf(right: number, together: number, known: number): PairScore {
  const precision = together === 0 ? 0 : right / together
  const recall = known === 0 ? 0 : right / known
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { precision, recall, f1 }
}
