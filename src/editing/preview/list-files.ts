import type { Audience } from '../../articles/types.ts'
import { audiencesOf, type TransactionSql } from '../../db/index.ts'
import { FILE_COLUMNS, type FileRow, toHead } from './file-rows.ts'
import type { FileHead, FileOutcome, Viewer } from './types.ts'

export type FileFilter = {
  /** In its title, id, path or ways of asking. */
  text: string | null
  module: string | null
  owner: string | null
  audience: Audience | null
  outcome: FileOutcome | null
  /** Only what is past its review date. */
  isStale: boolean
  /** Only what this reader is told at the instant. */
  as: Viewer | null
  /** Null: now. */
  at: Date | null
  /** The last path of the page before. */
  after: string | null
  limit: number
}

/** Files of the knowledge folder as last indexed, by path: all of them, served or not. For editors alone; `sql` is the lead's. */
export async function listFiles(sql: TransactionSql, filter: FileFilter): Promise<FileHead[]> {
  const { text, module, owner, audience, outcome, isStale, as, at, after, limit } = filter
  const audiences = as === null ? null : [...audiencesOf(as)]
  const pattern = text === null ? null : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  const rows = await sql<FileRow[]>`
    select ${FILE_COLUMNS(sql)}
    from app.article_file file
    where (${after}::text is null or path collate "C" > ${after}::text collate "C")
      and (${module}::text is null or module = ${module}::text)
      and (${owner}::text is null or owner = ${owner}::text)
      and (${audience}::text is null or audience = ${audience}::text)
      and (${outcome}::text is null or outcome = ${outcome}::text)
      and (not ${isStale}::boolean or (review_by < desk_now()::date and outcome in ('served', 'kept')))
      and (${pattern}::text is null or title ilike ${pattern}::text or article ilike ${pattern}::text
        or path ilike ${pattern}::text)
      and (${audiences}::text[] is null or (outcome in ('served', 'kept')
        and audience = any(${audiences}::text[])
        and (release is null or release <= coalesce(${at}::timestamptz, desk_now()))
        and (expires is null or expires > coalesce(${at}::timestamptz, desk_now()))))
    order by path collate "C"
    limit ${limit}
  `
  return rows.map(toHead)
}

/** What the files can be filtered by, and how many there are of each outcome. */
export type FileFacets = {
  modules: string[]
  owners: string[]
  counts: Record<FileOutcome | 'stale', number>
  /** Moves with every run of the index that changed something. */
  epoch: number
}

/** Moves with every run of the index that changed something. `sql` is the indexer's, who alone knows it. */
export async function readEpoch(sql: TransactionSql): Promise<number> {
  const [row] = await sql<{ epoch: number }[]>`select epoch from app.indexing`
  return row?.epoch ?? 0
}

/** Of all files, whatever is filtered. `sql` is the indexer's, who alone knows the epoch. */
export async function readFacets(sql: TransactionSql): Promise<FileFacets> {
  const [row] = await sql<
    (FileFacets['counts'] & { modules: string[] | null; owners: string[] | null; epoch: number })[]
  >`
    select array_agg(distinct module order by module) filter (where module is not null) as modules,
      array_agg(distinct owner order by owner) filter (where owner is not null) as owners,
      (count(*) filter (where outcome = 'served'))::int as served,
      (count(*) filter (where outcome = 'kept'))::int as kept,
      (count(*) filter (where outcome = 'draft'))::int as draft,
      (count(*) filter (where outcome = 'archived'))::int as archived,
      (count(*) filter (where outcome = 'refused'))::int as refused,
      (count(*) filter (where review_by < desk_now()::date and outcome in ('served', 'kept')))::int as stale,
      (select epoch from app.indexing) as epoch
    from app.article_file
  `
  const { modules, owners, epoch, ...counts } = row!
  return { modules: modules ?? [], owners: owners ?? [], counts, epoch }
}
