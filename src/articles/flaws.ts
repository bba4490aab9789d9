import type { Flaw } from './types.ts'

/** A place in a file, counted from 1; columns in UTF-16 units, as editors count. */
export type Position = { line: number; column: number }

/** Finds line and column of offsets in one text. Lines end as in markdown: `\n`, `\r\n` or `\r`. */
export type LineMap = { positionAt(offset: number): Position; startOf(line: number): number }

export function mapLines(text: string): LineMap {
  const starts = [0]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1)
  }
  return {
    positionAt(offset) {
      let low = 0
      let high = starts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((starts[middle] as number) <= offset) low = middle
        else high = middle - 1
      }
      return { line: low + 1, column: offset - (starts[low] as number) + 1 }
    },
    startOf: (line) => starts[line - 1] ?? text.length,
  }
}

/** An error: the article is not served. */
export function errorFlaw(
  file: string,
  at: Position,
  rule: string,
  message: string,
  more: { found?: string; allowed?: string } = {},
): Flaw {
  return { severity: 'error', rule, message, file, line: at.line, column: at.column, ...more }
}

/** Something an editor should look at; the article is served. */
export function warningFlaw(
  file: string,
  at: Position,
  rule: string,
  message: string,
  more: { found?: string; allowed?: string } = {},
): Flaw {
  return { ...errorFlaw(file, at, rule, message, more), severity: 'warning' }
}

export function hasErrors(flaws: readonly Flaw[]): boolean {
  return flaws.some((flaw) => flaw.severity === 'error')
}

/** What was found, short enough for a message. */
export function excerpt(text: string, maxLength = 60): string {
  const line = text.trim().split(/[\r\n]/, 1)[0] ?? ''
  return line.length > maxLength ? `${line.slice(0, maxLength).toWellFormed()}…` : line
}
