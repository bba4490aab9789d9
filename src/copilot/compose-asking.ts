import type { Draft } from '../compose/draft.ts'
import { phraseSentence } from '../compose/set-phrase.ts'
import { fittingPhrase, isAsking } from './fitting-phrase.ts'
import type { Situation } from './read-situation.ts'

/** Asks what it is about; `null` when the desk has no phrase for it. */
export function composeAsking(situation: Situation): Draft | null {
  const phrase = fittingPhrase(situation, 'clarify', isOpenQuestion)
  if (phrase === null) return null
  return { outcome: 'clarify', sentences: [phraseSentence(phrase)], confidence: 1, missing: [] }
}

/** Asks what it is about, rather than for a version or a time. */
function isOpenQuestion(phrase: string): boolean {
  return (
    isAsking(phrase) &&
    /具体|哪|情况|情形|which|more/i.test(phrase) &&
    !/版本|version/i.test(phrase)
  )
}
