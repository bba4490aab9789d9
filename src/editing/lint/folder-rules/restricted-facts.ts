import { isTelling } from '../figures.ts'
import { finding } from '../file-view.ts'
import { containment, sharedCount } from '../pieces.ts'
import { quote } from '../quote.ts'
import { familyOf, isServedNow } from '../same-page.ts'
import type { Figure, Finding, FolderView, Page, Statement } from '../types.ts'

/** Words that the two sentences share, besides the figure. */
const LEAST_SHARED = 3
const LEAST_SHARE = 0.3

type Said = { page: Page; statement: Statement }

/** Sentences for customers with a figure that, on the same subject, only restricted text has. */
export function restrictedFacts(view: FolderView): Finding[] {
  if (view.isForeign) return []
  const restricted = new Map<string, Said[]>()
  const told = new Map<string, Page[]>()
  const open: Said[] = []
  for (const page of view.pages) {
    if (page.head === null || !isServedNow(page.head, view.now)) continue
    for (const statement of page.statements) {
      const said = { page, statement }
      if (isOpen(view, page, statement)) {
        open.push(said)
        for (const figure of statement.figures) add(told, figure.key, page)
      } else {
        for (const figure of statement.figures.filter(isFact)) {
          const known = restricted.get(figure.key)
          if (known) known.push(said)
          else restricted.set(figure.key, [said])
        }
      }
    }
  }
  return open.flatMap((said) => leaks(view, said, restricted, told))
}

function leaks(
  view: FolderView,
  { page, statement }: Said,
  restricted: ReadonlyMap<string, Said[]>,
  told: ReadonlyMap<string, readonly Page[]>,
): Finding[] {
  for (const figure of statement.figures) {
    const sources = restricted.get(figure.key)
    const tellers = told.get(figure.key) ?? []
    if (!sources || tellers.some((teller) => familyOf(teller) !== familyOf(page))) continue
    // A block may well refer to what its article says openly, which then is said more than once.
    const source = sources.find(
      (one) =>
        isSameMatter(statement, one.statement) &&
        tellers.length <= (familyOf(one.page) === familyOf(page) ? 1 : 2),
    )
    if (!source) continue
    const { path } = source.page
    const { line, column } = source.statement
    const message = `Only restricted text says this: ${path}, line ${line}.`
    const there = quote(view.sourceOf(path), source.statement)
    return [
      finding('restricted-fact', page.path, statement, message, {
        found: quote(view.sourceOf(page.path), statement),
        related: [{ file: path, line, column, quote: there, isHidden: true }],
      }),
    ]
  }
  return []
}

/** A bare small number stands everywhere. */
function isFact(figure: Figure): boolean {
  return (
    isTelling(figure) ||
    figure.kind === 'code' ||
    (figure.kind === 'number' && (figure.count ?? 0) >= 100)
  )
}

function isSameMatter(a: Statement, b: Statement): boolean {
  return (
    sharedCount(a.pieces, b.pieces) >= LEAST_SHARED &&
    containment(a.pieces, b.pieces) >= LEAST_SHARE
  )
}

/** Customers may read it now. */
function isOpen({ now }: FolderView, { regions, head }: Page, { part }: Statement): boolean {
  const region = regions[part]
  const release = region?.release ?? head?.release ?? null
  if ((region?.audience ?? head?.audience) !== 'customer') return false
  return release === null || Date.parse(release) <= now.getTime()
}

function add(map: Map<string, Page[]>, key: string, page: Page): void {
  const known = map.get(key)
  if (known) known.push(page)
  else map.set(key, [page])
}
