import { posix } from 'node:path'
import type { Root } from 'hast'
import { visit } from 'unist-util-visit'
import { documentLanguage } from '../../articles/document-language.ts'
import { AppError, type Flaw } from '../../errors.ts'
import { REPLY_HEADING } from '../../insights/article-drafts/index.ts'
import type { Lang } from '../../text/types.ts'
import { followLink } from './follow-links.ts'
import { oneLine, writeHead } from './front-matter.ts'
import { readHtml, toMarkdown } from './html-to-markdown.ts'
import { escapeFences } from './keep-as-text.ts'
import { placeImage } from './place-image.ts'
import type { ImportedArticle, ImportedImage, SourcePage } from './types.ts'

/** Fewer letters tell no language. */
const LEAST_LETTERS = 20

export type Surroundings = {
  /** The file another page becomes, by its address. */
  fileOf: (address: string) => string | undefined
  idOf: (from: string) => string | undefined
  isThere: (path: string) => boolean
}

/** One page as an article, and what did not come along, each with its place in the source. */
export function convertPage(
  page: SourcePage,
  place: { id: string; file: string },
  around: Surroundings,
): { article: ImportedArticle; flaws: Flaw[] } {
  const flaws: Flaw[] = []
  const warn = (rule: string, at: { line: number; column: number }, message: string) =>
    flaws.push({
      ...{ severity: 'warning', rule, message, file: page.from },
      ...{ line: page.line + at.line - 1, column: at.column },
    })
  const images: ImportedImage[] = []
  const { tree, title, lang: declared } = readBody(page)
  const anchors = headingsById(tree)

  const rewriteLink = (url: string, at: { line: number; column: number }) => {
    const fate = followLink(url, { base: page.base, file: place.file }, around.fileOf)
    if (fate.kind === 'keep') return fate.url
    if (fate.kind === 'anchor') {
      const heading = anchors.get(fate.id)
      return heading === undefined ? null : `#${heading.toLowerCase().replaceAll(/\s+/gu, '-')}`
    }
    if (fate.why !== 'empty') warn('link-dropped', at, LINK_FAULTS[fate.why](url))
    return null
  }
  const rewriteImage = (source: string, at: { line: number; column: number }) => {
    const fate = placeImage(
      source,
      { id: place.id, base: page.base, number: images.length + 1 },
      around.isThere,
    )
    if (fate.kind === 'remote') {
      warn(
        'image-remote',
        at,
        `The picture ${show(source)} lies on another server and was not fetched; the link stays. Copy it beside the article if it is to last.`,
      )
      return source.startsWith('//') ? `https:${source}` : source
    }
    if (fate.kind === 'drop') {
      warn('image-dropped', at, IMAGE_FAULTS[fate.why](source))
      return null
    }
    images.push(fate.image)
    return posix.relative(posix.dirname(place.file), fate.image.to)
  }

  const body = escapeFences(convert(tree, page, { rewriteLink, rewriteImage }))
  if (body.trim() === '') warn('empty-article', { line: 1, column: 1 }, 'The page has no text.')
  const lang = page.lang ?? languageOf(body, `${page.title} ${body}`, declared)
  const name = oneLine(page.title || title || posix.basename(page.from))
  const head = writeHead({
    ...{ id: place.id, title: name, lang, from: page.from, tags: page.tags, asks: page.asks },
    translationOf: page.translationOf === null ? null : (around.idOf(page.translationOf) ?? null),
  })
  const reply = page.isReply ? `## ${REPLY_HEADING[lang]}\n\n` : ''
  return {
    article: {
      ...{ from: page.from, file: place.file, id: place.id, title: name, lang, images },
      markdown: `${head}\n${reply}${body}`,
    },
    flaws,
  }
}

/** What a page is called, before it is converted: from the source, or from its own heading. */
function readBody(page: SourcePage): ReturnType<typeof readHtml> {
  if (page.body.kind === 'html')
    return guarded(page, () => readHtml((page.body as { html: string }).html))
  const paragraphs = page.body.text.split(/\n{2,}/u).filter((text) => text.trim() !== '')
  const children = paragraphs.map((text) => ({
    type: 'element' as const,
    tagName: 'p',
    properties: {},
    children: text
      .split('\n')
      .flatMap((line, index) => [
        ...(index === 0
          ? []
          : [{ type: 'element' as const, tagName: 'br', properties: {}, children: [] }]),
        { type: 'text' as const, value: line },
      ]),
  }))
  return { title: null, lang: null, tree: { type: 'root', children } }
}

function convert(tree: Root, page: SourcePage, rewrites: Parameters<typeof toMarkdown>[1]): string {
  return guarded(page, () => toMarkdown(tree, rewrites))
}

/** A page of thousands of elements inside each other is more than a parser can hold. */
function guarded<T>(page: SourcePage, run: () => T): T {
  try {
    return run()
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new AppError('BAD_INPUT', 'The page is nested too deeply to be read.', {
      cause,
      place: { file: page.from, line: page.line, column: 1 },
      hint: 'Open it in a browser, copy its text into a new page and import that one.',
    })
  }
}

function languageOf(body: string, whole: string, declared: string | null): Lang {
  const letters = body.match(/\p{L}/gu)?.length ?? 0
  const said = declared === null ? null : readTag(declared)
  return letters < LEAST_LETTERS && said !== null ? said : documentLanguage(whole)
}

/** The language of a tag such as zh-TW, as far as we have it. */
export function readTag(tag: string): Lang | null {
  if (/^zh\b.*\b(?:hant|tw|hk|mo)\b/iu.test(tag)) return 'zh-Hant'
  if (/^zh\b/iu.test(tag)) return 'zh-Hans'
  return /^en\b/iu.test(tag) ? 'en' : null
}

function headingsById(tree: Root): Map<string, string> {
  const found = new Map<string, string>()
  visit(tree, 'element', (node) => {
    if (!/^h[1-6]$/u.test(node.tagName)) return
    let words = ''
    const ids: string[] = []
    visit(node, (inner) => {
      if (inner.type === 'text') words += inner.value
      if (inner.type !== 'element') return
      for (const id of [inner.properties.id, inner.properties.name])
        if (typeof id === 'string') ids.push(id)
    })
    for (const id of ids) found.set(id, words.trim())
  })
  return found
}

/** Not more of an address than helps to find it. */
function show(url: string): string {
  return `'${url.length > 80 ? `${url.slice(0, 80)}…` : url}'`
}

const LINK_FAULTS = {
  unsafe: (url: string) => `The link ${show(url)} runs something; its words were kept without it.`,
  dead: (url: string) =>
    `The link ${show(url)} leads to no page of this import; its words were kept without it. Import that page as well, or write the link in.`,
}

const IMAGE_FAULTS = {
  missing: (source: string) =>
    `The picture ${show(source)} is not there; its description was kept. Put it where the page says and import again.`,
  outside: (source: string) =>
    `The picture ${show(source)} lies outside the source folder and was not read. Move it in and import again.`,
  'unknown-kind': (source: string) =>
    `The picture ${show(source)} is of a kind that is not taken over. Allowed: png, jpg, gif, webp, avif.`,
  empty: () => 'A picture without an address was left out.',
}
