import { type ArticleView, viewArticle } from '../compose/article-view.ts'
import type { Database } from '../db/index.ts'
import { readArticle } from '../indexing/read-articles.ts'
import type { Passage } from '../retrieval/index.ts'
import type { Lang } from '../text/types.ts'
import { asksOf } from './read-asks.ts'

/** An article with the ways that its author says it is asked for. */
export type AskedView = ArticleView & { asks: string[] }

/** Articles as the customer may see them now; one that has just been withdrawn is left out. */
export function readViews(db: Database, ids: string[]): Promise<AskedView[]> {
  return db.read('customer', async (sql) => {
    const read = ids.map((id) =>
      Promise.all([readArticle(sql, 'customer', id), asksOf(sql, id)] as const),
    )
    return (await Promise.all(read)).flatMap(([article, asks]) =>
      article === undefined ? [] : [{ ...viewArticle(article), asks }],
    )
  })
}

/** The article of the best passage, or its counterpart in the customer's own language. */
export async function readBestView(
  db: Database,
  passages: Passage[],
  lang: Lang,
): Promise<AskedView | null> {
  const best = passages[0]
  if (best === undefined) return null
  const ids = [best.articleId]
  if (best.lang !== lang) {
    for (const passage of passages) {
      if (passage.lang === lang && !ids.includes(passage.articleId)) ids.push(passage.articleId)
    }
  }
  const views = await readViews(db, ids)
  const first = views.find(({ id }) => id === best.articleId)
  if (first === undefined) return null
  const counterpart = views.find(
    (view) =>
      view !== first && (view.translationOf === first.id || view.id === first.translationOf),
  )
  return counterpart ?? first
}
