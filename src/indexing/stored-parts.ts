import type { Article, ArticlePart, Audience, Chunk } from '../articles/index.ts'
import { STORES, type Store, type TransactionSql } from '../db/index.ts'
import type { EncodedTerms } from '../retrieval/index.ts'
import type { Lang } from '../text/types.ts'
import { asksOf, type PreparedPart } from './prepare-file.ts'

/** A row of a store's article table. */
export type PartRow = {
  id: string
  part: number
  audience: Audience
  lang: Lang
  title: string
  module: string | null
  owner: string | null
  tags: string[]
  asks: string[]
  release: Date | null
  expires: Date | null
  reviewBy: string | null
  supersedes: string | null
  translationOf: string | null
  path: string
  rev: string
  after: number
}

export type StoredPart = PartRow & { store: Store; key: number }
/** A part that is to be written: its chunks, and what they are found by where that is known already. */
export type WantedPart = PartRow & {
  store: Store
  chunks: Chunk[]
  terms: EncodedTerms[] | undefined
}

/** The rows of these articles in all stores. */
export async function readStored(
  sql: TransactionSql,
  ids: readonly string[],
): Promise<StoredPart[]> {
  const rows: StoredPart[] = []
  for (const store of STORES) {
    const found = await sql<StoredPart[]>`
      select ${store}::text as store, key, id, part, audience, lang, title, module, owner, tags, asks, release,
        expires, review_by::text as "reviewBy", supersedes, translation_of as "translationOf", path, rev, after
      from ${sql(store)}.article
      where id = any(${[...ids]}::text[])
      order by key
    `
    rows.push(...found)
  }
  return rows
}

/** The rows an article should have; text outside its window goes to the embargo store. */
export function wantedParts(article: Article, now: Date): WantedPart[] {
  return article.parts
    .filter((part) => part.part === 0 || part.markdown !== '')
    .map((part) => ({
      id: article.id,
      part: part.part,
      audience: part.audience,
      lang: article.lang,
      title: article.title,
      module: article.module,
      owner: article.owner,
      tags: article.tags,
      asks: asksOf(article, part),
      ...windowOf(part),
      reviewBy: article.reviewBy,
      supersedes: article.supersedes,
      translationOf: article.translationOf,
      path: article.path,
      rev: part.rev,
      after: part.after,
      store: isOpen(windowOf(part), now) ? part.audience : 'embargo',
      chunks: part.chunks,
      terms: (part as Partial<PreparedPart>).terms,
    }))
}

type Window = { release: Date | null; expires: Date | null }

function windowOf(part: Pick<ArticlePart, 'release' | 'expires'>): Window {
  return {
    release: part.release === null ? null : new Date(part.release),
    expires: part.expires === null ? null : new Date(part.expires),
  }
}

export function isOpen({ release, expires }: Window, now: Date): boolean {
  return (release === null || release <= now) && (expires === null || expires > now)
}

/** Whose view a row belongs to now: its audience's, or nobody's but the leads'. */
export function viewerOf(row: PartRow, now: Date): Audience | 'embargo' {
  return isOpen(row, now) ? row.audience : 'embargo'
}

/** All that a reader can see of a row. */
export function visibleForm(row: PartRow): string {
  return JSON.stringify([
    ...[row.id, row.part, row.audience, row.lang, row.title, row.module, row.tags, row.asks],
    ...[row.reviewBy, row.supersedes, row.translationOf, row.rev, row.after],
  ])
}

/** The columns of a row that an update writes. */
export function columnsOf(row: PartRow): Record<string, unknown> {
  return {
    ...{ id: row.id, part: row.part, audience: row.audience, lang: row.lang, title: row.title },
    ...{ module: row.module, owner: row.owner, tags: row.tags, asks: row.asks },
    ...{ release: row.release, expires: row.expires, review_by: row.reviewBy },
    ...{ supersedes: row.supersedes, translation_of: row.translationOf, path: row.path },
    ...{ rev: row.rev, after: row.after },
  }
}
