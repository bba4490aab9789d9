import type { GlossaryTerm } from '../desk/types.ts'
import { findOtherNames } from '../retrieval/index.ts'
import { foldText } from '../text/fold.ts'

/**
 * A need with every customer's word, abbreviation or misspelling in it replaced by the desk's own term, scripts
 * folded: 帳號刪除 becomes 账号注销. Null where nothing is replaced.
 */
export function inOfficialTerms(text: string, glossary: readonly GlossaryTerm[]): string | null {
  const folded = foldText(text)
  let official = folded
  for (const { pattern, term } of findOtherNames(folded, glossary))
    if (!official.includes(term)) official = official.replaceAll(pattern, () => term)
  return official === folded ? null : official
}
