import { foldText } from '../../text/fold.ts'
import { findSpecifics, specificKeys } from '../../text/specifics.ts'
import { findForeignWords, statingWords } from './foreign-words.ts'

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
/** Puts a choice: not the same as both. */
const CHOICE = /或|\b(?:or|either)\b/g
const CLAUSE_END = /(?<=[，,；;。！!？?：:\n])|(?<=\.)\s/u
/** So many clauses beside each other may be told as one. */
const WIDEST = 4

/**
 * Whether a reworded sentence says the same as the passage it rests on, as far as that shows in its form: what
 * is denied, restricted or left to choose there is so here and the reverse, clause by clause or, where it
 * only leaves words out, as a whole; and each figure stands beside the same words as there.
 */
export function hasSameSense(text: string, source: string): boolean {
  const clauses = clausesOf(source)
  const isSame = (part: string) =>
    agrees(part, placeOf(part, clauses)) && agrees(part, nearestTo(part, clauses))
  const isKept = clausesOf(text).every(isSame) || (isSame(text) && isInOrder(text, source))
  return isKept && hasFiguresInPlace(text, source)
}

/** Denies, restricts and leaves to choose like a part of the source, with figures of that part. */
function agrees(text: string, place: string | null): boolean {
  if (place === null) return false
  const [own, other] = [foldText(text), foldText(place)]
  const figures = specificKeys(place)
  return (
    [...specificKeys(text)].every((key) => figures.has(key)) &&
    count(other, DENIAL) === count(own, DENIAL) &&
    count(other, RESTRICTION) > 0 === count(own, RESTRICTION) > 0 &&
    count(other, CHOICE) >= count(own, CHOICE) &&
    (count(own, CHOICE) > 0 || !isSplitByChoice(own, other))
  )
}

/** Both sides of a choice are told, and the choice is not. */
function isSplitByChoice(text: string, source: string): boolean {
  return [...source.matchAll(CHOICE)].some(({ 0: word, index }) => {
    const [before, after] = [source.slice(0, index), source.slice(index + word.length)]
    const [left] = statingWords(before).slice(-1)
    const [right] = statingWords(after.replace(/^者/, ''))
    const own = statingWords(text)
    return left !== undefined && right !== undefined && own.includes(left) && own.includes(right)
  })
}

/** Every word that states something, and every number, stands in the source, in the same order. */
function isInOrder(text: string, source: string): boolean {
  const inOrder = (one: string) =>
    one.split(/(\d+)/).flatMap((part) => (/^\d/.test(part) ? [part] : statingWords(part)))
  const there = inOrder(source.normalize('NFKC'))
  let at = 0
  return inOrder(text.normalize('NFKC')).every((word) => {
    at = there.indexOf(word, at) + 1
    return at > 0
  })
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

/**
 * Where the source says all that a clause states: the fewest clauses beside each other that hold its words,
 * of these the ones most like it; null when no such run does. Words put together from further apart say
 * something else.
 */
function placeOf(text: string, clauses: string[]): string | null {
  const clause = foldText(text)
  for (let width = 1; width <= Math.min(WIDEST, clauses.length); width++) {
    let best: string | null = null
    let most = -1
    for (let from = 0; from + width <= clauses.length; from++) {
      const joined = clauses.slice(from, from + width).join('')
      if (findForeignWords(clause, joined).length > 0) continue
      const likeness = likenessOf(clause, joined)
      if (likeness > most) [best, most] = [joined, likeness]
    }
    if (best !== null) return best
  }
  return null
}

/** The clause, or run of clauses, that is most like this one. */
function nearestTo(text: string, clauses: string[]): string | null {
  const clause = foldText(text)
  let best: string | null = null
  let most = -1
  for (let from = 0; from < clauses.length; from++) {
    for (let to = from + 1; to <= Math.min(clauses.length, from + WIDEST); to++) {
      const joined = clauses.slice(from, to).join('')
      const likeness = likenessOf(clause, joined)
      if (likeness > most) [best, most] = [joined, likeness]
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
        (before.length === 0
          ? after === place.after || after === ''
          : endsAlike(before, place.before)),
    ),
  )
}

type Place = { key: string; before: string[]; after: string }

function placesOf(text: string): Place[] {
  return findSpecifics(text).map(({ key, start, end }) => ({
    key,
    before: wordsBefore(text.slice(Math.max(0, start - 32), start)),
    after: wordAfter(text.slice(end, end + 24)),
  }))
}

/** What two figures stand behind is the same but for a word or two put in between. */
function endsAlike(a: string[], b: string[]): boolean {
  const [pairA, pairB] = [a.slice(-PAIR).join(' '), b.slice(-PAIR).join(' ')]
  return a.join(' ').includes(pairB) && pairB !== '' ? true : b.join(' ').includes(pairA)
}

/** Characters, or words of another script, that tell one place from another. */
const PAIR = 2
const NEAR = 4

/** The last words that state something before a figure, in its clause. */
function wordsBefore(text: string): string[] {
  return statingWords(/[^,，;；。!！?？:：\n\d]*$/u.exec(text)?.[0] ?? '').slice(-NEAR)
}

function wordAfter(text: string): string {
  const words = statingWords(/^[^,，;；。!！?？:：\n\d]*/u.exec(text)?.[0] ?? '')
  return words.slice(0, PAIR).join(' ')
}
