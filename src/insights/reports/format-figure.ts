import type { ReportTexts } from './texts.ts'
import { FIGURES, type Figure, type FigureId, type Unit } from './types.ts'

export const UNITS = Object.fromEntries(FIGURES) as Record<FigureId, Unit>

/** A figure as people read it; a dash where it is not known. */
export function formatFigure(id: FigureId, { value }: Figure, texts: ReportTexts): string {
  return value === null ? texts.none : formatValue(UNITS[id], value, texts)
}

export function formatValue(unit: Unit, value: number, texts: ReportTexts): string {
  switch (unit) {
    case 'count':
      return String(value)
    case 'share':
    case 'ratio':
      return `${(value * 100).toFixed(1)}%`
    case 'score':
      return value.toFixed(2)
    case 'seconds':
      return formatSeconds(value, texts.units)
  }
}

/** The largest unit that leaves a number above 2; the unit stands after a blank where it is a Latin one. */
function formatSeconds(seconds: number, units: ReportTexts['units']): string {
  const [size, unit] =
    seconds >= 2 * 86_400
      ? [86_400, units.day]
      : seconds >= 2 * 3_600
        ? [3_600, units.hour]
        : seconds >= 120
          ? [60, units.minute]
          : [1, units.second]
  const number = seconds / size
  return `${number >= 100 || size === 1 ? Math.round(number) : number.toFixed(1)} ${unit}`
}

/** What stands beside a value: the interval of a share, how long most take, or why there is no value. */
export function formatNote(id: FigureId, figure: Figure, texts: ReportTexts): string {
  if (figure.reason !== undefined) return texts.reasons[figure.reason]
  const unit = UNITS[id]
  if (figure.low !== undefined && figure.high !== undefined)
    return `${formatValue(unit, figure.low, texts)}–${formatValue(unit, figure.high, texts)}`
  return figure.p90 === undefined ? '' : texts.p90(formatValue(unit, figure.p90, texts))
}
