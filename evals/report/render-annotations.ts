import { placeOf } from './locate-cases.ts'
import { rankCases } from './rank-cases.ts'
import type { CasePlace, RunReport } from './types.ts'
import { figureName, GATE_WORDS, percent } from './words.ts'

/** GitHub shows ten of each sort per step. */
const MOST = 10

/**
 * GitHub workflow commands: an error for each failed gate, each loss and each case that breaks a gate, at its line; a
 * warning for a case that was better before.
 */
export function renderAnnotations({ run, suites }: RunReport): string[] {
  const errors: string[] = []
  const warnings: string[] = []
  for (const { name, value, limit } of run.gates.filter(({ ok }) => !ok))
    errors.push(command('error', `evals: ${name}`, `${value}, limit ${limit}`))
  for (const report of suites) {
    const { suite, gates, error = '' } = report.result
    for (const one of rankCases(report)) {
      const { id, broken, reasons } = one.scored
      const place = placeOf(report.places, id)
      const text = reasons.join('; ')
      if (one.why === 'gate')
        errors.push(command('error', `${suite} ${id}: ${broken.join(', ')}`, text, place))
      if (one.why === 'worse')
        warnings.push(command('warning', `${suite} ${id}: was better before`, text, place))
    }
    for (const loss of report.comparisons?.filter(({ isLoss }) => isLoss) ?? []) {
      const found = `${percent(loss.before)} → ${percent(loss.now)} over ${loss.cases} cases`
      errors.push(command('error', `${suite}: ${figureName(loss.figure)} fell`, found))
    }
    for (const { name, value, limit } of gates.filter(({ ok }) => !ok)) {
      if (name === 'losses') continue
      const words = GATE_WORDS[name] ?? ''
      const found = `${value}, limit ${limit}. ${words} ${error}`.trim()
      errors.push(command('error', `${suite}: gate ${name} failed`, found))
    }
  }
  return [...errors.slice(0, MOST), ...warnings.slice(0, MOST)]
}

function command(
  level: 'error' | 'warning',
  title: string,
  message: string,
  place?: CasePlace,
): string {
  const at = place === undefined ? '' : `file=${property(place.file)},line=${place.line},`
  return `::${level} ${at}title=${property(title)}::${data(message || title)}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
