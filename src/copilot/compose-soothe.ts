import type { Draft } from '../compose/draft.ts'
import { phraseSentence } from '../compose/set-phrase.ts'
import { fittingPhrase, isStatement } from './fitting-phrase.ts'
import type { Situation } from './read-situation.ts'

/** For a customer who is angry and asks for nothing that can be looked up; `null` when the desk has no phrase. */
export function composeSoothe(situation: Situation): Draft | null {
  const phrase = fittingPhrase(situation, 'soothe', isStatement)
  if (phrase === null) return null
  return {
    outcome: 'soothe',
    sentences: [phraseSentence(phrase)],
    confidence: situation.mood.score,
    missing: [],
  }
}
