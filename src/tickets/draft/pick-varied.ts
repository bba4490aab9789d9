import { cosine, toVectors } from './centrality.ts'
import type { SaidSentence } from './sentences.ts'

/** How much likeness to what is already chosen costs. */
const REDUNDANCY = 0.4

export type Scored = { sentence: SaidSentence; score: number }

/**
 * Goes through candidates from the best on, each time the one that is good and unlike what was taken: maximal marginal
 * relevance (Carbonell and Goldstein, SIGIR 1998). `take` says whether one is taken; `'stop'` ends it.
 * `all`: every sentence of the conversation by its place; `taken`: what was chosen before.
 */
export function pickVaried<One extends Scored>(
  candidates: readonly One[],
  all: readonly SaidSentence[],
  taken: readonly SaidSentence[],
  take: (one: One, worth: number) => boolean | 'stop',
): void {
  const vectors = toVectors(all.map(({ terms }) => terms))
  const none: ReadonlyMap<string, number> = new Map()
  const vectorOf = ({ at }: SaidSentence) => vectors[at] ?? none
  const rest = candidates.map((one) => ({ one, likeness: 0 }))
  const compareWith = (sentence: SaidSentence) => {
    const vector = vectorOf(sentence)
    for (const left of rest)
      left.likeness = Math.max(left.likeness, cosine(vectorOf(left.one.sentence), vector))
  }
  for (const sentence of taken) compareWith(sentence)
  const worth = ({ one, likeness }: (typeof rest)[number]) => one.score - REDUNDANCY * likeness
  while (rest.length > 0) {
    let at = 0
    for (const [i, left] of rest.entries()) if (worth(left) > worth(rest[at]!)) at = i
    const [best] = rest.splice(at, 1)
    const isTaken = take(best!.one, worth(best!))
    if (isTaken === 'stop') return
    if (isTaken) compareWith(best!.one.sentence)
  }
}
