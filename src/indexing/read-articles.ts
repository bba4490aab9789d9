import type { Audience } from '../articles/types.ts'
import { isVisibleTo, type Role, type Store, type TransactionSql } from '../db/index.ts'
import type { Lang } from '../text/types.ts'

type ReadingRole = Extract<Role, 'customer' | 'agent' | 'lead'>

/** Stores a role has rights on. `embargo` is read row by row, as its windows open. */
const STORES_OF: Record<ReadingRole, Store[]> = {
  customer: ['customer', 'embargo'],
  agent: ['customer', 'agent', 'embargo'],
  lead: ['customer', 'agent', 'internal', 'embargo'],
}

export type ArticleHead = {
  id: string
  title: string
  lang: Lang
  audience: Audience
  module: string | null
  tags: string[]
  reviewBy: string | null
  /** Past its review date: still valid, to be looked at by its owner. */
  isStale: boolean
}

export type ArticleView = ArticleHead & {
  translationOf: string | null
  supersedes: string | null
  parts: ArticlePartView[]
}

export type ArticlePartView = {
  audience: Audience
  after: number
  rev: string
  markdown: string
  chunks: ChunkView[]
}

export type ChunkView = {
  id: string
  headings: string[]
  start: number
  end: number
  line: number
  isStandardReply: boolean
}

/** Articles the role may read now, by id. `after` is the last id of the page before. */
export function listArticles(
  sql: TransactionSql,
  role: ReadingRole,
  filter: { after: string | null; lang: Lang | null; module: string | null; limit: number },
): Promise<ArticleHead[]> {
  return sql<ArticleHead[]>`
    select id, title, lang, audience, module, tags, review_by::text as "reviewBy",
      coalesce(review_by < desk_now()::date, false) as "isStale"
    from (${visibleArticles(sql, role)}) article
    where part = 0
      and (${filter.after}::text is null or id collate "C" > ${filter.after}::text collate "C")
      and (${filter.lang}::text is null or lang = ${filter.lang}::text)
      and (${filter.module}::text is null or module = ${filter.module}::text)
    order by id collate "C"
    limit ${filter.limit}
  `
}

/** Ids of articles that the role may read now and that bear one of these tags, by id. */
export async function taggedArticles(
  sql: TransactionSql,
  role: ReadingRole,
  tags: readonly string[],
  limit: number,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id
    from (${visibleArticles(sql, role)}) article
    where part = 0 and tags && ${[...tags]}::text[]
    order by id collate "C"
    limit ${limit}
  `
  return rows.map(({ id }) => id)
}

type PartRow = Omit<ArticleView, 'parts'> & {
  store: Store
  key: number
  part: number
  after: number
  rev: string
}

/**
 * One article as the role may read it now: its text, then the narrowed blocks. Undefined where
 * there is none, which is also what a hidden one is.
 */
export async function readArticle(
  sql: TransactionSql,
  role: ReadingRole,
  id: string,
): Promise<ArticleView | undefined> {
  const rows = await sql<PartRow[]>`
    select store, key, part, id, title, lang, audience, module, tags,
      review_by::text as "reviewBy", coalesce(review_by < desk_now()::date, false) as "isStale",
      translation_of as "translationOf", supersedes, rev, after
    from (${visibleArticles(sql, role)}) article
    where id = ${id}
    order by part > 0, after, audience, part
  `
  const [first] = rows
  if (first?.part !== 0) return undefined
  const [named, parts] = await Promise.all([
    visibleIds(sql, role, [first.translationOf, first.supersedes]),
    Promise.all(rows.map((row) => readPart(sql, row))),
  ])
  const { id: own, title, lang, audience, module, tags, reviewBy, isStale } = first
  return {
    ...{ id: own, title, lang, audience, module, tags, reviewBy, isStale },
    translationOf: named.has(first.translationOf) ? first.translationOf : null,
    supersedes: named.has(first.supersedes) ? first.supersedes : null,
    parts,
  }
}

function visibleArticles(sql: TransactionSql, role: ReadingRole) {
  const [first, ...others] = STORES_OF[role].map((store) => visibleIn(sql, role, store))
  return others.reduce((all, next) => sql`${all} union all ${next}`, first ?? sql``)
}

function visibleIn(sql: TransactionSql, role: ReadingRole, store: Store) {
  return sql`
    select ${store}::text as store, key, id, part, audience, lang, title, module, tags, review_by,
      translation_of, supersedes, rev, after
    from ${sql(`${store}.article`)} article
    where ${isVisibleTo(sql, role)}
  `
}

async function readPart(sql: TransactionSql, row: PartRow): Promise<ArticlePartView> {
  const chunks = await sql<(ChunkView & { text: string })[]>`
    select id, headings, text, start_offset as start, end_offset as "end", line,
      is_standard_reply as "isStandardReply"
    from ${sql(`${row.store}.chunk`)}
    where article = ${row.key}
    order by piece
  `
  return {
    audience: row.audience,
    after: row.after,
    rev: row.rev,
    // The chunks of a part, joined, are its markdown.
    markdown: chunks.map((chunk) => chunk.text).join(''),
    chunks: chunks.map(({ text: _, ...chunk }) => chunk),
  }
}

/** Which of these articles may be named: a link to a hidden one would tell that it exists. */
async function visibleIds(
  sql: TransactionSql,
  role: ReadingRole,
  ids: (string | null)[],
): Promise<Set<string | null>> {
  const asked = ids.filter((id) => id !== null)
  if (asked.length === 0) return new Set()
  const rows = await sql<{ id: string }[]>`
    select id from (${visibleArticles(sql, role)}) article
    where part = 0 and id = any(${asked}::text[])
  `
  return new Set(rows.map((row) => row.id))
}
