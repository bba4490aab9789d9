import { foldText } from '../../text/fold.ts'
import { tokenize } from '../../text/tokens.ts'

/** Lengths of character runs taken from a text in letters; `zh` where it holds Chinese characters. */
const RUNS = { latin: [1, 2, 3, 4], zh: [1, 2, 3] }
const HAN = /\p{Script=Han}/u
/** Features of one text; a longer one is read from its beginning. */
const MAX_CHARACTERS = 6_000

/** Marks a word, a pair of words and a run of characters, so that `退` the word is not `退` the character. */
export const KIND = { word: 'w:', pair: 'p:', run: 'c:' } as const

/**
 * What a text is classified by, with repetitions: its words and word pairs, and the runs of characters
 * across them (edges of the text count as spaces), which bridge typos, inflection and word boundaries.
 */
export function readFeatures(text: string): string[] {
  const sample = text.slice(0, MAX_CHARACTERS)
  const { words, pairs } = tokenize(sample)
  const features = words.map((word) => KIND.word + word)
  for (const pair of pairs) features.push(KIND.pair + pair)
  const folded = foldText(sample).replace(/\s+/gu, ' ').trim()
  if (folded === '') return features
  const characters = [...` ${folded} `]
  for (const length of HAN.test(folded) ? RUNS.zh : RUNS.latin) {
    for (let start = 0; start + length <= characters.length; start++) {
      const run = characters.slice(start, start + length).join('')
      if (run !== ' ') features.push(KIND.run + run)
    }
  }
  return features
}

/** The words and pairs in a feature as a person reads them; `null` for a run of characters. */
export function readableTerm(feature: string): string | null {
  if (feature.startsWith(KIND.word)) return feature.slice(KIND.word.length)
  return feature.startsWith(KIND.pair) ? feature.slice(KIND.pair.length) : null
}

/** Number of a feature's kind: words 0, pairs 1, runs of one character 2, of two 3, of three 4, longer ones 5. */
export function blockOf(feature: string): number {
  if (feature.startsWith(KIND.word)) return 0
  if (feature.startsWith(KIND.pair)) return 1
  return Math.min(5, 1 + [...feature].length - KIND.run.length)
}
