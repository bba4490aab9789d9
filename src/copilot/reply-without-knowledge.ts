import type { Draft } from '../compose/draft.ts'
import { phraseSentence } from '../compose/set-phrase.ts'
import type { SmallTalk } from '../compose/small-talk.ts'
import { fittingPhrase, isAsking } from './fitting-phrase.ts'
import type { Situation } from './read-situation.ts'

/** The reply to what needs none of the knowledge base: small talk; `null` where something has to be looked up. */
export function replyWithoutKnowledge(situation: Situation): Draft | null {
  if (situation.smallTalk === null || situation.warnings.length > 0) return null
  const phrase = phraseFor(situation, situation.smallTalk)
  const sentences = phrase === null ? [] : [phraseSentence(phrase)]
  return { outcome: 'nothing', sentences, confidence: 1, missing: [] }
}

function phraseFor(situation: Situation, smallTalk: SmallTalk): string | null {
  switch (smallTalk) {
    case 'greeting':
      // Once somebody has greeted, a customer's 'hello?' is answered by listening on.
      return fittingPhrase(situation, situation.isOpening ? 'greeting' : 'listening')
    case 'thanks':
      return fittingPhrase(situation, 'close', isAsking)
    case 'bye':
      return fittingPhrase(situation, 'close', (phrase) => !isAsking(phrase))
    case 'acknowledgement':
      return null
  }
}
