import type { GlossaryTerm } from '../../../desk/index.ts'
import { isStopWord } from '../../../retrieval/stop-words.ts'
import { foldText } from '../../../text/fold.ts'
import { stem } from '../../../text/tokens.ts'
import { type FileRule, finding } from '../file-view.ts'
import { regionAt } from '../regions.ts'
import type { Finding } from '../types.ts'

/** A wrong spelling and what is right. */
export type WrongTerm = { wrong: string; right: string }

const HAN = /\p{Script=Han}/u
const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** Misspellings of the glossary in text that readers see. */
export const terms: FileRule = (view) => {
  const { path, head, masked, bodyStart, lines, isForeign } = view
  if (isForeign || head === null) return []
  const findings: Finding[] = []
  const add = (term: WrongTerm, at: number, length: number): void => {
    const found = view.source.slice(at, at + length)
    findings.push(
      finding(
        'term',
        path,
        lines.positionAt(at),
        `“${found}” is a wrong spelling of “${term.right}”.`,
        {
          found,
          allowed: term.right,
          end: lines.positionAt(at + length),
        },
      ),
    )
  }
  for (const { term, start, end } of findWrongTerms(
    masked.slice(bodyStart),
    head.lang,
    view.terms.glossary,
  )) {
    const at = bodyStart + start
    if (regionAt(view.regions, at)) add(term, at, end - start)
  }
  // Customers' own slips may stand under asks; a title is the desk's.
  const title = view.places.title
  if (title) {
    const from = lines.startOf(title.line) + title.column - 1
    const line = view.source.slice(from, view.source.indexOf('\n', from))
    for (const { term, start, end } of findWrongTerms(line, head.lang, view.terms.glossary))
      add(term, from + start, end - start)
  }
  return findings
}

/** Where wrong terms of a language stand in a text, whole words only. */
export function findWrongTerms(
  text: string,
  lang: GlossaryTerm['lang'],
  glossary: readonly GlossaryTerm[],
): { term: WrongTerm; start: number; end: number }[] {
  const found: { term: WrongTerm; start: number; end: number }[] = []
  for (const term of wrongTerms(lang, glossary)) {
    for (let at = text.indexOf(term.wrong); at >= 0; at = text.indexOf(term.wrong, at + 1)) {
      const end = at + term.wrong.length
      if (isWholeWord(text, at, end)) found.push({ term, start: at, end })
    }
  }
  return found
}

const known = new WeakMap<readonly GlossaryTerm[], Map<string, WrongTerm[]>>()

/** Misspellings that are nothing else: no term, synonym or abbreviation, no part of a right one. */
export function wrongTerms(
  lang: GlossaryTerm['lang'],
  glossary: readonly GlossaryTerm[],
): WrongTerm[] {
  const byLang = known.get(glossary) ?? new Map<string, WrongTerm[]>()
  known.set(glossary, byLang)
  const before = byLang.get(lang)
  if (before) return before
  const right = glossary.flatMap(({ term, synonyms, abbreviations }) => [
    term,
    ...synonyms,
    ...abbreviations,
  ])
  const rightFolded = right.map((term) => foldText(term))
  const found = glossary
    .filter((term) => term.lang === lang)
    .flatMap(({ term, misspellings }) => misspellings.map((wrong) => ({ wrong, right: term })))
    .filter(({ wrong, right: term }) => isDistinct(wrong, term, rightFolded))
  byLang.set(lang, found)
  return found
}

function isDistinct(wrong: string, right: string, others: readonly string[]): boolean {
  const folded = foldText(wrong)
  if (folded === foldText(right)) return false
  if (HAN.test(wrong))
    return !mayBeTwoWords(wrong) && !others.some((other) => other.includes(folded))
  return (
    !others.some((other) => ` ${other} `.includes(` ${folded} `)) &&
    !isVariant(folded, foldText(right))
  )
}

/** 前到 stands in 之前到账: a short slip with a function word in it is met by chance. */
function mayBeTwoWords(wrong: string): boolean {
  const characters = [...wrong]
  return characters.length < 3 && characters.some((character) => isStopWord(foldText(character)))
}

/** The same word with another ending or hyphen, such as a singular: used rightly, it looks the same. */
function isVariant(wrong: string, right: string): boolean {
  const bare = (text: string): string => text.replaceAll(/[^a-z]/g, '')
  const [a, b] = [bare(wrong), bare(right)]
  return a === b || a.startsWith(b) || b.startsWith(a) || stem(a) === stem(b)
}

function isWholeWord(text: string, start: number, end: number): boolean {
  if (!HAN.test(text.slice(start, end))) {
    const isEdge = (char: string | undefined): boolean =>
      char === undefined || !/[\p{L}\p{N}_-]/u.test(char)
    return isEdge(text[start - 1]) && isEdge(text[end])
  }
  const from = Math.max(0, start - 12)
  const near = text.slice(from, end + 12)
  const edges = new Set([near.length])
  for (const { index } of words.segment(near)) edges.add(index)
  return edges.has(start - from) && edges.has(end - from)
}
