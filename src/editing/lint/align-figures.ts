import { isSameFigure } from './figures.ts'
import type { Figure, Statement } from './types.ts'

export type Placed = { statement: Statement; figure: Figure }

/** Days and times stand in another order in each language. */
const IN_ORDER = new Set(['amount', 'percent', 'duration'])

/** Longer texts are cut into figures that a table of this side can hold. */
const MOST = 300

/**
 * Figures that stand in the same place of two texts that say the same, one after the other, and differ: between two
 * figures that agree (or the ends), each text has the same one or two of the same units, and they are not equal.
 */
export function substituted(
  own: readonly Statement[],
  its: readonly Statement[],
): { mine: Placed; other: Placed }[] {
  const a = placed(own)
  const b = placed(its)
  const found: { mine: Placed; other: Placed }[] = []
  let [i, j] = [0, 0]
  for (const [x, y] of [...matches(a, b), [a.length, b.length] as const]) {
    const mine = a.slice(i, x)
    const other = b.slice(j, y)
    if (mine.length === other.length && mine.length <= 2) {
      const isSameKind = mine.every((one, at) => one.figure.unit === other[at]!.figure.unit)
      if (isSameKind)
        for (const [at, one] of mine.entries()) found.push({ mine: one, other: other[at]! })
    }
    i = x + 1
    j = y + 1
  }
  return found.filter(({ mine, other }) => !isSameFigure(mine.figure, other.figure))
}

function placed(statements: readonly Statement[]): Placed[] {
  return statements
    .flatMap((statement) => statement.figures.map((figure) => ({ statement, figure })))
    .filter(({ figure }) => IN_ORDER.has(figure.kind))
    .slice(0, MOST)
}

/** Index pairs of a longest common subsequence. */
function matches(a: readonly Placed[], b: readonly Placed[]): [number, number][] {
  const width = b.length + 1
  const table = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i * width + j] = isSameFigure(a[i]!.figure, b[j]!.figure)
        ? table[(i + 1) * width + j + 1]! + 1
        : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!)
    }
  }
  const found: [number, number][] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    if (isSameFigure(a[i]!.figure, b[j]!.figure)) found.push([i++, j++])
    else if (table[(i + 1) * width + j]! >= table[i * width + j + 1]!) i++
    else j++
  }
  return found
}
