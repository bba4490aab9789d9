import { answerThreshold } from '../retrieval/confidence.ts'
import type { Lang } from '../text/types.ts'

/** From this confidence on the knowledge base is taken to answer a question in this language. */
export function answersFrom(lang: Lang): number {
  return answerThreshold(lang)
}
