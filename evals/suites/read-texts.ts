import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ArticlePart, compileArticle } from '../../src/articles/index.ts'

/** What the files of a knowledge folder say, by who may be told at an instant. */
export type Texts = {
  /** A customer may be told. */
  open: string[]
  /** Agents may read it, customers are never told. */
  agent: string[]
  /** Nobody in the live path may read it: internal, not yet released, expired, draft, archived. */
  hidden: string[]
  /** Article → the one it translates. */
  translationOf: Map<string, string>
  /** Article → the business module it is of, where it says so. */
  moduleOf: Map<string, string>
}

/** Reads from the files themselves, not from the database that is being judged. */
export async function readTexts(folder: string, now: Date): Promise<Texts> {
  const texts: Texts = {
    ...{ open: [], agent: [], hidden: [] },
    ...{ translationOf: new Map(), moduleOf: new Map() },
  }
  const below = join(folder, 'articles')
  const names = await readdir(below, { recursive: true }).catch(() => [])
  for (const name of names.filter((one) => one.endsWith('.md')).sort()) {
    const source = await readFile(join(below, name), 'utf8')
    const { article } = compileArticle(source, { path: name, now })
    if (article === null) continue
    if (article.translationOf) texts.translationOf.set(article.id, article.translationOf)
    if (article.module) texts.moduleOf.set(article.id, article.module)
    const isServed = article.state === 'published'
    for (const part of article.parts) {
      const list =
        isServed && isOpen(part, now)
          ? part.audience === 'internal'
            ? 'hidden'
            : part.audience
          : 'hidden'
      const head = part.part === 0 ? [article.title, ...article.asks] : []
      texts[list === 'customer' ? 'open' : list].push([...head, part.markdown].join('\n'))
    }
  }
  return texts
}

/** Whether the window of a part is open. */
export function isOpen({ release, expires }: ArticlePart, now: Date): boolean {
  return (
    (release === null || new Date(release) <= now) && (expires === null || new Date(expires) > now)
  )
}
