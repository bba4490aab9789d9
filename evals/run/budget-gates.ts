import type { EvalResult, Gate } from '../results.ts'
import type { Thresholds } from '../thresholds.ts'

const MILLION = 1_000_000

/** What a run may take, as gates; those that a limit is set for. */
export function budgetGates(
  budget: Thresholds['budget'],
  suites: readonly EvalResult[],
  seconds: number,
): Gate[] {
  const sum = (name: string) =>
    suites.reduce((total, { metrics }) => total + (metrics[name] ?? 0), 0)
  const [read, written] = [sum('inputTokens'), sum('outputTokens')]
  const { input_price: inputPrice = 0, output_price: outputPrice = 0 } = budget
  const cost = (read * inputPrice + written * outputPrice) / MILLION
  const gate = (name: string, limit: number | undefined, value: number): Gate[] =>
    limit === undefined ? [] : [{ name: `budget ${name}`, limit, value, ok: value <= limit }]
  return [
    ...gate('seconds', budget.seconds, Math.round(seconds * 10) / 10),
    ...gate('tokens', budget.tokens, read + written + sum('judgeTokens')),
    ...gate('cost', budget.cost, cost),
  ]
}
