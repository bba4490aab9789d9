import type { GlossaryTerm } from '../desk/types.ts'
import { foldText } from '../text/fold.ts'
import type { Query } from './types.ts'

/** One Chinese character stands in too many words to be taken for a term. */
const SHORTEST = 2

/** The query with the desk's own terms for what the customer calls otherwise: synonyms, abbreviations, slips. */
export function withOfficialTerms(query: Query, glossary: readonly GlossaryTerm[]): Query {
  const text = foldText(query.text)
  const official = glossary.filter(
    ({ term, synonyms, abbreviations, misspellings }) =>
      !text.includes(foldText(term)) &&
      [...synonyms, ...abbreviations, ...misspellings].some((variant) =>
        says(text, foldText(variant)),
      ),
  )
  return official.length === 0 ? query : { ...query, official: official.map(({ term }) => term) }
}

/** Latin variants count only as whole words; Chinese has no word ends to go by. Both are folded. */
function says(text: string, variant: string): boolean {
  if (variant.length < SHORTEST) return false
  const isWord = /\p{Script=Latin}/u.test(variant)
  for (let at = text.indexOf(variant); at >= 0; at = text.indexOf(variant, at + 1)) {
    const end = at + variant.length
    if (!isWord || !(isWordPart(text[at - 1]) || isWordPart(text[end]))) return true
  }
  return false
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{Script=Latin}\p{N}]/u.test(character)
}
