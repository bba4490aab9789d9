import { substituted } from '../align-figures.ts'
import { figuresOf, hasFigure, isTelling } from '../figures.ts'
import { finding } from '../file-view.ts'
import { quote } from '../quote.ts'
import { isServedNow } from '../same-page.ts'
import type { Figure, Finding, FolderView, Page, Statement } from '../types.ts'

/** Translations that say something else than their source. */
export function translations(view: FolderView): Finding[] {
  return view.pages.flatMap((page) => {
    if (page.head === null || page.head.translationOf === null) return []
    const source = view.byId.get(page.head.translationOf)
    if (!source?.head || source === page) return []
    if (!isServedNow(page.head, view.now) || !isServedNow(source.head, view.now)) return []
    return lagging(view, page, source)
  })
}

function lagging(view: FolderView, page: Page, source: Page): Finding[] {
  const found: Finding[] = []
  const [own, its] = [openStatements(page), openStatements(source)]
  const inPlace = substituted(own, its).map(
    ({ mine, other }): Other => ({ ...mine, other: other.statement }),
  )
  const isKnown = (one: Other): boolean => inPlace.some(({ figure }) => figure === one.figure)
  const missed = otherFigures(own, its).filter((one) => !isKnown(one))
  for (const { statement, figure, other } of [...inPlace, ...missed]) {
    const there = quote(view.sourceOf(source.path), other)
    const message = `The translation states a figure that ${source.path} states otherwise.${newer(view, page, source)}`
    found.push(
      finding('translation-lags', page.path, statement, message, {
        found: `${figure.key.replace(/^\w+:/, '')} in “${quote(view.sourceOf(page.path), statement)}”`,
        related: [
          {
            file: source.path,
            line: other.line,
            column: other.column,
            quote: there,
            isHidden: false,
          },
        ],
      }),
    )
  }
  const missing = source.outline.length - page.outline.length
  if (missing >= MISSING_SECTIONS) {
    const message = `The translation has ${page.outline.length} headings, ${source.path} has ${source.outline.length}.${newer(view, page, source)}`
    const at = page.places.translation_of ?? { line: 1, column: 1 }
    found.push(
      finding('translation-lags', page.path, at, message, {
        found: `${missing} sections fewer`,
        related: [{ file: source.path, line: 1, column: 1, isHidden: false }],
      }),
    )
  }
  return found
}

/** A translation may put two sections together. */
const MISSING_SECTIONS = 3

function newer({ changedAt }: FolderView, page: Page, source: Page): string {
  const [mine, its] = [changedAt(page.path), changedAt(source.path)]
  if (mine === undefined || its === undefined || its <= mine) return ''
  return ` Its source was changed on ${day(its)}, the translation on ${day(mine)}.`
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

/** What all readers of the article see: blocks may be left untranslated. */
function openStatements(page: Page): Statement[] {
  return page.statements.filter(({ part }) => part === 0)
}

type Other = { statement: Statement; figure: Figure; other: Statement }

/**
 * Figures of the translation that its source does not have, where the source has one of the same unit that the
 * translation does not have: the one nearest to the same place in the text.
 */
function otherFigures(own: readonly Statement[], its: readonly Statement[]): Other[] {
  const here = figuresOf(own)
  const there = figuresOf(its)
  const lost = its.flatMap((statement, at) =>
    statement.figures
      .filter((figure) => isTelling(figure) && !hasFigure(here, figure))
      .map((figure) => ({ statement, figure, place: at / its.length })),
  )
  const found: Other[] = []
  for (const [at, statement] of own.entries()) {
    for (const figure of statement.figures) {
      if (!isTelling(figure) || hasFigure(there, figure)) continue
      const place = at / own.length
      const candidates = lost.filter((one) => one.figure.unit === figure.unit)
      const nearest = candidates.sort(
        (a, b) => Math.abs(a.place - place) - Math.abs(b.place - place),
      )[0]
      if (nearest) found.push({ statement, figure, other: nearest.statement })
    }
  }
  return found
}
