import { bare, withoutMarkers } from './bare.ts'
import type { GivenPassage, GivenSentence } from './types.ts'

/** A shorter quote stands everywhere and proves nothing: letters and digits, Chinese and other scripts. */
const SHORTEST_HAN = 4
const SHORTEST_LATIN = 8

/**
 * The sentences of a passage that a quote touches, for each place where it stands there: compared by letters
 * and digits alone, forms and scripts folded. Empty when it does not stand there.
 */
export function findQuote(quote: string, passage: GivenPassage): GivenSentence[][] {
  const wanted = bare(withoutMarkers(quote))
  const shortest = /\p{Script=Han}/u.test(wanted) ? SHORTEST_HAN : SHORTEST_LATIN
  const ranges: { start: number; end: number }[] = []
  let text = ''
  for (const sentence of passage.sentences) {
    const start = text.length
    text += bare(withoutMarkers(sentence.text))
    ranges.push({ start, end: text.length })
  }
  // A cell or a short sentence may be all there is: then it has to be quoted whole.
  const isWhole = ranges.some(({ start, end }) => text.slice(start, end) === wanted)
  if (wanted === '' || (wanted.length < shortest && !isWhole)) return []
  const places: GivenSentence[][] = []
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    places.push(
      passage.sentences.filter((_, index) => {
        const range = ranges[index]!
        return range.start < end && range.end > at
      }),
    )
  }
  return places
}
