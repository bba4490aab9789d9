import type { Transcript } from '../../src/conversations/types.ts'
import { answersFrom } from '../../src/copilot/answers-from.ts'
import { lookUp } from '../../src/copilot/look-up.ts'
import { readSituation } from '../../src/copilot/read-situation.ts'
import type { Passage, Retrieval } from '../../src/retrieval/index.ts'
import type { World } from '../suites/open-world.ts'
import type { CaseTrace, TracedSearch } from './types.ts'

/** Passages kept of a search. */
const KEPT = 6
/** Of which so many are kept whole, whether or not the case passed. */
const ALWAYS = 3
const DIGITS = 4

/**
 * What is looked up for a transcript: the same searches again, as the clock stands still and the store does not move.
 * `isExpected` tells the articles that the case wants; with `withText` all of the passages are kept whole.
 */
export async function traceSearches(
  { db, desk }: World,
  transcript: Transcript,
  isExpected: (article: string) => boolean,
  withText: boolean,
): Promise<TracedSearch[]> {
  const situation = readSituation(transcript, desk)
  if (situation.burst.length === 0) return []
  const { whole, answering } = await lookUp(db, situation, undefined)
  const others = answering.filter((one) => one !== whole)
  const toTraced = (one: Retrieval) => ({
    query: one.query.text,
    context: one.query.context,
    lang: one.query.lang,
    confidence: round(one.confidence),
    threshold: round(answersFrom(situation.lang)),
    isUsed: answering.includes(one),
    passages: one.passages
      .slice(0, KEPT)
      .map((passage) => toPassage(passage, isExpected, withText)),
  })
  return [whole, ...others].map(toTraced)
}

function toPassage(
  { rank, articleId, title, lang, score, why, text }: Passage,
  isExpected: (article: string) => boolean,
  withText: boolean,
) {
  return {
    ...{ rank, article: articleId, title, lang, score: round(score) },
    ...{ lanes: why.lanes, terms: why.terms, isExpected: isExpected(articleId) },
    ...(withText || rank <= ALWAYS ? { text } : {}),
  }
}

/** How sure the first search was, and whether it should have been. */
export function askedOf(
  searches: readonly TracedSearch[],
  isAnswerable: boolean,
): CaseTrace['asked'] {
  const [whole] = searches
  if (whole === undefined) return undefined
  const { confidence, threshold, passages } = whole
  return { confidence, threshold, isAnswerable, isRight: passages[0]?.isExpected === true }
}

function round(value: number): number {
  return Number(value.toFixed(DIGITS))
}
