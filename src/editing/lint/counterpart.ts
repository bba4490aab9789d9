import { figuresOf, hasFigure, isSameFigure, isTelling, nearness } from './figures.ts'
import { containment } from './pieces.ts'
import type { Figure, Statement } from './types.ts'

/** A figure that one text has and the other says otherwise. */
export type Difference = {
  statement: Statement
  figure: Figure
  other: { statement: Statement; figure: Figure }
}

/** From here on two figures are taken to be of one thing; found on the sample desk, November 2026. */
const NEAR = 0.12
/** Where the other figure is also said elsewhere, the words beside have to leave no doubt. */
const VERY_NEAR = 0.55

/** The words beside two figures are the same but for a few. */
const SURELY = 0.45

/**
 * Figures of `texts` that `others` do not have, each with the figure that stands there in its place: of the same unit,
 * with like words beside it, and itself not in `texts`.
 */
export function differences(
  texts: readonly Statement[],
  others: readonly Statement[],
): Difference[] {
  const here = figuresOf(texts)
  const there = figuresOf(others)
  const found: Difference[] = []
  for (const statement of texts) {
    for (const figure of statement.figures) {
      if (!isTelling(figure)) continue
      const other = hasFigure(there, figure)
        ? elsewhere(statement, figure, here, others)
        : counterpart(statement, figure, here, others)
      if (other) found.push({ statement, figure, other })
    }
  }
  return found
}

function counterpart(
  statement: Statement,
  figure: Figure,
  here: readonly Figure[],
  others: readonly Statement[],
): Difference['other'] | undefined {
  let best: Difference['other'] | undefined
  let most = 0
  for (const candidate of others) {
    const alike = containment(statement.pieces, candidate.pieces)
    for (const other of candidate.figures) {
      if (other.unit !== figure.unit) continue
      const near = Math.max(nearness(figure, other), alike * 0.7)
      if (near < (hasFigure(here, other) ? VERY_NEAR : NEAR) || near <= most) continue
      most = near
      best = { statement: candidate, figure: other }
    }
  }
  return best
}

/** A figure that the other text has too, but of something else: what stands there of this is another one. */
function elsewhere(
  statement: Statement,
  figure: Figure,
  here: readonly Figure[],
  others: readonly Statement[],
): Difference['other'] | undefined {
  let [same, best] = [0, SURELY]
  let found: Difference['other'] | undefined
  for (const candidate of others) {
    const alike = containment(statement.pieces, candidate.pieces)
    if (hasFigure(candidate.figures, figure) && alike > 0.3) return undefined
    for (const other of candidate.figures) {
      const near = nearness(figure, other) * 0.7 + alike * 0.3
      if (isSameFigure(figure, other)) same = Math.max(same, near)
      else if (other.unit === figure.unit && near > best && !hasFigure(here, other)) {
        best = near
        found = { statement: candidate, figure: other }
      }
    }
  }
  return same * 2 < best ? found : undefined
}
