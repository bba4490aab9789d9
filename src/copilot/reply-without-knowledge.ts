import type { Draft } from '../compose/draft.ts'
import { phraseSentence, pickPhrase } from '../compose/set-phrase.ts'
import type { Stage } from '../desk/types.ts'
import type { Situation } from './read-situation.ts'

const STAGE_OF = { greeting: 'greeting', thanks: 'thanks', bye: 'close' } as const

/** The reply to what needs none of the knowledge base: small talk; `null` where something has to be looked up. */
export function replyWithoutKnowledge(situation: Situation): Draft | null {
  const { smallTalk } = situation
  if (smallTalk === null || situation.warnings.length > 0) return null
  const stage: Stage | null = smallTalk === 'acknowledgement' ? null : STAGE_OF[smallTalk]
  const phrase = stage === null ? null : phraseFor(situation, stage)
  const sentences = phrase === null ? [] : [phraseSentence(phrase)]
  return { outcome: 'nothing', sentences, confidence: 1, missing: [] }
}

function phraseFor({ desk, lang, seed, slots, isOpening }: Situation, stage: Stage): string | null {
  // Once somebody has greeted, a customer's 'hello?' is answered by listening on.
  const told = stage === 'greeting' && !isOpening ? 'listening' : stage
  return pickPhrase(desk, told, lang, seed, slots)
}
