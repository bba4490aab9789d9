import type { Database, Store } from '../db/index.ts'

/** A passage that customers may not be told now. */
export type HiddenText = {
  audience: 'customer' | 'agent' | 'internal'
  article: string
  text: string
}

/**
 * All text that customers may not be told now: what is for agents or internal, and what is not yet released.
 * Read as the indexer, off the way of any request; what has expired was told once and is left out.
 */
export async function readHiddenText(db: Database): Promise<HiddenText[]> {
  const stores = ['agent', 'internal', 'embargo'] satisfies Store[]
  return db.read('index', async (sql) => {
    const found: HiddenText[] = []
    for (const store of stores) {
      found.push(
        ...(await sql<HiddenText[]>`
          select article.audience, article.id as article, chunk.text
          from ${sql(store)}.chunk
          join ${sql(store)}.article on article.key = chunk.article
          where (article.expires is null or article.expires > desk_now())
            and (article.audience <> 'customer' or article.release > desk_now())
          order by chunk.key
        `),
      )
    }
    return found
  })
}

/** Moves with every change of what somebody may read: indexing, releases, expiries. */
export async function hiddenVersion(db: Database): Promise<string> {
  const rows = await db.read(
    'index',
    (sql) => sql<{ last: string }[]>`select coalesce(max(id), 0)::text as last from app.change`,
  )
  return rows[0]!.last
}
