import { createRoute } from '@hono/zod-openapi'
import { AppError } from '../../errors.ts'
import { listArticles, readArticle } from '../../indexing/index.ts'
import { type Passage, retrieve, withOfficialTerms } from '../../retrieval/index.ts'
import { detectLanguage } from '../../text/language.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import { readsAs } from '../callers.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import {
  Article,
  ArticleList,
  ArticleListQuery,
  ArticlePath,
  SearchQuery,
  SearchResults,
} from '../schemas/knowledge.ts'
import { json, problems } from './responses.ts'

const TAGS = ['knowledge']

const search = createRoute({
  method: 'get',
  path: '/v1/search',
  tags: TAGS,
  summary: 'Ranked passages, as the caller may read them',
  request: { query: SearchQuery },
  responses: { 200: json(SearchResults, 'The passages, best first.'), ...problems() },
})

const list = createRoute({
  method: 'get',
  path: '/v1/articles',
  tags: TAGS,
  summary: 'Articles, by id',
  request: { query: ArticleListQuery },
  responses: { 200: json(ArticleList, 'One page.'), ...problems() },
})

const read = createRoute({
  method: 'get',
  path: '/v1/articles/{id}',
  tags: TAGS,
  summary: 'One article, as the caller may read it',
  request: { params: ArticlePath },
  responses: { 200: json(Article, 'The article.'), ...problems(404) },
})

export function knowledgeRoutes(deps: AppDeps) {
  return createRoutes()
    .openapi(search, async (c) => {
      const started = performance.now()
      const { q, lang, top } = c.req.valid('query')
      const asked = { text: q, context: [], lang: lang ?? detectLanguage(q) }
      const query = withOfficialTerms(asked, deps.desk.glossary)
      const signal = c.req.raw.signal
      const found = await retrieve(deps.db, readsAs(c.get('caller')), query, { top, signal })
      const ms = Math.round((performance.now() - started) * 10) / 10
      return c.json(
        { results: found.passages.map(toResult), generation: found.generation, ms },
        200,
      )
    })
    .openapi(list, async (c) => {
      const { cursor, lang, module, limit } = c.req.valid('query')
      const role = readsAs(c.get('caller'))
      const filter = {
        after: cursor === undefined ? null : readCursor(cursor),
        lang: lang ?? null,
        module: module ?? null,
        limit: limit + 1,
      }
      const rows = await deps.db.read(role, (sql) => listArticles(sql, role, filter))
      const articles = rows.slice(0, limit)
      const last = rows.length > limit ? articles.at(-1) : undefined
      return c.json({ articles, next: last ? writeCursor(last.id) : null }, 200)
    })
    .openapi(read, async (c) => {
      const role = readsAs(c.get('caller'))
      const { id } = c.req.valid('param')
      const article = await deps.db.read(role, (sql) => readArticle(sql, role, id))
      if (!article) throw noSuchArticle()
      return c.json(article, 200)
    })
}

/** The same for an unknown article and for one that this caller may not read. */
function noSuchArticle(): AppError {
  return new AppError('NOT_FOUND', 'No such article.', {
    hint: 'GET /v1/articles lists what you may read.',
  })
}

function toResult(passage: Passage) {
  const { rank, title, lang, audience, module, headings, text, start, end, line, score } = passage
  return {
    ...{ rank, title, lang, audience, module, headings, text, start, end, line, score },
    article: passage.articleId,
    chunk: passage.chunkId,
    isStandardReply: passage.isStandardReply,
    isStale: passage.isStale,
    terms: passage.why.terms,
    ...(passage.why.learned === undefined ? {} : { learned: passage.why.learned }),
  }
}
