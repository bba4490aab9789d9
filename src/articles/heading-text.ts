import { toString as textOf } from 'mdast-util-to-string'
import { parseArticle } from './parse-markdown.ts'

const MARKUP = /[*_`[\]<>&\\~!]/

/** What a reader sees of a heading: one line, without inline marks. */
export function headingText(raw: string): string {
  const line = raw.replaceAll(/\s+/g, ' ').trim()
  if (!MARKUP.test(line)) return line
  return textOf(parseArticle(`# ${line}`), { includeHtml: false }).trim()
}
