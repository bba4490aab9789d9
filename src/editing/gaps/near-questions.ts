import { compareQuestions } from './compare-questions.ts'
import type { Space } from './question-space.ts'

/** Terms that stand in more questions than this join nobody: they are too usual, and too long to go through. */
const MOST_COMMON = 1_500
/** A question's weightiest terms by which others are looked for. */
const LOOKED_UP = 24
/** So many of those that share most are compared. */
const COMPARED = 20
/** The circle of a question: itself and so many of the likest, */
const CIRCLE = 10
/** none of them less like it than this: among few questions the likest may be nothing alike. */
const AKIN = 0.2

/** Where a question stands among the others. */
export type Neighbourhood = {
  /** The likest others, the likest first. */
  likest: readonly number[]
  /** How like the likest is, 0 to 1. */
  nearest: number
  circle: ReadonlySet<number>
}

/** For each question those that are likest to it, looked for through postings: never all with all. */
export function findNear(space: Space): Neighbourhood[] {
  const postings = postingsOf(space)
  const shared = new Float32Array(space.reads.length)
  return space.reads.map(({ ids, weights }, at) => {
    const telling = Array.from(ids, (id, i) => ({ id, weight: weights[i]! }))
      .filter(({ id }) => postings.get(id)!.length <= MOST_COMMON)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, LOOKED_UP)
    const touched: number[] = []
    for (const { id, weight } of telling) {
      for (const other of postings.get(id)!) {
        if (other === at) continue
        if (shared[other] === 0) touched.push(other)
        shared[other]! += weight
      }
    }
    const most = touched.sort((a, b) => shared[b]! - shared[a]! || a - b).slice(0, COMPARED)
    for (const other of touched) shared[other] = 0
    const likest = most
      .map((other) => ({ other, likeness: compareQuestions(space, at, other).all }))
      .sort((a, b) => b.likeness - a.likeness || a.other - b.other)
    return {
      likest: likest.map(({ other }) => other),
      nearest: likest[0]?.likeness ?? 0,
      circle: new Set([
        at,
        ...likest
          .slice(0, CIRCLE)
          .filter(({ likeness }) => likeness >= AKIN)
          .map(({ other }) => other),
      ]),
    }
  })
}

function postingsOf({ reads }: Space): Map<number, number[]> {
  const postings = new Map<number, number[]>()
  for (const [at, { ids }] of reads.entries()) {
    for (const id of ids) {
      const posting = postings.get(id)
      if (posting) posting.push(at)
      else postings.set(id, [at])
    }
  }
  return postings
}
