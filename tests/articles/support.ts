import { type Article, type Compilation, compileArticle } from '../../src/articles/index.ts'

export const NOW = new Date('2026-11-21T12:00:00+08:00')

/** The words that no customer may read in these tests: Han and Latin, with a name, a number and a code. */
export const SECRET = '早班共十三人由宗政岳带队内线七九三零五周一再加派二人'
export const CANARY = 'CNRY-DEV-48BD'

/** An article file: front matter for `audience`, then `body`. */
export function file(body: string, keys: Record<string, string> = {}): string {
  const all = {
    id: 'delivery',
    title: '运费说明',
    lang: 'zh-Hans',
    audience: 'customer',
    state: 'published',
    ...keys,
  }
  const lines = Object.entries(all).map(([key, value]) => `${key}: ${value}`)
  return `---\n${lines.join('\n')}\n---\n${body}`
}

export function compile(source: string, now = NOW): Compilation {
  return compileArticle(source, { path: 'articles/delivery.md', now })
}

/** All that customers could ever get of an article before any release. */
export function toldToCustomers(article: Article | null): string {
  if (!article) return ''
  const parts = article.parts.filter((part) => part.audience === 'customer' && !isClosed(part))
  return [
    article.title,
    ...article.asks,
    ...article.tags,
    ...parts.map((part) => part.markdown),
  ].join('\n')
}

function isClosed(part: { release: string | null }): boolean {
  return part.release !== null && Date.parse(part.release) > NOW.getTime()
}
