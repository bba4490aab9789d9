import type { SuggestedSentence, Suggestion } from '../../src/compose/types.ts'
import type { Desk } from '../../src/desk/types.ts'
import { bare } from './disguises.ts'
import type { ReadSource } from './source-reader.ts'

/** What is wrong with how a suggestion is supported; independent of the guard that lets it through. */
export type Faults = { uncited: string[]; invented: string[] }

/** A quoted sentence holds at least this share of its pairs of letters in order to be called verbatim. */
const VERBATIM = 0.95

export async function findFaults(
  { text, sentences }: Pick<Suggestion, 'text' | 'sentences'>,
  read: ReadSource,
  desk: Desk,
): Promise<Faults> {
  const faults: Faults = { uncited: findUntold(text, sentences), invented: [] }
  const phrases = numbersIn(phrasesOf(desk))
  for (const sentence of sentences) {
    if (!(await isSupported(sentence, read))) faults.uncited.push(sentence.text)
    const quotes = sentence.citations.map(({ quote, title }) => `${quote}\n${title}`).join('\n')
    const known = new Set([...numbersIn(quotes), ...(sentence.basis === 'phrase' ? phrases : [])])
    const unknown = [...numbersIn(withoutMarker(sentence.text))].filter((one) => !known.has(one))
    if (unknown.length > 0) faults.invented.push(`${unknown.join(' ')} in: ${sentence.text}`)
  }
  return faults
}

/** What the text says beside its sentences, and sentences that it does not say: those alone are cited. */
function findUntold(text: string, sentences: readonly SuggestedSentence[]): string[] {
  const untold: string[] = []
  let at = 0
  for (const sentence of sentences) {
    const found = text.indexOf(sentence.text, at)
    if (found === -1) {
      untold.push(`not in the text: ${sentence.text}`)
      continue
    }
    untold.push(text.slice(at, found))
    at = found + sentence.text.length
  }
  return [...untold, text.slice(at)].map((one) => one.trim()).filter((one) => one !== '')
}

async function isSupported(
  { text, basis, citations }: SuggestedSentence,
  read: ReadSource,
): Promise<boolean> {
  if (basis !== 'phrase' && citations.length === 0) return false
  for (const { article, start, end, quote } of citations) {
    const source = await read(article)
    if (!source?.parts.some((part) => part.slice(start, end) === quote)) return false
  }
  if (basis !== 'quoted') return true
  const quotes = citations.map(({ quote }) => quote).join('\n')
  return shareOfPairs(withoutMarker(text), quotes) >= VERBATIM
}

/** Sentences of which so much is said count as said. */
const SAID = 0.9

/**
 * Share of the sentences of the cited articles' standard replies that are said; undefined where none is cited.
 * A condition, fee or deadline that is dropped on the way shows here.
 */
export async function shareOfReply(
  { text, sentences }: Pick<Suggestion, 'text' | 'sentences'>,
  read: ReadSource,
): Promise<number | undefined> {
  const cited = new Set(sentences.flatMap(({ citations }) => citations.map((one) => one.article)))
  const replies: string[] = []
  for (const article of cited) replies.push((await read(article))?.standardReply ?? '')
  const wanted = replies
    .flatMap((reply) => reply.split(/(?<=[。！？；])|(?<=[.!?;])\s+|\n/))
    .map((one) => one.replaceAll(/\{\{[^}]*\}\}/g, ''))
    .filter((one) => bare(one).length > 3)
  if (wanted.length === 0) return undefined
  return wanted.filter((one) => shareOfPairs(one, text) >= SAID).length / wanted.length
}

/** Share of the text's pairs of neighbouring letters that the quotes hold too. */
function shareOfPairs(text: string, quotes: string): number {
  const pairs = pairsOf(bare(text))
  const held = new Set(pairsOf(bare(quotes)))
  if (pairs.length === 0) return 1
  // A slot filled in breaks a pair on either side of it and adds its own.
  const foreign = pairs.filter((pair) => !held.has(pair)).length
  return 1 - Math.max(0, foreign - 3) / pairs.length
}

function pairsOf(text: string): string[] {
  const letters = [...text]
  return letters.slice(1).map((letter, i) => `${letters[i]}${letter}`)
}

/** The number or dot that a list puts before its item. */
function withoutMarker(text: string): string {
  return text.replaceAll(/^\s*(?:[•·-]\s*|\d+(?:[.)]\s+|、\s*))/gm, '')
}

function numbersIn(text: string): Set<string> {
  const found = text.normalize('NFKC').match(/\d+(?:[.,]\d+)*/g) ?? []
  return new Set(found.map((one) => one.replaceAll(',', '')))
}

function phrasesOf(desk: Desk): string {
  const stages = Object.values(desk.phrases).flatMap((langs) => Object.values(langs).flat())
  const calming = desk.warnings.flatMap(({ calm }) => Object.values(calm))
  return [...stages, ...calming].join('\n')
}
