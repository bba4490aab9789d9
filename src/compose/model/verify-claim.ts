import type { Placeholders } from '../../models/placeholders.ts'
import { detectLanguage } from '../../text/language.ts'
import { splitSentences } from '../../text/sentences.ts'
import { specificKeys } from '../../text/specifics.ts'
import type { Lang } from '../../text/types.ts'
import { toScript } from '../convert-script.ts'
import type { DraftSentence } from '../draft.ts'
import { readSaid, wordShare } from '../overlap.ts'
import type { Citation } from '../types.ts'
import { bare, withoutMarkers } from './bare.ts'
import type { Claim } from './claim.ts'
import { findQuote } from './find-quote.ts'
import { findForeignWords } from './foreign-words.ts'
import { hasSameSense } from './same-sense.ts'
import type { ClaimChecks, CutReason, GivenPassage, GivenSentence } from './types.ts'

/** What a claim is held against. */
export type ClaimContext = {
  /** The passages of this request, and no others. */
  passages: readonly GivenPassage[]
  /** The customer's language. */
  lang: Lang
  placeholders: Placeholders
  /** The delimiter of this request: nobody has a reason to say it. */
  nonce: string
  checks: ClaimChecks
}

export type Verified =
  | {
      isOk: true
      sentences: DraftSentence[]
      /** What of the passages the claim tells. */
      told: GivenSentence[]
      /** The customer's own words that were put back. */
      said: string[]
    }
  | { isOk: false; reason: CutReason }

const LONGEST = 600
/** So many of a reworded sentence's words, or pairs of characters, stand beside each other in its source. */
const LEAST_SHARED = 0.6

const cut = (reason: CutReason): Verified => ({ isOk: false, reason })

/**
 * A claim as sentences that may be told, or why it is cut, as a whole. Whole sentences of a passage are told
 * as they stand there; anything else has to be made of the words of the sentences it quotes, say the same,
 * and pass the gate.
 */
export function verifyClaim(claim: Claim, context: ClaimContext): Verified {
  const { passages, placeholders, nonce } = context
  if (`${claim.text}${claim.quote}`.includes(nonce)) return cut('prompt-echo')
  if (claim.text.length > LONGEST) return cut('too-long')
  const passage = passages.find(({ label }) => label === claim.chunk.replace(/^\W+|\W+$/g, ''))
  if (passage === undefined) return cut('unknown-passage')
  const places = findQuote(claim.quote, passage)
  if (places.length === 0) return cut('quote-not-found')
  const unmasked = placeholders.unmask(claim.text)
  if (!unmasked.isOk) return cut('invented-placeholder')
  const restored = placeholders.read(claim.text)
  // A form of address may be said; to repeat numbers and addresses no answer needs.
  if (restored.some(({ type }) => type !== 'NAME')) return cut('personal-data')
  const said = restored.map(({ value }) => value)
  const text = withoutMarks(unmasked.text)
  if (bare(text) === '') return cut('empty')
  const tries = places.map((touched) => verifyAgainst(text, touched, said, context))
  const good = tries.find(({ isOk }) => isOk) ?? tries[0]!
  return good
}

function verifyAgainst(
  text: string,
  touched: GivenSentence[],
  said: string[],
  context: ClaimContext,
): Verified {
  const whole = asWholeSentences(text, touched)
  if (whole !== null) return { isOk: true, sentences: whole, told: whole, said: [] }
  const sentences: DraftSentence[] = []
  for (const part of splitSentences(text)) {
    const sentence = toSentence(part.text, touched, sentences.length === 0, context.lang)
    const reason = reasonToCut(sentence, touched, said, context)
    if (reason !== null) return cut(reason)
    sentences.push(sentence)
  }
  return { isOk: true, sentences, told: touched, said }
}

/** The sentences themselves where the claim says neither more nor less than a run of them. */
function asWholeSentences(text: string, touched: GivenSentence[]): GivenSentence[] | null {
  const wanted = bare(withoutMarkers(text))
  for (let from = 0; from < touched.length; from++) {
    let joined = ''
    for (let to = from; to < touched.length && joined.length < wanted.length; to++) {
      joined += bare(withoutMarkers(touched[to]!.text))
      if (joined === wanted) return touched.slice(from, to + 1)
    }
  }
  return null
}

function toSentence(
  text: string,
  touched: GivenSentence[],
  isFirst: boolean,
  lang: Lang,
): DraftSentence {
  const isNewLine = isFirst && touched[0]!.lead.startsWith('\n')
  return {
    text: inScriptOf(lang, text),
    basis: 'grounded',
    citations: withoutDoubles(touched.flatMap(({ citations }) => citations)),
    lead: isNewLine ? '\n' : lang === 'en' ? ' ' : '',
  }
}

/** The other Chinese script is no other language: the characters are exchanged. */
function inScriptOf(lang: Lang, text: string): string {
  const own = detectLanguage(text, lang)
  return lang === 'en' || own === 'en' ? text : toScript(text, own, lang)
}

function reasonToCut(
  sentence: DraftSentence,
  touched: GivenSentence[],
  said: string[],
  { lang, checks }: ClaimContext,
): CutReason | null {
  const plain = said.reduce((text, value) => text.replaceAll(value, ''), sentence.text)
  const source = touched.map(({ text }) => text).join('\n')
  if (!isIn(lang, plain)) return 'wrong-language'
  const supported = specificKeys(source)
  for (const key of specificKeys(plain)) if (!supported.has(key)) return 'unsupported-specific'
  if (findForeignWords(plain, source).length > 0) return 'foreign-words'
  if (wordShare(plain, readSaid(source)) < LEAST_SHARED) return 'other-sense'
  if (!hasSameSense(plain, source)) return 'other-sense'
  return checks.reasonToCut({ ...sentence, text: plain })
}

/** Names and abbreviations in Latin letters are Chinese text too. */
function isIn(lang: Lang, text: string): boolean {
  const isEnglish = detectLanguage(text, lang) === 'en'
  return lang === 'en'
    ? isEnglish || !/\p{Script=Han}/u.test(text)
    : !isEnglish || !/[a-z]{2,}(?:\s+[a-z]{2,}){3}/.test(text)
}

/** Text is shown as it is: marks of markdown would be read out. */
function withoutMarks(text: string): string {
  return text
    .replaceAll(/\*\*|__|`/g, '')
    .replaceAll(/!?\[([^\]]*)\]\(([^)]*)\)/g, '$1 $2')
    .trim()
}

function withoutDoubles(citations: Citation[]): Citation[] {
  const known = new Set<string>()
  return citations.filter(({ chunk, start, end }) => {
    const key = `${chunk} ${start} ${end}`
    return !known.has(key) && known.add(key)
  })
}
