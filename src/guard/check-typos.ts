import type { GlossaryTerm } from '../desk/types.ts'
import type { Span } from '../text/types.ts'

/** Misspellings the desk's glossary knows, with the right term. */
export function findTypos(text: string, glossary: GlossaryTerm[]): (Span & { term: string })[] {
  const lower = text.toLowerCase()
  const found: (Span & { term: string })[] = []
  for (const { term, misspellings } of glossary) {
    for (const wrong of misspellings.filter((one) => one.length > 1 && !term.includes(one))) {
      for (
        let at = lower.indexOf(wrong.toLowerCase());
        at !== -1;
        at = lower.indexOf(wrong.toLowerCase(), at + 1)
      ) {
        if (isWord(lower, at, wrong.length)) found.push({ start: at, end: at + wrong.length, term })
      }
    }
  }
  return found
}

function isWord(text: string, at: number, length: number): boolean {
  const isLatin = (char: string | undefined) => char !== undefined && /[a-z0-9]/i.test(char)
  return (
    !(isLatin(text[at]) && isLatin(text[at - 1])) &&
    !(isLatin(text[at + length - 1]) && isLatin(text[at + length]))
  )
}
