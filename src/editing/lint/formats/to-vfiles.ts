import { VFile } from 'vfile'
import { reporter } from 'vfile-reporter'
import type { Finding } from '../types.ts'

/** Where the rules are described. */
export const RULES_PAGE = 'src/editing/lint/README.md'

/** Findings as unified's messages, a file each; `fatal` is an error, and undefined what is only to be known. */
export function toVFiles(findings: readonly Finding[]): VFile[] {
  const files = new Map<string, VFile>()
  for (const finding of findings) {
    const file = files.get(finding.file) ?? new VFile({ path: finding.file })
    files.set(finding.file, file)
    addMessage(file, finding)
  }
  return [...files.values()]
}

function addMessage(file: VFile, finding: Finding): void {
  const { line, column, endLine, endColumn, rule, severity, found, allowed } = finding
  const place =
    endLine === undefined || endColumn === undefined
      ? { line, column }
      : { start: { line, column }, end: { line: endLine, column: endColumn } }
  const message = file.message(finding.message, { ruleId: rule, source: 'sidecue', place })
  message.fatal = severity === 'error' ? true : severity === 'warning' ? false : undefined
  if (found !== undefined) message.actual = found
  if (allowed !== undefined) message.expected = [allowed]
  const note = noteOf(finding)
  if (note !== '') message.note = note
  message.url = `${RULES_PAGE}#${rule}`
}

/** What was found, what is allowed, where else to look, what to do: a line each. */
export function noteOf({ found, allowed, advice, related = [] }: Finding): string {
  return [
    found === undefined ? '' : `found: ${found}`,
    allowed === undefined ? '' : `allowed: ${allowed}`,
    ...related.map(({ file, line, column, quote }) => {
      return `see: ${file}:${line}:${column}${quote ? ` ${quote}` : ''}`
    }),
    advice === undefined ? '' : `do: ${advice}`,
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** For a person to read, as unified's tools print it. */
export function toText(findings: readonly Finding[], hasColor: boolean): string {
  return reporter(toVFiles(findings), { color: hasColor, quiet: true, verbose: true })
}
