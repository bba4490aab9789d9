import { type FileRule, type FileView, finding } from '../file-view.ts'
import type { Finding } from '../types.ts'

/** The panel shows six columns side by side on a usual screen. */
const MOST_COLUMNS = 8
/** A row of more letters cannot be read as a row. */
const LONGEST_ROW = 400

const ROW = /^[ \t>]*\|.*\|[ \t]*$/
const DELIMITER = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/

/** Tables that markdown does not read as the editor meant them. */
export const tables: FileRule = (view) => {
  if (!view.masked.includes('|')) return []
  const findings: Finding[] = []
  const rows = view.masked.split(/\r\n|\n|\r/)
  const first = view.lines.positionAt(view.bodyStart).line - 1
  for (let at = first; at < rows.length; at++) {
    if (!ROW.test(rows[at]!)) continue
    let end = at
    while (end < rows.length && isInTable(rows[end]!)) end++
    findings.push(...judgeTable(view, rows, at, end))
    at = end
  }
  return findings
}

function isInTable(row: string): boolean {
  return row.trim() !== '' && row.includes('|')
}

function judgeTable(view: FileView, rows: string[], start: number, end: number): Finding[] {
  const { path, isForeign } = view
  const place = (row: number) => ({ line: row + 1, column: 1 })
  const lines = end - start
  const delimiter = rows[start + 1] ?? ''
  if (lines < 2 || !DELIMITER.test(delimiter) || !delimiter.includes('-')) {
    // One line between signs may be anything; two and more are meant as a table.
    if (lines < 2 || cellsOf(rows[start]!).length < 2) return []
    if (isForeign && !rows.slice(start, end).every((row) => ROW.test(row))) return []
    const hasLater = rows.slice(start, end).some((row) => DELIMITER.test(row) && row.includes('-'))
    if (hasLater && isForeign) return []
    const message = 'These lines are meant as a table but are read as running text.'
    const more = { found: 'no line of --- below the first row', allowed: '| --- | --- |' }
    return [finding('broken-table', path, place(start), message, more)]
  }
  const columns = cellsOf(rows[start]!).length
  const findings: Finding[] = []
  const inDelimiter = cellsOf(delimiter).length
  if (inDelimiter !== columns) {
    const message = `The head has ${columns} cells, the line below it ${inDelimiter}: nothing of it is read as a table.`
    const allowed = `${columns} cells in both`
    return [
      finding('broken-table', path, place(start + 1), message, {
        found: `${inDelimiter} cells`,
        allowed,
      }),
    ]
  }
  if (columns > MOST_COLUMNS) {
    const message = `The table has ${columns} columns.`
    const allowed = `at most ${MOST_COLUMNS}`
    findings.push(
      finding('wide-table', path, place(start), message, { found: `${columns} columns`, allowed }),
    )
  }
  for (let row = start + 2; row < end; row++) {
    if (!rows[row]!.trimStart().startsWith('|')) break
    const cells = cellsOf(rows[row]!).length
    if (cells === columns) {
      if (rows[row]!.length > LONGEST_ROW && !isForeign) {
        const message = `A row has ${rows[row]!.length} characters.`
        findings.push(
          finding('wide-table', path, place(row), message, { allowed: `at most ${LONGEST_ROW}` }),
        )
      }
      continue
    }
    const isLost = cells > columns
    const message = isLost
      ? `A row has ${cells} cells, the head ${columns}: what is over is not shown.`
      : `A row has ${cells} cells, the head ${columns}: its cells may stand under the wrong heads.`
    const more = { found: `${cells} cells`, allowed: `${columns} cells` }
    findings.push(finding('broken-table', path, place(row), message, more))
    break
  }
  return findings
}

/** Cells of a row; `\|` and signs inside code, which is blanked, part none. */
function cellsOf(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^[> \t]+/, '')
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/)
}
