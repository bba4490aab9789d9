import { type Draft, joinSentences } from '../compose/draft.ts'
import { phraseSentence } from '../compose/set-phrase.ts'
import { withoutGreeting } from '../compose/without-greeting.ts'
import { UPSET } from '../triage/mood.ts'
import { fittingPhrase, isStatement } from './fitting-phrase.ts'
import type { Situation } from './read-situation.ts'

const GREETING = /^(?:您好|你好|尊敬的|hello|hi\b|dear|good (?:morning|afternoon|evening))/i

/** Puts a soothing phrase before what an upset customer is told, and a greeting before the first answer. */
export function addManners(draft: Draft, situation: Situation): Draft {
  const opening = openingPhrases(draft, situation)
  if (opening.length === 0) return draft
  const [first, ...rest] = draft.sentences
  const sentences = opening.map((text, at) => phraseSentence(text, at === 0 ? '' : '\n'))
  if (first !== undefined) sentences.push({ ...withoutGreeting(first), lead: '\n' }, ...rest)
  return { ...draft, sentences }
}

function openingPhrases(draft: Draft, situation: Situation): string[] {
  const { mood, isOpening } = situation
  const phrases: string[] = []
  const isUpset = mood.score >= UPSET
  const soothing = isUpset ? fittingPhrase(situation, 'soothe', isStatement) : null
  const isGreeted = GREETING.test(soothing ?? joinSentences(draft.sentences))
  if (isOpening && !isGreeted && draft.sentences.length > 0) {
    const greeting = fittingPhrase(situation, 'greeting', isStatement)
    if (greeting !== null) phrases.push(greeting)
  }
  if (soothing !== null) phrases.push(soothing)
  return phrases
}
