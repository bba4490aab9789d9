import type { Draft } from '../compose/draft.ts'
import { phraseSentence } from '../compose/set-phrase.ts'
import type { SmallTalk } from '../compose/small-talk.ts'
import { topicOf } from '../compose/vague-need.ts'
import { UPSET } from '../triage/mood.ts'
import { composeAsking } from './compose-asking.ts'
import { composeSoothe } from './compose-soothe.ts'
import { fittingPhrase, isAsking } from './fitting-phrase.ts'
import { needText } from './need-text.ts'
import type { Situation } from './read-situation.ts'

/**
 * The reply to what needs none of the knowledge base: small talk, and anger
 * that asks for nothing; `null` where something has to be looked up.
 */
export function replyWithoutKnowledge(situation: Situation): Draft | null {
  if (situation.warnings.length > 0) return null
  if (isOutburst(situation)) return composeSoothe(situation)
  if (situation.smallTalk === null) return isVague(situation) ? composeAsking(situation) : null
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

/** Says that there is something without saying what, and nothing has been said before. */
function isVague({ burst, turns }: Situation): boolean {
  const earlier = turns
    .slice(0, turns.length - burst.length)
    .filter(({ speaker }) => speaker === 'customer')
  if (earlier.some(({ text }) => topicOf(needText(text)) !== '')) return false
  return burst.every(({ text }) => topicOf(needText(text)) === '')
}

function isOutburst({ burst, mood }: Situation): boolean {
  return mood.score >= UPSET && burst.every(({ text }) => topicOf(needText(text)) === '')
}
