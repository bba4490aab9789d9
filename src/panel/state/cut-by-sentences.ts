import type { SuggestedSentence } from '../../http/api-types.ts'

export type SaidPiece = { at: number; text: string; sentence: SuggestedSentence | null }

/**
 * Cuts a suggestion's text into its sentences and what stands between them (spaces, line breaks).
 * The pieces joined are the text, whatever the sentences say; one that is not in the text is left out.
 */
export function cutBySentences(text: string, sentences: SuggestedSentence[]): SaidPiece[] {
  const pieces: SaidPiece[] = []
  let at = 0
  for (const sentence of sentences) {
    const start = sentence.text === '' ? -1 : text.indexOf(sentence.text, at)
    if (start < 0) continue
    if (start > at) pieces.push({ at, text: text.slice(at, start), sentence: null })
    pieces.push({ at: start, text: sentence.text, sentence })
    at = start + sentence.text.length
  }
  if (at < text.length) pieces.push({ at, text: text.slice(at), sentence: null })
  return pieces
}
