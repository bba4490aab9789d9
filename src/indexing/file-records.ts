import type { Flaw, FrontMatter } from '../articles/index.ts'
import type { TransactionSql } from '../db/index.ts'

/** What became of a file. `kept`: the version before a faulty one is still served. */
export type Outcome = 'served' | 'kept' | 'draft' | 'archived' | 'refused'

/** A file of the folder as last seen. */
export type FileRecord = {
  path: string
  hash: string
  article: string | null
  outcome: Outcome
  flaws: Flaw[]
}

/** The same with what editors see of it. */
export type FileStatus = FileRecord & {
  head: Pick<
    FrontMatter,
    | 'title'
    | 'lang'
    | 'audience'
    | 'state'
    | 'release'
    | 'expires'
    | 'reviewBy'
    | 'module'
    | 'owner'
  > | null
}

/** What the last run left. */
export type Known = {
  epoch: number
  settings: string
  /** The database's clock. */
  now: Date
  files: Map<string, FileRecord>
}

export async function readKnown(sql: TransactionSql): Promise<Known> {
  const [state] = await sql<{ epoch: number; settings: string; now: Date }[]>`
    select epoch, settings, desk_now() as now from app.indexing
  `
  // One value: ten thousand rows take three times as long.
  const [all] = await sql<{ records: RecordTuple[] | null }[]>`
    select json_agg(json_build_array(path, hash, article, outcome, nullif(flaws, '[]'::jsonb))) as records
    from app.article_file
  `
  const files = new Map<string, FileRecord>()
  for (const [path, hash, article, outcome, flaws] of all?.records ?? []) {
    files.set(path, { path, hash, article, outcome, flaws: flaws ?? [] })
  }
  return {
    epoch: state?.epoch ?? 0,
    settings: state?.settings ?? '',
    now: state?.now ?? new Date(),
    files,
  }
}

type RecordTuple = [
  path: string,
  hash: string,
  article: string | null,
  outcome: Outcome,
  flaws: Flaw[] | null,
]

export async function writeFiles(sql: TransactionSql, files: readonly FileStatus[]): Promise<void> {
  if (files.length === 0) return
  const rows = files.map(({ path, hash, article, outcome, flaws, head }) => ({
    ...{ path, hash, article, outcome, flaws },
    ...{ title: head?.title, lang: head?.lang, audience: head?.audience, state: head?.state },
    ...{ release: head?.release, expires: head?.expires, review_by: head?.reviewBy },
    ...{ module: head?.module, owner: head?.owner },
  }))
  await sql`
    insert into app.article_file (path, hash, article, outcome, flaws, title, lang, audience, state, release,
      expires, review_by, module, owner)
    select path, hash, article, outcome, flaws, title, lang, audience, state, release,
      expires, review_by, module, owner
    from jsonb_to_recordset(${sql.json(rows as never)}) as row (path text, hash text, article text, outcome text,
      flaws jsonb, title text, lang text, audience text, state text, release timestamptz,
      expires timestamptz, review_by date, module text, owner text)
    on conflict (path) do update set (hash, article, outcome, flaws, title, lang, audience, state, release,
      expires, review_by, module, owner) = (excluded.hash, excluded.article, excluded.outcome, excluded.flaws,
      excluded.title, excluded.lang, excluded.audience, excluded.state, excluded.release,
      excluded.expires, excluded.review_by, excluded.module, excluded.owner)
  `
}

export async function forgetFiles(sql: TransactionSql, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return
  await sql`delete from app.article_file where path = any(${[...paths]}::text[])`
}

/** Another indexer wrote since this run began: it has to look again. */
export class EpochMovedError extends Error {}

/** Moves the epoch on, which also keeps other indexers waiting until this transaction ends. */
export async function moveEpoch(
  sql: TransactionSql,
  expected: number,
  settings?: string,
): Promise<number> {
  const [row] = await sql<{ epoch: number }[]>`
    update app.indexing
    set epoch = epoch + 1, settings = coalesce(${settings ?? null}, settings)
    where epoch = ${expected}
    returning epoch
  `
  if (!row) throw new EpochMovedError('Another process is indexing into this database.')
  return row.epoch
}
