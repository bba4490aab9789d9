import type { Figure, FigureId } from '../../http/api-types.ts'
import type { FigureTexts } from './messages.ts'

type Unit = 'count' | 'share' | 'seconds' | 'score'

const SHARES: readonly FigureId[] = [
  'replies-in-time',
  'first-contact-resolution',
  'complaints',
  'knowledge-hits',
  'suggestions-accepted',
  'edit-distance',
  'tickets-closed',
  'tickets-overdue',
  'follow-ups-overdue',
  'warnings-taken',
  'answer-rate',
]
const COUNTS: readonly FigureId[] = [
  'conversations',
  'suggestions',
  'tickets',
  'warnings',
  'incidents',
]

export function unitOf(id: FigureId): Unit {
  if (SHARES.includes(id)) return 'share'
  if (COUNTS.includes(id)) return 'count'
  return id === 'satisfaction' ? 'score' : 'seconds'
}

export function formatValue(unit: Unit, value: number, text: FigureTexts): string {
  if (unit === 'count') return String(value)
  if (unit === 'share') return `${(value * 100).toFixed(1)}%`
  return unit === 'score' ? value.toFixed(2) : formatSeconds(value, text)
}

function formatSeconds(seconds: number, { units }: FigureTexts): string {
  if (seconds >= 2 * 86_400) return `${(seconds / 86_400).toFixed(1)} ${units.day}`
  if (seconds >= 2 * 3_600) return `${(seconds / 3_600).toFixed(1)} ${units.hour}`
  if (seconds >= 120) return `${(seconds / 60).toFixed(1)} ${units.minute}`
  return `${Math.round(seconds)} ${units.second}`
}

/** A figure as people read it; null where it is not known. */
export function formatFigure(id: FigureId, { value }: Figure, text: FigureTexts): string | null {
  return value === null ? null : formatValue(unitOf(id), value, text)
}

/** What belongs beside a value: its interval, how long most take, or why there is none. */
export function formatNote(id: FigureId, figure: Figure, text: FigureTexts): string {
  if (figure.reason !== undefined) return text.reasons[figure.reason] ?? ''
  const unit = unitOf(id)
  if (figure.low !== undefined && figure.high !== undefined) {
    return text.interval(formatValue(unit, figure.low, text), formatValue(unit, figure.high, text))
  }
  return figure.p90 === undefined ? '' : text.p90(formatValue(unit, figure.p90, text))
}
