import { createHash } from 'node:crypto'
import { parseDocument } from 'yaml'
import { LANGS, type Lang } from '../text/types.ts'
import { buildParts } from './build-parts.ts'
import { type Compilation, compileArticle } from './compile-article.ts'
import { documentLanguage } from './document-language.ts'
import { findBlocks } from './find-blocks.ts'
import { findMarkers } from './find-markers.ts'
import { errorFlaw, excerpt, mapLines, warningFlaw } from './flaws.ts'
import { headingText } from './heading-text.ts'
import { type Article, AUDIENCES, type Audience, type FrontMatter } from './types.ts'

/**
 * Makes an article of markdown that was not written for Sidecue: its own front matter, markup and directives
 * are left as they are, except that anything like one of our fences is an error. A file with our own
 * front matter is held to our own rules.
 */
export function compileForeign(
  source: string,
  options: { path: string; id: string; audience: Audience; now: Date },
): Compilation {
  const { path, id, audience, now } = options
  const text = source.startsWith('\ufeff') ? source.slice(1) : source
  const offset = source.length - text.length
  const matter = readForeignFrontMatter(text)
  if (matter.isOurs) return compileArticle(source, { path, now })

  const lines = mapLines(source)
  const bodyStart = matter.end + offset
  const marker = findMarkers(text.slice(matter.end)).find((it) => it.resembles && it.isAtLineStart)
  if (marker) {
    const at = marker.start + bodyStart
    const flaw = errorFlaw(
      path,
      lines.positionAt(at),
      'directive-suspect',
      'This looks like the fence of a narrowed block, in a file without our front matter.',
      {
        found: excerpt(source.slice(at)),
        allowed: 'front matter with an audience, to use narrowed blocks; \\::: to show one',
      },
    )
    return { article: null, harmless: null, flaws: [flaw] }
  }
  const body = source.slice(bodyStart)
  const article = compileText({
    id,
    path,
    audience,
    title: matter.title ?? firstHeading(body) ?? fileName(path),
    lang: matter.lang ?? documentLanguage(body),
    source,
    bodyStart,
  })
  const isEmpty = article.parts[0]?.markdown === ''
  const flaws = isEmpty
    ? [warningFlaw(path, { line: 1, column: 1 }, 'empty-article', 'The article has no text.')]
    : []
  return { article, harmless: article, flaws }
}

/** An article of plain markdown, published, all of it for one audience. `source` from `bodyStart` on is its text. */
export function compileText(input: {
  id: string
  path: string
  audience: Audience
  title: string
  lang: Lang
  source: string
  bodyStart?: number
  asks?: string[]
}): Article {
  const start = input.bodyStart ?? 0
  const head: FrontMatter = {
    id: input.id,
    title: cleanTitle(input.title) || input.id,
    lang: input.lang,
    audience: input.audience,
    state: 'published',
    release: null,
    expires: null,
    reviewBy: null,
    module: null,
    owner: null,
    tags: [],
    supersedes: null,
    translationOf: null,
    asks: input.asks ?? [],
    mustNot: [],
  }
  const root = {
    audience: input.audience,
    release: null,
    start,
    end: input.source.length,
    outerStart: start,
    outerEnd: input.source.length,
    parent: null,
    children: [],
  }
  const parts = buildParts(input.source, head, root, [], mapLines(input.source))
  return {
    ...head,
    path: input.path,
    parts: parts.map(({ own: _own, region: _region, ...part }) => part),
  }
}

/** `guide/Install.md` → `guide-install`; a hash is added where characters were lost. */
export function idFromPath(path: string, mustHash = false): string {
  const name = path.replace(/\.(?:md|markdown)$/i, '')
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '')
  const isLossless = /^[A-Za-z0-9/_. -]+$/.test(name) && name.length <= 80
  if (isLossless && !mustHash && slug !== '') return slug
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 8)
  return slug === '' ? `page-${hash}` : `${slug}-${hash}`
}

type ForeignMatter = { end: number; isOurs: boolean; title?: string; lang?: Lang }

const FOREIGN_MATTER = /^---[ \t]*\r?\n([\s\S]*?\r?\n)??---[ \t]*(?:\r?\n|$)/

function readForeignFrontMatter(text: string): ForeignMatter {
  const match = FOREIGN_MATTER.exec(text)
  if (!match) return { end: 0, isOurs: false }
  const end = match[0].length
  let keys: unknown
  try {
    keys = parseDocument(match[1] ?? '', { schema: 'core', logLevel: 'silent' }).toJS({
      maxAliasCount: 0,
    })
  } catch {
    // Not YAML that can be read: nothing is taken from it.
    return { end, isOurs: false }
  }
  if (typeof keys !== 'object' || keys === null) return { end, isOurs: false }
  const { title, lang, audience } = keys as Record<string, unknown>
  return {
    end,
    isOurs: AUDIENCES.includes(audience as Audience),
    ...(typeof title === 'string' && cleanTitle(title) !== '' ? { title } : {}),
    ...(LANGS.includes(lang as Lang) ? { lang: lang as Lang } : {}),
  }
}

function cleanTitle(title: string): string {
  return title
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .toWellFormed()
}

function firstHeading(body: string): string | undefined {
  for (const { text } of findBlocks(body.slice(0, 5_000)).headings) {
    const heading = headingText(text)
    if (heading !== '') return heading
  }
  return undefined
}

function fileName(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.(?:md|markdown)$/i, '')
}
