import type { Finding } from '../types.ts'

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const

/**
 * Workflow commands that GitHub shows beside the lines of a pull request. What customers may not see is not quoted
 * there: a log is kept, and may be read by more people than the file.
 */
export function toGitHub(findings: readonly Finding[]): string {
  return findings.map(annotation).join('\n')
}

function annotation(finding: Finding): string {
  const { file, line, column, endLine, endColumn, rule, severity } = finding
  const properties: [string, string | number | undefined][] = [
    ['file', file],
    ['line', line],
    ['endLine', endLine],
    ['col', column],
    ['endColumn', endLine === line ? endColumn : undefined],
    ['title', rule],
  ]
  const given = properties.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
  )
  return `::${COMMANDS[severity]} ${given.join(',')}::${escapeData(textOf(finding))}`
}

function textOf({ message, found, allowed, advice, related = [] }: Finding): string {
  const isHidden = related.some((one) => one.isHidden)
  const lines = [message]
  if (found !== undefined && !isHidden) lines.push(`found: ${found}`)
  if (allowed !== undefined && !isHidden) lines.push(`allowed: ${allowed}`)
  for (const { file, line, quote, isHidden: isSecret } of related)
    lines.push(`see: ${file}:${line}${quote && !isSecret ? ` ${quote}` : ''}`)
  if (advice !== undefined) lines.push(advice)
  return lines.join('\n')
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
