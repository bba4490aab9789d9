import { extname } from 'node:path'
import { AppError } from '../../errors.ts'
import { type Readers, viewFor } from './public-view.ts'
import { renderHtml } from './render-html.ts'
import { renderMarkdown } from './render-markdown.ts'
import type { DiffReport } from './types.ts'

export const FORMATS = ['markdown', 'html', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** A comment may be read by anybody who can see the pull request; the other two are for editors. */
const READERS_OF: Record<Format, Readers> = { markdown: 'public', html: 'editors', json: 'editors' }

export type RenderOptions = {
  format: Format
  /** Left out: those whom the format is made for. */
  readers?: Readers | undefined
  timeZone: string
  now: Date
}

export function renderReport(
  report: DiffReport,
  { format, readers, timeZone, now }: RenderOptions,
): string {
  const view = viewFor(report, readers ?? READERS_OF[format], now)
  if (format === 'markdown') return renderMarkdown(view, timeZone)
  if (format === 'html') return renderHtml(view, timeZone)
  return `${JSON.stringify(view, null, 2)}\n`
}

const BY_ENDING: Record<string, Format> = {
  '.md': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.json': 'json',
}

/** The format that a file's name asks for. Throws `BAD_INPUT` for an unknown ending. */
export function formatOf(file: string): Format {
  const format = BY_ENDING[extname(file).toLowerCase()]
  if (format) return format
  throw new AppError('BAD_INPUT', `--out: cannot tell a format from '${file}'`, {
    hint: 'Name a file that ends in .md, .html or .json, or say --format.',
  })
}
