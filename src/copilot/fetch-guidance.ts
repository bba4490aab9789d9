import type { Need } from '../compose/compose-answer.ts'
import type { Guidance } from '../compose/types.ts'
import type { Database } from '../db/index.ts'
import { buildQuery, type Passage, retrieve } from '../retrieval/index.ts'
import type { Situation } from './read-situation.ts'

const PASSAGES = 8
const MOST_NOTES = 3
/** A note of another article is shown when it scores this much of the best note. */
const NEAR_BEST = 0.7
/** Notes found with less are about something else, unless they stand in the article that answers. */
const RELEVANT_FROM = 0.5

/**
 * What agents, and agents only, are told about the same need: found in a lookup of its own, after the text
 * for the customer is made, and quoted word for word.
 */
export async function fetchGuidance(
  db: Database,
  situation: Situation,
  needs: Need[],
  signal: AbortSignal | undefined,
): Promise<Guidance[]> {
  const query = buildQuery(situation.turns, situation.lang)
  const { passages, confidence } = await retrieve(db, 'agent', query, {
    top: PASSAGES,
    audiences: ['agent'],
    signal,
  })
  const answering = new Set(needs.map(({ view }) => view.id))
  const best = passages[0]?.score ?? 0
  return passages
    .filter(
      (passage) =>
        answering.has(passage.articleId) ||
        (confidence >= RELEVANT_FROM && passage.score >= best * NEAR_BEST),
    )
    .slice(0, MOST_NOTES)
    .flatMap(toGuidance)
}

function toGuidance({ audience, articleId, title, chunkId, text }: Passage): Guidance[] {
  const quote = text.trim()
  if (audience === 'customer' || quote === '') return []
  return [{ audience, article: articleId, title, chunk: chunkId, quote }]
}
