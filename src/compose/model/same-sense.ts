import { foldText } from '../../text/fold.ts'
import { findSpecifics } from '../../text/specifics.ts'

/** Words with a denial in them that deny nothing. */
const HARMLESS =
  /不同|不但|不仅|不过|不妨|不论|无论|非常|未来|没关系|不客气|除了解|否则|no longer than|not only/g
/** Denies. */
const DENIAL =
  /不|没|无|未|勿|禁|免|否|非|拒|(?<![特分级区个差])别(?!人|的)|\b(?:not|no|never|none|nor|neither|cannot|without|free|non)\b|n't\b|\bun(?=[a-z]{4})/g
const NOT_A_DENIAL = /\bun(?:til|der|ion|ique|iform|it)\w*/g
/** Restricts. */
const RESTRICTION =
  /只|仅|除(?!夕)|限|唯|\b(?:only|except|unless|but not|apart from|excluding|solely|exclusively|limited)\b/g
const CLAUSE_END = /(?<=[，,；;。！!？?：:\n])|(?<=\.)\s/u
/** So many clauses beside each other may be told as one. */
const WIDEST = 4

/**
 * Whether a reworded sentence says the same as the passage it rests on, as far as that shows in its form: what
 * is denied or restricted there is here and the reverse, clause by clause, and each figure stands beside the
 * same words as there.
 */
export function hasSameSense(text: string, source: string): boolean {
  const clauses = clausesOf(source)
  const isSame = clausesOf(text).every((clause) => {
    const nearest = nearestTo(clause, clauses)
    return (
      count(nearest, DENIAL) === count(clause, DENIAL) &&
      count(nearest, RESTRICTION) > 0 === count(clause, RESTRICTION) > 0
    )
  })
  return isSame && hasFiguresInPlace(text, source)
}

function clausesOf(text: string): string[] {
  return foldText(text)
    .split(CLAUSE_END)
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause))
}

function count(text: string, pattern: RegExp): number {
  const plain = text.replaceAll(HARMLESS, '').replaceAll(NOT_A_DENIAL, '')
  return plain.match(pattern)?.length ?? 0
}

/** The clause, or run of clauses, that is most like this one. */
function nearestTo(clause: string, clauses: string[]): string {
  let best = ''
  let most = -1
  for (let from = 0; from < clauses.length; from++) {
    for (let to = from + 1; to <= Math.min(clauses.length, from + WIDEST); to++) {
      const joined = clauses.slice(from, to).join('')
      const likeness = likenessOf(clause, joined)
      if (likeness > most) {
        most = likeness
        best = joined
      }
    }
  }
  return best
}

/** Dice's coefficient over pairs of neighbouring letters. */
function likenessOf(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)]
  if (left.size + right.size === 0) return 0
  let shared = 0
  for (const pair of left) if (right.has(pair)) shared++
  return (2 * shared) / (left.size + right.size)
}

function pairsOf(text: string): Set<string> {
  const letters = text.replaceAll(/[^\p{L}\p{N}]/gu, '')
  const pairs = new Set<string>()
  for (let at = 0; at + 1 < letters.length; at++) pairs.add(letters.slice(at, at + 2))
  return pairs
}

/** 手续费 5%，最低 1 元 is not 手续费 1 元，最低 5%. */
function hasFiguresInPlace(text: string, source: string): boolean {
  const places = placesOf(source)
  return placesOf(text).every(({ key, before, after }) =>
    places.some(
      (place) =>
        place.key === key &&
        ((before === place.before && before !== '') ||
          (after === place.after && after !== '') ||
          (before === place.before && after === place.after)),
    ),
  )
}

type Place = { key: string; before: string; after: string }

function placesOf(text: string): Place[] {
  return findSpecifics(text).map(({ key, start, end }) => ({
    key,
    before: lastWord(text.slice(Math.max(0, start - 24), start)),
    after: firstWord(text.slice(end, end + 24)),
  }))
}

/** Two Chinese characters, or a word of another script; empty at the edge. */
function lastWord(text: string): string {
  return (
    foldText(text)
      .match(/(?:\p{Script=Han}{1,2}|[a-z']+)[^\p{L}\p{N}]*$/u)?.[0]
      .replaceAll(/[^\p{L}]/gu, '') ?? ''
  )
}

function firstWord(text: string): string {
  return (
    foldText(text)
      .match(/^[^\p{L}\p{N}]*(?:\p{Script=Han}{1,2}|[a-z']+)/u)?.[0]
      .replaceAll(/[^\p{L}]/gu, '') ?? ''
  )
}
