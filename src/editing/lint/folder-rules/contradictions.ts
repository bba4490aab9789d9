import { hasFigure, isTelling, nearness } from '../figures.ts'
import { finding } from '../file-view.ts'
import { containment, overlapOf, piecesOf, sharedCount } from '../pieces.ts'
import { quote } from '../quote.ts'
import { familyOf, isServedNow, isVersionOf } from '../same-page.ts'
import type { Figure, Finding, FolderView, Page, Statement } from '../types.ts'

/** Shares of the words of two sentences, found by reading pairs of real knowledge bases, November 2026. */
const ALIKE = 0.55
/** One word that each has and the other has not makes it two things: ConfigNode, DataNode. */
const CONTAINED = 1
/** Fewer words say too little to be about one thing. */
const LEAST_PIECES = 4
/** A label with a figure says nothing by itself: so many letters, a Chinese character counting three. */
const LEAST_WEIGHT = 30
const LEAST_WITH_DATE = 54
/** Sentences that share a band are compared with so many others of it. */
const PER_BAND = 30
/** A word that so few articles have says what a sentence is about. */
const RARE_SHARE = 0.02
const RARE_LEAST = 3

type Said = { page: Page; statement: Statement; telling: Figure[] }

export type Contradiction = { one: Said; other: Said; figure: Figure; otherFigure: Figure }

/** Pairs of passages on one subject with different figures, each pair once. */
export function contradictions(view: FolderView): Finding[] {
  return findContradictions(view).map(({ one, other }) => {
    const [later, earlier] = one.page.path < other.page.path ? [other, one] : [one, other]
    const found = quote(view.sourceOf(later.page.path), later.statement)
    const there = quote(view.sourceOf(earlier.page.path), earlier.statement)
    const where = later.page === earlier.page ? `line ${earlier.statement.line}` : earlier.page.path
    const message = `This says otherwise than ${where}.`
    const { line, column } = earlier.statement
    const isHidden = partAudience(earlier) !== 'customer'
    return finding('contradiction', later.page.path, later.statement, message, {
      found,
      related: [{ file: earlier.page.path, line, column, quote: there, isHidden }],
    })
  })
}

export function findContradictions({ pages, now }: FolderView): Contradiction[] {
  const rarity = rarityOf(pages)
  const bands = new Map<string, Said[]>()
  const compared = new Set<string>()
  const found: Contradiction[] = []
  for (const page of pages) {
    if (page.head === null || !isServedNow(page.head, now)) continue
    for (const statement of page.statements) {
      if (statement.pieces.length < LEAST_PIECES || statement.weight < LEAST_WEIGHT) continue
      const telling = statement.figures.filter(isTelling)
      if (telling.length === 0) continue
      const said: Said = { page, statement, telling }
      for (const key of bandsOf(statement, page)) {
        const known = bands.get(key)
        for (const other of known ?? []) {
          const pair = pairKey(said, other)
          if (compared.has(pair)) continue
          compared.add(pair)
          const clash = compare(said, other, rarity)
          if (clash) found.push(clash)
        }
        if (!known) bands.set(key, [said])
        else if (known.length < PER_BAND) known.push(said)
      }
    }
  }
  return found
}

function bandsOf({ bands, skeleton }: Statement, { head }: Page): string[] {
  const keys = [`s ${head!.lang} ${skeleton}`]
  for (let at = 0; at + 1 < bands.length; at += 2)
    keys.push(`${at} ${head!.lang} ${bands[at]} ${bands[at + 1]}`)
  return keys
}

function pairKey(a: Said, b: Said): string {
  return `${b.page.path}:${b.statement.start} ${a.page.path}:${a.statement.start}`
}

function compare(
  one: Said,
  other: Said,
  isRare: (piece: number) => boolean,
): Contradiction | undefined {
  const [a, b] = [one.statement, other.statement]
  // Passages of one page are items of a list or examples; its standard reply has a rule of its own.
  if (familyOf(one.page) === familyOf(other.page)) return undefined
  if (isVersionOf(one.page.path, other.page.path)) return undefined
  if (one.telling.length !== other.telling.length) return undefined
  // Node.js 18 and Node.js 20 are two things.
  if (!isSameNames(a.figures, b.figures)) return undefined
  const clash = clashOf(one.telling, other.telling)
  if (!clash) return undefined
  if (clash.figure.kind === 'date' && a.weight < LEAST_WITH_DATE) return undefined
  if (overlapOf(a.pieces, b.pieces) < ALIKE || containment(a.pieces, b.pieces) < CONTAINED)
    return undefined
  if (!isOneSubject(one, other, isRare)) return undefined
  return { one, other, figure: clash.figure, otherFigure: clash.other }
}

/** Numbers that count nothing, codes and links: names, as good as words. */
function isSameNames(a: readonly Figure[], b: readonly Figure[]): boolean {
  const names = (figures: readonly Figure[]): string[] =>
    figures.filter((figure) => !isTelling(figure)).map(({ key }) => key)
  const [mine, theirs] = [new Set(names(a)), new Set(names(b))]
  return mine.size === theirs.size && [...mine].every((key) => theirs.has(key))
}

/** The figures that differ, where the others are the same; two that differ at once are two things. */
function clashOf(
  a: readonly Figure[],
  b: readonly Figure[],
): { figure: Figure; other: Figure } | undefined {
  const mine = a.filter((figure) => !hasFigure(b, figure))
  const theirs = b.filter((figure) => !hasFigure(a, figure))
  if (mine.length === 0 || mine.length !== theirs.length) return undefined
  const pairs = mine.flatMap((figure, index) => {
    const other = theirs[index]!
    return other.unit === figure.unit && nearness(figure, other) > 0.3 ? [{ figure, other }] : []
  })
  if (pairs.length !== mine.length) return undefined
  // All figures other ones: the next row of a list, unless there is one alone.
  if (mine.length > 1 && mine.length === a.length) return undefined
  return pairs[0]
}

/** What both are about is said in the sentence itself, or in the title. */
function isOneSubject(one: Said, other: Said, isRare: (piece: number) => boolean): boolean {
  const mine = new Set(one.statement.pieces)
  if (other.statement.pieces.some((piece) => mine.has(piece) && isRare(piece))) return true
  const titles = [one, other].map(({ page }) => piecesOf(page.head!.title)) as [number[], number[]]
  return sharedCount(...titles) >= 2 && containment(...titles) >= 0.5
}

function rarityOf(pages: readonly Page[]): (piece: number) => boolean {
  const counts = new Map<number, number>()
  let articles = 0
  for (const page of pages) {
    if (page.statements.length === 0) continue
    articles++
    const seen = new Set(page.statements.flatMap(({ pieces }) => pieces))
    for (const piece of seen) counts.set(piece, (counts.get(piece) ?? 0) + 1)
  }
  const most = Math.max(RARE_LEAST, Math.ceil(articles * RARE_SHARE))
  return (piece) => (counts.get(piece) ?? 0) <= most
}

function partAudience({ page, statement }: Said): string {
  return page.regions[statement.part]?.audience ?? 'customer'
}
