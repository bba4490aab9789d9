import { normalize, type SparseVector, score } from '../../src/triage/classifier/sparse.ts'
import { trainSvm } from '../../src/triage/classifier/train-svm.ts'
import type { Example } from '../../src/triage/classifier/types.ts'

/**
 * What the classifier is measured against: TF-IDF of words and of runs of one to three characters within words, and
 * a linear support vector machine per class (C = 1), as in scikit-learn's TfidfVectorizer and LinearSVC. Nothing of
 * its reading of text is shared with the product; the solver is, which is LIBLINEAR's own.
 */
export function trainBaseline(examples: readonly Example[]): (text: string) => string {
  const texts = examples.map(({ text }) => readTerms(text))
  const places = new Map<string, number>()
  const frequency: number[] = []
  for (const terms of texts) {
    for (const term of new Set(terms)) {
      const place = places.get(term) ?? places.size
      places.set(term, place)
      frequency[place] = (frequency[place] ?? 0) + 1
    }
  }
  const rarity = frequency.map((count) => Math.log((1 + texts.length) / (1 + count)) + 1)
  const rows = texts.map((terms) => toVector(terms, places, rarity))
  const labels = [...new Set(examples.map(({ label }) => label))].sort()
  const models = labels.map((label) =>
    trainSvm(rows, (row) => examples[row]?.label === label, places.size, { maxRounds: 60 }),
  )
  return (text) => {
    const vector = toVector(readTerms(text), places, rarity)
    const scores = models.map((weights) => score(weights, vector))
    return labels[scores.indexOf(Math.max(...scores))] as string
  }
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

function readTerms(text: string): string[] {
  const lower = text.toLowerCase()
  const terms: string[] = []
  for (const { segment, isWordLike } of segmenter.segment(lower)) {
    if (isWordLike) terms.push(`w ${segment}`)
  }
  for (const token of lower.split(/\s+/)) {
    if (token === '') continue
    const characters = [...` ${token} `]
    for (let length = 1; length <= 3; length++) {
      for (let start = 0; start + length <= characters.length; start++) {
        terms.push(`c${characters.slice(start, start + length).join('')}`)
      }
    }
  }
  return terms
}

function toVector(
  terms: string[],
  places: Map<string, number>,
  rarity: readonly number[],
): SparseVector {
  const counts = new Map<number, number>()
  for (const term of terms) {
    const place = places.get(term)
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  return normalize({
    indices: Int32Array.from(counts.keys()),
    values: Float32Array.from(
      counts,
      ([place, count]) => (1 + Math.log(count)) * (rarity[place] as number),
    ),
  })
}
