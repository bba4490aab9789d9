import { stderr, stdout } from 'node:process'
import { AppError, type Flaw, formatPlace } from '../errors.ts'

/** Exit statuses of every command: good, findings or a failed gate, wrong use or bad input. */
export const EXIT = { good: 0, findings: 1, badInput: 2 } as const

export function printJson(value: unknown): void {
  stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

export function printLine(line = ''): void {
  stdout.write(`${line}\n`)
}

/** Flaws as `file:line:column severity message (rule)`, errors first, to stderr. */
export function printFlaws(flaws: Flaw[]): void {
  const order = { error: 0, warning: 1, info: 2 }
  for (const flaw of flaws.toSorted((a, b) => order[a.severity] - order[b.severity]))
    stderr.write(`${formatPlace(flaw)} ${flaw.severity} ${flaw.message} (${flaw.rule})\n`)
}

/** What went wrong and what to do, for a person; returns the exit status. */
export function reportError(error: unknown): number {
  if (!(error instanceof AppError)) {
    stderr.write(`sidecue: unexpected error\n${error instanceof Error ? error.stack : error}\n`)
    return EXIT.badInput
  }
  const place = error.place ? `${formatPlace(error.place)}: ` : ''
  stderr.write(`sidecue: ${place}${error.message}\n`)
  if (error.hint) stderr.write(`  ${error.hint}\n`)
  return error.code === 'REMOVALS_REFUSED' ? EXIT.findings : EXIT.badInput
}
