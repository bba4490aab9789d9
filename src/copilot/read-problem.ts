import { type KeyFact, readActs } from '../conversations/index.ts'
import type { Turn } from '../conversations/types.ts'
import { foldText } from '../text/fold.ts'
import { writeSpokenDigits } from '../text/spoken-digits.ts'
import { needText } from './need-text.ts'

/** What the customer wants, in their own words, and the agent's turn that put it back to them. */
export type Problem = { text: string; seq: number; readBackIn: number | null }

/** Longer than this nobody reads back; it is cut at the end of a clause. */
const MOST_HAN = 40
const MOST_LATIN = 120
/** Share of its two-character pieces by which a read-back is known to be of it. */
const SAME_MATTER = 0.3

/**
 * The first need that was said, without the name and the numbers said along with it; null while there is none.
 * `turns`: final ones, in order.
 */
export function readProblem(turns: readonly Turn[], facts: readonly KeyFact[]): Problem | null {
  const at = turns.findIndex(
    (turn) => turn.speaker === 'customer' && readActs(turn).includes('need') && needText(turn.text),
  )
  const first = turns[at]
  if (first === undefined) return null
  const text = shorten(withoutFacts(needText(first.text), facts))
  const back = turns
    .slice(at + 1)
    .find(
      (turn) =>
        turn.speaker === 'agent' && readActs(turn).includes('confirming') && isAbout(turn, text),
    )
  return { text, seq: first.seq, readBackIn: back?.seq ?? null }
}

const CLAUSES = /[，,。.；;！!？?\n]+|\s+and\s+|(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu

function withoutFacts(text: string, facts: readonly KeyFact[]): string {
  const clauses = text.split(CLAUSES).map((clause) => clause.trim())
  const kept = clauses.filter(
    (clause) => clause !== '' && !facts.some((fact) => gives(clause, fact)),
  )
  if (kept.length === clauses.length || kept.length === 0) return text
  return kept.join(/\p{Script=Han}/u.test(text) ? '，' : ', ')
}

function gives(clause: string, { kind, value }: KeyFact): boolean {
  const [said, given] = [bareOf(clause), bareOf(value)]
  // A surname alone may stand in any word.
  return kind === 'name' && given.length < 2 ? said.endsWith(`姓${given}`) : said.includes(given)
}

function bareOf(text: string): string {
  return writeSpokenDigits(text).replaceAll(/[^\p{L}\p{N}@]+/gu, '')
}

function shorten(text: string): string {
  const most = /\p{Script=Han}/u.test(text) ? MOST_HAN : MOST_LATIN
  const bare = text.replace(/[\s。.！!？?，,]+$/u, '')
  if (bare.length <= most) return bare
  const clause = bare.slice(0, most).replace(/[，,。.；;！!？?\s][^，,。.；;！!？?\s]*$/u, '')
  return `${clause === '' ? bare.slice(0, most) : clause}…`
}

function isAbout({ text }: Pick<Turn, 'text'>, problem: string): boolean {
  const [wanted, said] = [piecesOf(problem), piecesOf(text)]
  let shared = 0
  for (const piece of wanted) shared += Number(said.has(piece))
  return wanted.size > 0 && shared / wanted.size >= SAME_MATTER
}

function piecesOf(text: string): Set<string> {
  const words = foldText(text).match(/\p{Script=Han}+|[\p{Script=Latin}\p{N}]{3,}/gu) ?? []
  const pieces = words.flatMap((word) =>
    /\p{Script=Han}/u.test(word)
      ? Array.from({ length: Math.max(1, word.length - 1) }, (_, at) => word.slice(at, at + 2))
      : [word],
  )
  return new Set(pieces)
}
