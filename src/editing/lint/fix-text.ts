import type { GlossaryTerm } from '../../desk/index.ts'
import { LANGS } from '../../text/types.ts'
import { bodyStartOf } from './body-start.ts'
import { INVISIBLE, TRAILING } from './file-rules/layout.ts'
import { findWrongTerms } from './file-rules/terms.ts'
import { maskCode } from './mask-code.ts'

/**
 * The article with everything mended that can only be meant in one way: byte order mark, line ends, tabs that indent
 * the front matter, blanks at line ends, invisible characters, wrong spellings of terms. Code stays as it is, and
 * so does a file with a merge conflict. Fixing twice is fixing once.
 */
export function fixText(source: string, glossary: readonly GlossaryTerm[]): string {
  if (/^<{7}(?:[ \t]|$)/m.test(source)) return source
  let text = source.replace(/^\ufeff+/, '').replaceAll(/\r\n?/g, '\n')
  text = fixIndent(text)
  text = outsideCode(text, (said) => said.replaceAll(INVISIBLE, ''))
  text = outsideCode(text, (said) => said.replaceAll(TRAILING, ''))
  text = fixTerms(text, glossary)
  return text.trim() === '' ? text : `${text.replace(/[\n \t]+$/, '')}\n`
}

function fixIndent(text: string): string {
  const end = bodyStartOf(text)
  const head = text
    .slice(0, end)
    .replaceAll(/^[ \t]*\t[ \t]*/gm, (indent) => indent.replaceAll('\t', '  '))
  return head + text.slice(end)
}

/** Changes what is not code; the blanked text shows what is. */
function outsideCode(text: string, change: (said: string) => string): string {
  const masked = maskCode(text)
  if (masked === text) return change(text)
  let fixed = ''
  let start = 0
  for (const [from, to] of codeRanges(text, masked)) {
    fixed += change(text.slice(start, from)) + text.slice(from, to)
    start = to
  }
  return fixed + change(text.slice(start))
}

/** Whole lines that hold code, so that blanks inside or behind it are left alone. */
function codeRanges(text: string, masked: string): [number, number][] {
  const ranges: [number, number][] = []
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found + 1
    if (text.slice(start, end) !== masked.slice(start, end)) {
      const last = ranges.at(-1)
      if (last?.[1] === start) last[1] = end
      else ranges.push([start, end])
    }
    start = end
  }
  return ranges
}

function fixTerms(text: string, glossary: readonly GlossaryTerm[]): string {
  const lang = LANGS.find((one) =>
    new RegExp(`^lang:[ \\t]*["']?${one}["']?[ \\t]*$`, 'm').test(text),
  )
  const bodyStart = bodyStartOf(text)
  if (lang === undefined || bodyStart === 0) return text
  let fixed = text
  // A term set right may stand beside another that is wrong; each round has fewer of them.
  for (let round = 0; round < 5; round++) {
    const masked = maskCode(fixed).slice(bodyStart)
    const wrong = findWrongTerms(masked, lang, glossary)
    if (wrong.length === 0) return fixed
    let end = Number.POSITIVE_INFINITY
    for (const { term, start, end: stop } of wrong.toSorted((a, b) => b.start - a.start)) {
      if (stop > end) continue
      fixed = fixed.slice(0, bodyStart + start) + term.right + fixed.slice(bodyStart + stop)
      end = start
    }
  }
  return fixed
}
