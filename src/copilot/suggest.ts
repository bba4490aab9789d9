import type { Clock } from '../clock.ts'
import type { Suggestion } from '../compose/types.ts'
import type { Transcript } from '../conversations/types.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import { answerNeeds } from './answer-needs.ts'
import { fetchGuidance } from './fetch-guidance.ts'
import { finishSuggestion } from './finish-suggestion.ts'
import { readGeneration } from './read-generation.ts'
import { readSituation } from './read-situation.ts'
import { replyWithoutKnowledge } from './reply-without-knowledge.ts'

export type SuggestDeps = { db: Database; desk: Desk; clock: Clock }
export type SuggestOptions = { signal?: AbortSignal | undefined }

/**
 * What an agent may say next. Everything in `text` is found as the customer role, composed of an article's
 * own words and set phrases, and has passed the guard; guidance for the agent is quoted and joined last.
 * Throws the signal's reason when cancelled.
 */
export async function suggest(
  { db, desk }: SuggestDeps,
  transcript: Transcript,
  { signal }: SuggestOptions = {},
): Promise<Suggestion> {
  const started = performance.now()
  signal?.throwIfAborted()
  const situation = readSituation(transcript, desk)
  const reply = replyWithoutKnowledge(situation)
  if (reply !== null) {
    const generation = await readGeneration(db)
    return finishSuggestion({
      situation,
      draft: reply,
      views: [],
      guidance: [],
      generation,
      started,
    })
  }
  const answered = await answerNeeds(db, situation, signal)
  signal?.throwIfAborted()
  const isTold = answered.draft.outcome === 'answer' || answered.draft.outcome === 'escalate'
  const guidance = isTold ? await fetchGuidance(db, situation, answered.needs, signal) : []
  signal?.throwIfAborted()
  return finishSuggestion({ situation, ...answered, guidance, started })
}
