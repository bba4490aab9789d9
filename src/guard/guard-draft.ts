import type { Draft, DraftSentence } from '../compose/draft.ts'
import { findForeignWords } from '../compose/model/foreign-words.ts'
import type { Citation } from '../compose/types.ts'
import { foldText } from '../text/fold.ts'
import { specificKeys } from '../text/specifics.ts'
import { findLinks } from './find-links.ts'
import { findHiddenCharacters } from './hidden-characters.ts'
import { isOfficialHost, isOfficialLink } from './official-link.ts'
import { findPersonalData } from './personal-data.ts'

export type DraftEvidence = {
  /** Markdown of the chunks a customer may see now, by chunk id. */
  chunks: Map<string, string>
  /** Whether a text is one of the desk's set phrases, its slots filled. */
  isPhrase: (text: string) => boolean
  officialDomains: string[]
  /** The customer's own words that a sentence may address them by, as they said them. */
  said?: readonly string[]
}

export type DroppedSentence = { index: number; reason: DropReason }
export type DropReason =
  | 'no-citation'
  | 'quote-not-found'
  | 'not-in-quote'
  | 'unsupported-specific'
  | 'not-a-phrase'
  | 'link'
  | 'personal-data'
  | 'hidden-characters'

/**
 * The gate over every suggestion: a sentence stays only if it is a set phrase, or stands in the chunk it
 * cites with every figure of it. What falls out is named for the log. An answer of which nothing but set
 * phrases is left counts as failed: the caller then says what is said when nothing is known.
 */
export function guardDraft(
  draft: Draft,
  evidence: DraftEvidence,
): { draft: Draft; dropped: DroppedSentence[]; isOk: boolean } {
  const dropped: DroppedSentence[] = []
  const sentences = draft.sentences.filter((sentence, index) => {
    const reason = reasonToDrop(sentence, evidence)
    if (reason !== null) dropped.push({ index, reason })
    return reason === null
  })
  const needsSource = draft.outcome === 'answer'
  const isOk =
    dropped.length === 0 ||
    (needsSource ? sentences.some(({ basis }) => basis !== 'phrase') : sentences.length > 0)
  return { draft: { ...draft, sentences }, dropped, isOk }
}

function reasonToDrop(sentence: DraftSentence, evidence: DraftEvidence): DropReason | null {
  const { basis, citations } = sentence
  const text = (evidence.said ?? []).reduce(
    (rest, value) => rest.replaceAll(value, ''),
    sentence.text,
  )
  if (findHiddenCharacters(text).length > 0) return 'hidden-characters'
  if (findLinks(text).some((link) => !isOfficialLink(link, text, evidence.officialDomains)))
    return 'link'
  if (!citations.every((citation) => isFound(citation, evidence))) return 'quote-not-found'
  if (basis === 'phrase') return isPhrase(sentence, evidence) ? null : 'not-a-phrase'
  if (citations.length === 0) return 'no-citation'
  if (hasPersonalData(text, evidence.officialDomains)) return 'personal-data'
  const quotes = citations.map(({ quote }) => quote).join('\n')
  if (basis === 'quoted' && !isVerbatim(text, quotes)) return 'not-in-quote'
  // What stands there word for word has no figure that does not stand there.
  if (basis === 'quoted') return null
  const supported = specificKeys(quotes)
  for (const key of specificKeys(text)) if (!supported.has(key)) return 'unsupported-specific'
  return hasOnlyWordsOf(text, quotes) ? null : 'not-in-quote'
}

function isFound(citation: Citation, { chunks }: DraftEvidence): boolean {
  return citation.quote !== '' && (chunks.get(citation.chunk)?.includes(citation.quote) ?? false)
}

/** A set phrase, or a numbered choice that is the title of the article it cites. */
function isPhrase({ text, citations }: DraftSentence, evidence: DraftEvidence): boolean {
  if (citations.length === 0) return evidence.isPhrase(text)
  const choice = bare(text.replace(/^\d\. /, ''))
  return citations.some(({ title }) => bare(title) === choice)
}

function hasPersonalData(text: string, officialDomains: string[]): boolean {
  return findPersonalData(text).some(
    ({ type, text: found }) =>
      type !== 'NAME' &&
      type !== 'ADDRESS' &&
      !(type === 'EMAIL' && isOfficialHost(found.split('@').at(-1)!.trim(), officialDomains)),
  )
}

/** Letters and digits only, scripts and forms folded: what marks and layout cannot change. */
function bare(text: string): string {
  return foldText(text).replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function isVerbatim(text: string, quotes: string): boolean {
  const said = bare(text.replace(/^\s*(?:•|\d+\.) /, ''))
  return (
    bare(quotes).includes(said) ||
    bare(withoutLinkTargets(quotes)).includes(bare(withoutAddresses(text)))
  )
}

/** `[name](target)` reads as its name; a shown address follows it. */
function withoutLinkTargets(markdown: string): string {
  return markdown.replaceAll(/\]\([^)]*\)/g, ']').replaceAll(/\{\{[^}]*\}\}/g, '')
}

function withoutAddresses(text: string): string {
  return text.replace(/^\s*(?:•|\d+\.) /, '').replaceAll(/https?:\/\/\S+/g, '')
}

/** Reworded text says nothing that is not in its quotes: each word, or pair of characters, is there. */
function hasOnlyWordsOf(text: string, quotes: string): boolean {
  const heard = new Set(piecesOf(quotes))
  const pieces = piecesOf(text)
  const foreign = pieces.filter((piece) => !heard.has(piece)).length
  // Joined and put in another order, words make new pairs of characters without a new word.
  return foreign <= Math.max(2, pieces.length * 0.1) || findForeignWords(text, quotes).length === 0
}

function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (const run of foldText(text).match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []) {
    if (!/\p{Script=Han}/u.test(run) || run.length === 1) pieces.push(run)
    else for (let at = 0; at + 1 < run.length; at++) pieces.push(run.slice(at, at + 2))
  }
  return pieces
}
