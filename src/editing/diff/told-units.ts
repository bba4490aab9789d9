import { readBlocks } from '../../compose/article-blocks.ts'
import { type ArticleView, viewArticle } from '../../compose/article-view.ts'
import { sayBlock } from '../../compose/say-block.ts'
import { slotsOf } from '../../copilot/read-situation.ts'
import { type Desk, STAGES } from '../../desk/index.ts'
import { findLinks } from '../../guard/find-links.ts'
import { isOfficialLink } from '../../guard/official-link.ts'
import { foldText } from '../../text/fold.ts'
import { LANGS } from '../../text/types.ts'
import type { CustomerPart } from './customer-parts.ts'
import type { ToldPlace } from './types.ts'

/** A piece of text that a customer can be told as a whole, as composition would say it. */
export type ToldUnit = ToldPlace & { text: string }

/** A part cut into what can be told of it. */
export function unitsOf(part: CustomerPart, desk: Desk): ToldUnit[] {
  const place = { article: part.article, path: part.path }
  const view = viewOf(part)
  const slots = slotsOf(desk, part.lang)
  const mayShowLink = (url: string) =>
    findLinks(url).every((link) => isOfficialLink(link, url, desk.officialDomains))
  const title = part.part === 0 ? [{ ...place, kind: 'title' as const, text: part.title }] : []
  const blocks = readBlocks(part.markdown, mayShowLink).flatMap((block) => {
    const kind = block.kind === 'heading' ? 'heading' : block.kind === 'row' ? 'row' : 'sentence'
    return sayBlock({ ...block, marker: '' }, view, { lang: part.lang, slots }).map(({ text }) => ({
      ...place,
      kind: kind as ToldPlace['kind'],
      text: text.replace(/^• /u, ''),
    }))
  })
  return [...title, ...blocks]
}

/** The desk's set phrases: they too are told to customers, at any time. */
export function phraseUnits(desk: Desk): ToldUnit[] {
  const staged = STAGES.flatMap((stage) =>
    LANGS.flatMap((lang) =>
      desk.phrases[stage][lang].map((text) => ({ path: `phrases/${stage}.md`, text })),
    ),
  )
  const calming = desk.warnings.flatMap(({ calm }) =>
    Object.values(calm).map((text) => ({ path: 'warnings.yml', text })),
  )
  return [...staged, ...calming].map((one) => ({ ...one, article: null, kind: 'phrase' }))
}

/** Equal for texts that say the same to the sign: case, width, script, spaces and the last full stop apart. */
export function unitKey(text: string): string {
  return foldText(text)
    .replaceAll(/\s+/gu, '')
    .replace(/[。.:：]+$/u, '')
}

function viewOf({ article, title, lang, markdown, rev }: CustomerPart): ArticleView {
  return viewArticle({
    ...{ id: article, title, lang, audience: 'customer', module: null, tags: [], reviewBy: null },
    ...{ isStale: false, translationOf: null, supersedes: null },
    parts: [{ audience: 'customer', after: 0, rev, markdown, chunks: [] }],
  })
}
