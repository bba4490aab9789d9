import type { Clock } from '../clock.ts'
import type { Suggestion } from '../compose/types.ts'
import type { Transcript } from '../conversations/types.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import { answerNeeds } from './answer-needs.ts'
import { type CopilotModel, composeByModel } from './compose-by-model.ts'
import { fetchGuidance } from './fetch-guidance.ts'
import { finishSuggestion } from './finish-suggestion.ts'
import { findHolding, withHolding } from './hold-incident.ts'
import { readGeneration } from './read-generation.ts'
import { readSituation } from './read-situation.ts'
import { replyWithoutKnowledge } from './reply-without-knowledge.ts'

export type SuggestDeps = {
  db: Database
  desk: Desk
  clock: Clock
  /** Left out: every answer is told in the articles' own words. */
  model?: CopilotModel | undefined
}
export type SuggestOptions = {
  signal?: AbortSignal | undefined
  /** False: notes for agents are not looked up; nothing else depends on them. */
  withGuidance?: boolean
}

/**
 * What an agent may say next. Everything in `text` is found as the customer role, composed of an article's
 * own words and set phrases (with a model: reworded and verified, or else the same as without), and has passed
 * the guard; guidance for the agent never meets the model: it is quoted and joined last.
 * Throws the signal's reason when cancelled.
 */
export async function suggest(
  { db, desk, model }: SuggestDeps,
  transcript: Transcript,
  { signal, withGuidance = true }: SuggestOptions = {},
): Promise<Suggestion> {
  const started = performance.now()
  signal?.throwIfAborted()
  const situation = readSituation(transcript, desk)
  const holding = await findHolding(db, situation)
  const reply = replyWithoutKnowledge(situation)
  if (reply !== null && holding === null) {
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
  const found = await answerNeeds(db, situation, signal)
  const answered = holding === null ? found : withHolding(holding, found)
  signal?.throwIfAborted()
  const isTold = answered.draft.outcome === 'answer' || answered.draft.outcome === 'escalate'
  const [guidance, told] = await Promise.all([
    isTold && withGuidance ? fetchGuidance(db, situation, answered.needs, signal) : [],
    holding === null && model && composeByModel(model, situation, answered, signal),
  ])
  signal?.throwIfAborted()
  const engine = told ? ('model' as const) : ('extractive' as const)
  return finishSuggestion({ situation, ...answered, ...told, guidance, started, engine })
}
