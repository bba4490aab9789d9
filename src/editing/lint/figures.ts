import { sharedCount } from './pieces.ts'
import type { Figure, Statement } from './types.ts'

/** Kinds that say something of the matter; a bare number may count anything. */
const TELLING = new Set(['amount', 'percent', 'duration', 'date', 'time'])

export function isTelling({ kind }: Figure): boolean {
  return TELLING.has(kind)
}

/** Whether two figures say the same, though perhaps not in the same way. */
export function isSameFigure(a: Figure, b: Figure): boolean {
  if (a.key === b.key) return true
  if (a.kind === 'date' && b.kind === 'date') return isSameDay(a.key, b.key)
  if (a.kind === 'percent' && b.kind === 'percent') return isSameShare(a.key, b.key)
  // `1, 2 or 3 working days`: only the last has the unit beside it.
  if (a.kind === 'number' || b.kind === 'number') return a.count !== null && a.count === b.count
  return isSameLength(a.key, b.key)
}

/** 10 % off is 90 % of the price. */
function isSameShare(a: string, b: string): boolean {
  const [off, of] = a.startsWith('discount:') ? [a, b] : [b, a]
  if (!off.startsWith('discount:') || !of.startsWith('percent:')) return false
  const left = Number(off.slice('discount:'.length))
  const share = Number(of.slice('percent:'.length))
  return left === share || left + share === 100
}

/** A day with and without its year or month. */
function isSameDay(a: string, b: string): boolean {
  const [one, other] = [partsOf(a), partsOf(b)]
  if (one === null || other === null) return false
  let shared = 0
  for (let i = 0; i < 3; i++) {
    if (one[i] === '' || other[i] === '') continue
    if (one[i] !== other[i]) return false
    shared++
  }
  return shared > 0
}

function partsOf(key: string): string[] | null {
  const match = /^date:(\d*)-(\d*)-(\d*)$/.exec(key)
  return match ? match.slice(1) : null
}

/** 24 hours are a day, 12 months a year. */
function isSameLength(a: string, b: string): boolean {
  const [one, other] = [daysOf(a), daysOf(b)]
  return one !== null && one === other
}

function daysOf(key: string): number | null {
  const match = /^duration:([\d.]+)(s|months)$/.exec(key)
  if (!match) return null
  return match[2] === 's' ? Number(match[1]) / 86_400 : Number(match[1]) * 30
}

export function hasFigure(figures: readonly Figure[], wanted: Figure): boolean {
  return figures.some((figure) => isSameFigure(figure, wanted))
}

export function figuresOf(statements: readonly Statement[]): Figure[] {
  return statements.flatMap((statement) => statement.figures)
}

/** How much two figures seem to be figures of one thing, by the words beside them; 0 for none in common. */
export function nearness(a: Figure, b: Figure): number {
  const shared = sharedCount(a.around, b.around)
  return shared / Math.sqrt(Math.max(1, a.around.length) * Math.max(1, b.around.length))
}
