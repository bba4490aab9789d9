/** Enough to know the passage by; the place leads to the rest. */
const LONGEST = 160

/** A passage of a file on one line. */
export function quote(source: string, { start, end }: { start: number; end: number }): string {
  const line = source.slice(start, end).replaceAll(/\s+/g, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line
}
