import { foldText } from '../text/fold.ts'
import type { Tokens } from '../text/tokens.ts'

/** How far a text has a word of a question: 1 when it stands there, less when only something like it does, 0 to 1. */
export type TermMatch = (word: string) => number

/** A word whose four-letter runs all stand in a text, but nowhere together, is hardly another form of one there. */
const ALIKE = 0.8
/** The characters of a Chinese word stand there, but apart. */
const SCATTERED = 0.4
const RUN = 4

/** Prepares the comparison with one text, of which `tokens` are. Words are as `tokenize` gives them. */
export function matchTerms(text: string, tokens: Tokens): TermMatch {
  const folded = foldText(text)
  const words = new Set(tokens.words)
  const characters = new Set(tokens.characters)
  const bigrams = new Set(tokens.bigrams)
  const fragments = new Set(tokens.fragments)
  return (word) => {
    if (words.has(word)) return 1
    if (/\p{Script=Han}/u.test(word)) {
      const own = [...word]
      if (own.length === 1) return characters.has(word) ? 1 : 0
      // Where words end is a guess: 会员费 has 会员.
      if (folded.includes(word)) return 1
      const apart = own.every((character) => characters.has(character)) ? SCATTERED : 0
      return Math.max(apart, shareIn(bigrams, runsOf(own, 2)))
    }
    if (/^\p{N}/u.test(word)) return 0
    return ALIKE * shareIn(fragments, runsOf([...`_${word}_`], RUN))
  }
}

function runsOf(characters: readonly string[], length: number): string[] {
  const runs: string[] = []
  for (let at = 0; at + length <= characters.length; at++)
    runs.push(characters.slice(at, at + length).join(''))
  return runs
}

function shareIn(known: ReadonlySet<string>, runs: readonly string[]): number {
  return runs.length === 0 ? 0 : runs.filter((run) => known.has(run)).length / runs.length
}
