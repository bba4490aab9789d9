import type { Store, TransactionSql } from '../db/index.ts'
import { type QueryTerm, weightIn } from './query-terms.ts'
import { readFrequencies, type Statistics } from './statistics.ts'
import { termKey } from './term-keys.ts'
import { SLIP } from './weights.ts'

/** Shorter words are one letter away from too many others. */
const SHORTEST = 4
/** A question has few slips; more unknown words are another language. */
const MOST_WORDS = 4
/** Words taken for what was meant, the most frequent ones first. */
const MOST_MEANT = 2

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']

/**
 * Known words one slip away from the Latin words of the need that no chunk has, as terms to look up besides: a letter
 * too many, too few, another one, or two in the wrong order (Damerau 1964: four of five misspellings are one of these).
 * They are not the customer's own words, so they do not make an answer surer. Reads nothing when all words are known.
 */
export async function correctSpelling(
  sql: TransactionSql,
  stores: readonly Store[],
  terms: readonly QueryTerm[],
  statistics: Statistics,
): Promise<{ terms: readonly QueryTerm[]; statistics: Statistics }> {
  const unknown = terms.filter((term) => isUnknown(term, statistics)).slice(0, MOST_WORDS)
  if (unknown.length === 0) return { terms, statistics }
  const slips = new Map(unknown.map(({ text }) => [text, slipsOf(text)]))
  const keys = [...slips.values()].flat().map((word) => termKey('word', word))
  const found = await readFrequencies(sql, stores, keys)
  const known = (word: string) => found.get(termKey('word', word)) ?? 0
  const meant = [...slips.values()].flatMap((some) =>
    some
      .filter((word) => known(word) > 0)
      .sort((a, b) => known(b) - known(a))
      .slice(0, MOST_MEANT),
  )
  if (meant.length === 0) return { terms, statistics }
  const frequencies = new Map([...statistics.frequencies, ...found])
  return {
    terms: [...terms, ...[...new Set(meant)].map(termFor)],
    statistics: { ...statistics, frequencies },
  }
}

function isUnknown(term: QueryTerm, { frequencies }: Statistics): boolean {
  const { view, isOwn, text, key } = term
  return view === 'word' && isOwn && (frequencies.get(key) ?? 0) === 0 && isLatinWord(text)
}

function isLatinWord(text: string): boolean {
  return text.length >= SHORTEST && /^[a-z]+$/.test(text)
}

function termFor(word: string): QueryTerm {
  const weight = weightIn('word', word) * SLIP
  return {
    key: termKey('word', word),
    view: 'word',
    text: word,
    weight,
    isStop: false,
    isOwn: false,
  }
}

/** All words one slip away. Terms are stems, and so are these. */
function slipsOf(word: string): string[] {
  const slips = new Set<string>()
  for (let i = 0; i <= word.length; i++) {
    const [head, tail] = [word.slice(0, i), word.slice(i)]
    if (tail !== '') slips.add(head + tail.slice(1))
    if (tail.length > 1) slips.add(`${head}${tail[1]}${tail[0]}${tail.slice(2)}`)
    for (const letter of LETTERS) {
      slips.add(head + letter + tail)
      if (tail !== '') slips.add(head + letter + tail.slice(1))
    }
  }
  slips.delete(word)
  return [...slips]
}
