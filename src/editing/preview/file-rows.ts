import type { TransactionSql } from '../../db/index.ts'
import type { FileHead } from './types.ts'

export type FileRow = Omit<FileHead, 'release' | 'expires'> & {
  release: Date | null
  expires: Date | null
}

/** Columns of `app.article_file`, which is called `file` in the query. */
export const FILE_COLUMNS = (sql: TransactionSql) => sql`
  file.path, file.article as id, file.title, file.lang, file.audience, file.state, file.outcome,
  file.release, file.expires, file.review_by::text as "reviewBy",
  coalesce(file.review_by < desk_now()::date and file.outcome in ('served', 'kept'), false) as "isStale",
  file.module, file.owner, file.flaws
`

export function toHead({ release, expires, ...row }: FileRow): FileHead {
  return {
    ...row,
    release: release?.toISOString() ?? null,
    expires: expires?.toISOString() ?? null,
  }
}

/** The file of an article: the one that is served where several claim its id. Undefined where there is none. */
export async function readFileOf(sql: TransactionSql, id: string): Promise<FileHead | undefined> {
  const [row] = await sql<FileRow[]>`
    select ${FILE_COLUMNS(sql)}
    from app.article_file file
    where article = ${id}
    order by outcome in ('served', 'kept') desc, path collate "C"
    limit 1
  `
  return row && toHead(row)
}
