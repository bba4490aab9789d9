import { foldText } from '../text/fold.ts'
import { specificKeys } from '../text/specifics.ts'
import type { Passage } from './types.ts'

/**
 * `same`: the same text but for case, width, script and spaces. `near`: also a text of which hardly a word differs,
 * where one answer is wanted.
 */
export type Likeness = 'same' | 'near'

/** Shared part of all runs of characters from which on two texts say the same. */
const NEAR = 0.8
/** Characters in a run. */
const RUN = 3
/** Shorter text may be alike by chance. */
const MIN_NEAR_LENGTH = 40
/** How much the lengths of twins may differ; folding changes few characters into more or fewer. */
const LENGTHS: Record<Likeness, number> = { same: 0.02, near: 0.15 }
/** Passages whose scores differ by less fit the question equally well. */
const EQUAL_SCORE = 0.03

/**
 * Leaves one of passages of different articles that say the same in one language to one audience. The better ranked
 * stays, for its title and headings fit the question better; of two that fit equally, the more specific: the longer heading
 * trail, then the one that is not past its review date. It stands where the best of them stood. A passage of
 * another audience is never left out for one of these, and a translation is no duplicate.
 */
export function collapseDuplicates(
  passages: readonly Passage[],
  likeness: Likeness = 'same',
): Passage[] {
  const kept: { passage: Passage; print: Print }[] = []
  for (const passage of passages) {
    const print = printOf(passage)
    const twin = kept.find((other) => isTwin(other.passage, passage, other.print, print, likeness))
    if (!twin) kept.push({ passage, print })
    else if (isPreferred(passage, twin.passage)) {
      const { score, why } = twin.passage
      twin.passage = { ...passage, score, why: { ...passage.why, lanes: why.lanes } }
    }
  }
  if (kept.length === passages.length) return [...passages]
  return kept.map(({ passage }, i) => ({ ...passage, rank: i + 1 }))
}

/** What of a text is compared; read only when another is about as long. */
type Print = { length: number; folded: () => string; runs: () => Set<string> }

function printOf({ text }: Passage): Print {
  const bare = text.replaceAll(/\s+/g, '')
  const folded = once(() => foldText(bare))
  return { length: bare.length, folded, runs: once(() => runsOf(folded())) }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function runsOf(folded: string): Set<string> {
  const runs = new Set<string>()
  for (let at = 0; at + RUN <= folded.length; at++) runs.add(folded.slice(at, at + RUN))
  return runs
}

function isTwin(a: Passage, b: Passage, left: Print, right: Print, likeness: Likeness): boolean {
  if (a.articleId === b.articleId || a.lang !== b.lang || a.audience !== b.audience) return false
  const difference = Math.abs(left.length - right.length)
  if (difference > LENGTHS[likeness] * Math.max(left.length, right.length)) return false
  if (left.folded() === right.folded()) return left.length > 0
  if (likeness === 'same' || Math.min(left.length, right.length) < MIN_NEAR_LENGTH) return false
  // A date, a price or a "not" that differs is what the two texts are there for.
  return shared(left.runs(), right.runs()) >= NEAR && pointOf(a) === pointOf(b)
}

const NEGATIONS =
  /[不没沒無无未勿别別非]|\b(?:no|not|never|cannot|without|none|nor|only|unless)\b|n['’]t\b/giu

function pointOf({ text }: Passage): string {
  const negations = foldText(text).match(NEGATIONS) ?? []
  return [...specificKeys(text), ...negations].sort().join()
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0
  for (const run of a) if (b.has(run)) both++
  return both / (a.size + b.size - both)
}

function isPreferred(one: Passage, before: Passage): boolean {
  if (one.score < before.score * (1 - EQUAL_SCORE)) return false
  const trail = one.headings.length - before.headings.length
  return trail === 0 ? before.isStale && !one.isStale : trail > 0
}
