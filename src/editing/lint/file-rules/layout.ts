import { type FileRule, finding } from '../file-view.ts'
import type { Finding } from '../types.ts'

/** Drawn as nothing and never needed in an article; joiners and variation signs of emoji are. */
export const INVISIBLE =
  /\u034f|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g

/** Blanks before a line end, except the two that break a line. */
export const TRAILING = /(?<=\S)(?: |[ \t]*\t[ \t]*| {3,})(?=\r?\n|$)|(?<=^|\n)[ \t]+(?=\r?\n|$)/g

/** How the file is written, not what it says: line ends, blanks at line ends, what is not drawn. */
export const layout: FileRule = ({ path, source, masked, lines }) => {
  const findings: Finding[] = []
  const windows = source.indexOf('\r')
  if (windows >= 0) {
    const count = source.match(/\r\n?/g)?.length ?? 0
    findings.push(
      finding(
        'line-endings',
        path,
        lines.positionAt(windows),
        'The file has other line ends than \\n.',
        {
          found: `${count} lines that end in \\r`,
          allowed: '\\n',
        },
      ),
    )
  }
  for (const { index } of masked.slice(0, source.length).matchAll(TRAILING)) {
    if (source[index] !== ' ' && source[index] !== '\t') continue
    if (isCode(source, masked, index)) continue
    findings.push(
      finding('trailing-space', path, lines.positionAt(index), 'The line ends in blanks.'),
    )
    break
  }
  if (source !== '' && !/[^\r\n](?:\r\n|\n|\r)$/.test(source)) {
    findings.push(
      finding(
        'final-newline',
        path,
        lines.positionAt(source.length),
        'The file does not end in one line end.',
      ),
    )
  }
  for (const { index } of source.slice(1).matchAll(INVISIBLE)) {
    const code = source
      .charCodeAt(index + 1)
      .toString(16)
      .toUpperCase()
      .padStart(4, '0')
    findings.push(
      finding(
        'invisible-character',
        path,
        lines.positionAt(index + 1),
        'A character that nobody sees stands in the text.',
        { found: `U+${code}`, allowed: 'what is drawn' },
      ),
    )
    break
  }
  return findings
}

/** Blanked lines are code, whose blanks belong to it. */
function isCode(source: string, masked: string, at: number): boolean {
  const start = source.lastIndexOf('\n', at - 1) + 1
  return source.slice(start, at).trimEnd() !== masked.slice(start, at).trimEnd()
}
