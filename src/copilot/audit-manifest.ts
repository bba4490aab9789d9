import type { Audience } from '../articles/types.ts'
import type { Suggestion } from '../compose/types.ts'
import { type Database, isVisibleTo, type Store, type TransactionSql } from '../db/index.ts'

/** A cited chunk as it stood when it was cited. */
export type Cited = {
  chunk: string
  article: string
  /** Content hash of the article's part. */
  rev: string
  audience: Audience
  release: string | null
  expires: string | null
}

/** On what grounds something was told. `gone`: ids that could no longer be read when this was written. */
export type Manifest = { at: string | null; cited: Cited[]; guidance: Cited[]; gone: string[] }

/** Reads what a suggestion cites, each part by the role that it was found with. */
export async function readManifest(db: Database, suggestion: Suggestion): Promise<Manifest> {
  const citedIds = suggestion.sentences.flatMap(({ citations }) =>
    citations.map((one) => one.chunk),
  )
  const guidanceIds = suggestion.guidance.map(({ chunk }) => chunk)
  const customer = await readCited(db, 'customer', ['customer', 'embargo'], citedIds)
  const agent = await readCited(db, 'agent', ['agent', 'embargo'], guidanceIds)
  const found = new Set([...customer.cited, ...agent.cited].map(({ chunk }) => chunk))
  const gone = [...new Set([...citedIds, ...guidanceIds])].filter((id) => !found.has(id))
  return { at: customer.at ?? agent.at, cited: customer.cited, guidance: agent.cited, gone }
}

/** Which of these chunks a role may read now. */
export async function readReadable(
  db: Database,
  role: 'customer' | 'agent',
  ids: readonly string[],
): Promise<Set<string>> {
  const own =
    role === 'customer' ? (['customer', 'embargo'] as const) : (['agent', 'embargo'] as const)
  const { cited } = await readCited(db, role, own, ids)
  return new Set(cited.map(({ chunk }) => chunk))
}

type Read = { at: string | null; cited: Cited[] }

async function readCited(
  db: Database,
  role: 'customer' | 'agent',
  stores: readonly [Store, Store],
  ids: readonly string[],
): Promise<Read> {
  if (ids.length === 0) return { at: null, cited: [] }
  return db.read(role, async (sql) => {
    const [first, second] = stores
    const [rows, [clock]] = await Promise.all([
      sql<(Omit<Cited, 'release' | 'expires'> & Window)[]>`
        ${citedIn(sql, role, first, ids)} union ${citedIn(sql, role, second, ids)} order by chunk
      `,
      sql<{ now: Date }[]>`select desk_now() as now`,
    ])
    const cited = rows.map(
      ({ release, expires, ...row }): Cited => ({
        ...row,
        release: release?.toISOString() ?? null,
        expires: expires?.toISOString() ?? null,
      }),
    )
    return { at: clock?.now.toISOString() ?? null, cited }
  })
}

type Window = { release: Date | null; expires: Date | null }

function citedIn(
  sql: TransactionSql,
  role: 'customer' | 'agent',
  store: Store,
  ids: readonly string[],
) {
  return sql`
    select chunk.id as chunk, article.id as article, article.rev, article.audience, article.release,
      article.expires
    from ${sql(store)}.chunk
    join ${sql(store)}.article on article.key = chunk.article
    where chunk.id = any(${[...ids]}::text[]) and ${isVisibleTo(sql, role)}
  `
}
