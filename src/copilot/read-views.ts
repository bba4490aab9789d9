import { type ArticleView, viewArticle } from '../compose/article-view.ts'
import type { Database } from '../db/index.ts'
import { readArticle } from '../indexing/read-articles.ts'
import type { Passage } from '../retrieval/index.ts'
import type { Lang } from '../text/types.ts'

/** Articles as the customer may see them now; one that has just been withdrawn is left out. */
export function readViews(db: Database, ids: string[]): Promise<ArticleView[]> {
  return db.read('customer', async (sql) => {
    const views: ArticleView[] = []
    for (const id of ids) {
      const article = await readArticle(sql, 'customer', id)
      if (article !== undefined) views.push(viewArticle(article))
    }
    return views
  })
}

/** The article of the best passage, or its counterpart in the customer's own language. */
export async function readBestView(
  db: Database,
  passages: Passage[],
  lang: Lang,
): Promise<ArticleView | null> {
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
