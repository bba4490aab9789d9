import type { GlossaryTerm } from '../desk/types.ts'
import { foldText } from '../text/fold.ts'

/** One Chinese character stands in too many words to be taken for a term. */
const SHORTEST = 2

/**
 * A need with every customer's word, abbreviation or misspelling in it replaced by the desk's own term, scripts
 * folded: 帳號刪除 becomes 账号注销. Null where nothing is replaced.
 */
export function inOfficialTerms(text: string, glossary: readonly GlossaryTerm[]): string | null {
  const folded = foldText(text)
  const variants = glossary
    .flatMap(({ term, synonyms, abbreviations, misspellings }) =>
      [...synonyms, ...abbreviations, ...misspellings].map((variant) => ({
        variant: foldText(variant),
        term: foldText(term),
      })),
    )
    .filter(({ variant, term }) => variant.length >= SHORTEST && variant !== term)
    .sort((a, b) => b.variant.length - a.variant.length)
  let official = folded
  for (const { variant, term } of variants)
    if (!official.includes(term)) official = replaceWord(official, variant, term)
  return official === folded ? null : official
}

/** Latin variants only as whole words; Chinese has no word ends to go by. */
function replaceWord(text: string, variant: string, term: string): string {
  if (!text.includes(variant)) return text
  const escaped = variant.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const edge = /\p{Script=Latin}/u.test(variant) ? '[\\p{Script=Latin}\\p{N}]' : null
  const pattern = edge === null ? escaped : `(?<!${edge})${escaped}(?!${edge})`
  return text.replaceAll(new RegExp(pattern, 'gu'), () => term)
}
