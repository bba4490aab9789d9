import type { Passage } from '../retrieval/types.ts'
import { splitSentences } from '../text/sentences.ts'
import { findSpecifics, specificKeys } from '../text/specifics.ts'
import { REMEMBERED_PASSAGES, remember } from './remember.ts'
import { piecesOf } from './support.ts'

/** A draft that has so much of its words from a passage tells that passage. */
const TELLS = 0.6
/** A condition, fee, deadline, exception. */
const CONDITION =
  /须|需|必须|不能|不可|不得|除外|仅限?|只能|只限|以内|之前|之后|不予|手续费|费用|最低|最高|最多|至少|超过|逾期|期限|有效|截止|否则|\b(?:must|only|except|unless|within|at least|at most|fee|deadline|expire|before|after|cannot|not possible|required|limit|otherwise)\b/i
/** Rules on what a customer may do. */
const RULING = /可以|不能|不可|支持|需要?|须|会(?!员)|\b(?:can|cannot|may|will|must|need|is|are)\b/i
const REQUEST =
  /[?？]|请(?:您)?(?:提供|稍|放心|留意|告知|问)|抱歉|感谢|谢谢|对不起|\b(?:could you|can you|please (?:give|provide|send|wait)|sorry|thank|let me|i'll|i will)\b/i
const MOST_NAMED = 2

type Claim = { text: string; keys: string[]; pieces: Set<string> }

/**
 * Conditions that a draft leaves out of what it tells of a passage: those of a sentence it tells in part, and
 * of the rest of the paragraph where it tells two sentences of it. Empty when it tells none: a draft that
 * only asks, thanks or apologises tells nothing.
 */
export function findMissingConditions(text: string, passages: Pick<Passage, 'text'>[]): string[] {
  const own = claimsOf(text).filter(isStatement)
  if (own.length === 0) return []
  const said = specificKeys(text)
  const missing: string[] = []
  for (const claims of passages.flatMap((passage) => paragraphsOf(passage.text))) {
    const told = claims.filter((claim) => own.some((one) => isToldBy(claim, one)))
    if (told.length === 0) continue
    const wanted = told.length > 1 ? claims : told
    for (const claim of wanted) {
      const isLeftOut = claim.keys.some((key) => !said.has(key))
      if (isLeftOut && CONDITION.test(claim.text) && !missing.includes(claim.text))
        missing.push(claim.text)
    }
    break
  }
  return missing
    .slice(0, MOST_NAMED)
    .map((sentence) => sentence.replace(/^(?:[-*+•]|\d+[.)]|#+)\s*/, ''))
}

/** Whether a text says a condition, fee, deadline or exception. */
export function isCondition(text: string): boolean {
  return CONDITION.test(text)
}

/** Says how something is, rather than asking, thanking or apologising. */
function isStatement({ text, keys }: Claim): boolean {
  if (text.length <= 8 || REQUEST.test(text)) return false
  return keys.length > 0 || RULING.test(text)
}

/** The draft's sentence is about this one of the passage: most of its words stand there, and no other figure. */
function isToldBy(claim: Claim, one: Claim): boolean {
  if (one.pieces.size === 0 || !one.keys.every((key) => claim.keys.includes(key))) return false
  let shared = 0
  for (const piece of one.pieces) if (claim.pieces.has(piece)) shared++
  return shared / one.pieces.size >= TELLS
}

/** The claims of a passage, paragraph by paragraph. */
const paragraphsOf = remember(
  (markdown: string) =>
    plain(markdown)
      .split(/\n{2,}/)
      .map(claimsOf),
  REMEMBERED_PASSAGES,
)

/** The sentences of a text, each with its figures. */
function claimsOf(text: string): Claim[] {
  const specifics = findSpecifics(text)
  return splitSentences(text).map((sentence) => ({
    text: sentence.text,
    keys: specifics
      .filter(({ start, end }) => start >= sentence.start && end <= sentence.end)
      .map(({ key }) => key),
    pieces: piecesOf(sentence.text),
  }))
}

function plain(markdown: string): string {
  return markdown
    .replaceAll(/\*\*|__|`/g, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^\|.*\|$/gm, '')
}
