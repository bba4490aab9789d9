import { z } from '@hono/zod-openapi'
import { AUDIENCES } from '../../articles/types.ts'
import { LANGS } from '../../text/types.ts'

export const SearchQuery = z.strictObject({
  q: z.string().trim().min(1).max(2_000).openapi({ description: 'What is looked for.' }),
  lang: z.enum(LANGS).optional(),
  top: z.coerce.number().int().min(1).max(50).default(10),
})

const SearchResult = z
  .object({
    rank: z.int(),
    article: z.string(),
    title: z.string(),
    lang: z.enum(LANGS),
    audience: z.enum(AUDIENCES),
    module: z.string().nullable(),
    headings: z.array(z.string()),
    chunk: z.string(),
    text: z.string(),
    start: z.int(),
    end: z.int(),
    line: z.int(),
    isStandardReply: z.boolean(),
    isStale: z.boolean(),
    score: z.number(),
    terms: z.array(z.string()).openapi({ description: "The query's terms that matched." }),
    learned: z
      .number()
      .optional()
      .openapi({ description: 'Part of its score that feedback took from its article.' }),
  })
  .openapi('SearchResult')

export const SearchResults = z
  .object({ results: z.array(SearchResult), generation: z.int(), ms: z.number() })
  .openapi('SearchResults')

export const ArticleListQuery = z.strictObject({
  lang: z.enum(LANGS).optional(),
  module: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional().openapi({ description: '`next` of the page before.' }),
})

const ArticleHead = z.object({
  id: z.string(),
  title: z.string(),
  lang: z.enum(LANGS),
  audience: z
    .enum(AUDIENCES)
    .openapi({ description: 'Who may be told what stands in `parts[0]`.' }),
  module: z.string().nullable(),
  tags: z.array(z.string()),
  reviewBy: z.string().nullable().openapi({ format: 'date' }),
  isStale: z.boolean().openapi({ description: 'Past its review date, still valid.' }),
})

export const ArticleSummary = ArticleHead.openapi('ArticleSummary')

export const ArticleList = z
  .object({ articles: z.array(ArticleSummary), next: z.string().nullable() })
  .openapi('ArticleList')

export const ArticlePart = z
  .object({
    audience: z.enum(AUDIENCES),
    after: z.int().openapi({ description: 'It stands after this many chunks of the first part.' }),
    rev: z.string(),
    markdown: z.string(),
    chunks: z.array(
      z.object({
        id: z.string(),
        headings: z.array(z.string()),
        start: z.int(),
        end: z.int(),
        line: z.int(),
        isStandardReply: z.boolean(),
      }),
    ),
  })
  .openapi('ArticlePart')

export const Article = ArticleHead.extend({
  translationOf: z.string().nullable(),
  supersedes: z.string().nullable(),
  parts: z.array(ArticlePart).openapi({
    description:
      'What the caller may read: the text first, then the blocks narrowed to fewer readers. Citation offsets count in the markdown of the first part.',
  }),
}).openapi('Article')

export const ArticlePath = z.object({
  id: z.string().min(1).max(200).openapi({ description: 'Id of the article.' }),
})
