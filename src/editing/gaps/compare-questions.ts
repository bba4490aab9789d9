import { compareWants } from './question-frame.ts'
import type { Space } from './question-space.ts'
import { VIEWS } from './question-terms.ts'

/** What two questions have in common by themselves, 0 to 1 each; `wants` from -1. */
export type Likeness = {
  all: number
  word: number
  character: number
  fragment: number
  pair: number
  /** The part of the content of the one that the other has too, of whichever it is more. */
  cover: number
  wants: number
  /** 1 where only one of them denies something. */
  denied: number
  /** 1 where both name numbers and none of them is the same. */
  numbers: number
  length: number
}

const [WORD, CHARACTER, FRAGMENT, PAIR] = (['word', 'character', 'fragment', 'pair'] as const).map(
  (view) => VIEWS.indexOf(view),
) as [number, number, number, number]

const shared = new Float64Array(VIEWS.length)

/** Compares two questions of a space, given by their places. */
export function compareQuestions(
  { reads, viewOf, isContent }: Space,
  a: number,
  b: number,
): Likeness {
  const [one, other] = [reads[a]!, reads[b]!]
  shared.fill(0)
  let [ofOne, ofOther] = [0, 0]
  for (let i = 0, j = 0; i < one.ids.length && j < other.ids.length; ) {
    const [left, right] = [one.ids[i]!, other.ids[j]!]
    if (left === right) {
      const [weight, there] = [one.weights[i]!, other.weights[j]!]
      shared[viewOf[left]!]! += weight * there
      if (isContent[left]) {
        ofOne += weight * weight
        ofOther += there * there
      }
    }
    if (left <= right) i++
    if (right <= left) j++
  }
  const cosine = (view: number): number =>
    shared[view]! === 0 ? 0 : shared[view]! / (one.viewLengths[view]! * other.viewLengths[view]!)
  return {
    all: shared.reduce((sum, share) => sum + share, 0),
    word: cosine(WORD),
    character: cosine(CHARACTER),
    fragment: cosine(FRAGMENT),
    pair: cosine(PAIR),
    cover: Math.max(share(ofOne, one.contentLength), share(ofOther, other.contentLength)),
    wants: compareWants(one.frame, other.frame),
    denied: one.frame.isDenied === other.frame.isDenied ? 0 : 1,
    numbers: clash(one.frame.numbers, other.frame.numbers) ? 1 : 0,
    length: Math.min(one.size, other.size) / Math.max(1, one.size, other.size),
  }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function clash(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size > 0 && b.size > 0 && ![...a].some((number) => b.has(number))
}
