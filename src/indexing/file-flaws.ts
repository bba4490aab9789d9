import type { Flaw } from '../articles/index.ts'

/** An error of a whole file. */
export function fileFlaw(
  file: string,
  rule: string,
  message: string,
  more: { found?: string; allowed?: string; line?: number; column?: number } = {},
): Flaw {
  const { line = 1, column = 1, ...rest } = more
  return { severity: 'error', rule, message, file, line, column, ...rest }
}
