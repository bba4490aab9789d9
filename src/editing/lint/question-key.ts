import { foldText } from '../../text/fold.ts'

/** Equal for questions that differ in nothing but case, width, script, blanks and punctuation. */
export function questionKey(text: string): string {
  return foldText(text).replaceAll(/[^\p{L}\p{N}]/gu, '')
}
