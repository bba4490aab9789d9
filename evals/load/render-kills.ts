import type { KillReport } from './kill-run.ts'

const FAULTS = [
  'lost',
  'skipped',
  'doubled',
  'changed',
  'suggestedTwice',
  'unanswered',
  'notFired',
  'firedTwice',
] as const

/** How much of what must not happen has happened. */
export function faultsOf(report: KillReport): number {
  return FAULTS.reduce((sum, fault) => sum + report[fault], 0)
}

/** The reports of `kill-loop.ts` as a markdown table, a column each. */
export function renderKills(reports: Record<string, KillReport>): string {
  const names = Object.keys(reports)
  const rows = (Object.keys(Object.values(reports)[0] ?? {}) as (keyof KillReport)[]).map(
    (key) => `| ${key} | ${names.map((name) => reports[name]?.[key]).join(' | ')} |`,
  )
  return [
    `| | ${names.join(' | ')} |`,
    `|---|${names.map(() => '---:|').join('')}`,
    ...rows,
    '',
  ].join('\n')
}
