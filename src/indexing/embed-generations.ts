import type { TransactionSql } from '../db/index.ts'

/** The vectors of one model in all stores. */
export type Generation = {
  key: number
  id: string
  dimensions: number
  kind: 'vector' | 'halfvec'
  state: 'building' | 'serving' | 'retired' | 'cached'
}

export async function readGenerations(sql: TransactionSql): Promise<Generation[]> {
  return sql<Generation[]>`
    select key, id, dimensions, kind, state from app.embedding_model order by key
  `
}

/**
 * The generation of a model, made or taken up again; another one that was still being built is given up. Half
 * precision where it is fast or where full precision would have no index.
 */
export async function startGeneration(
  sql: TransactionSql,
  id: string,
  dimensions: number,
  isEmbedded: boolean,
): Promise<Generation> {
  await sql`
    update app.embedding_model set state = 'retired', changed_at = clock_timestamp()
    where state = 'building' and id <> ${id}
  `
  const known = (await readGenerations(sql)).find((one) => one.id === id)
  if (known?.state === 'serving' || known?.state === 'building') return known
  if (known?.state === 'retired') await sql`select app.drop_vectors(${known.key})`
  const kind = isEmbedded && dimensions <= 2000 ? 'vector' : 'halfvec'
  const [made] = await sql<Generation[]>`
    insert into app.embedding_model (id, dimensions, kind, state)
    values (${id}, ${dimensions}, ${kind}, 'building')
    on conflict (id) do update set (state, customer_whole, agent_whole, internal_whole, changed_at) =
      ('building', false, false, false, clock_timestamp())
    returning key, id, dimensions, kind, state
  `
  const generation = made as Generation
  await sql`select app.make_vectors(${generation.key})`
  return generation
}

/** The one step in which a generation takes the place of the one before. */
export async function serveGeneration(sql: TransactionSql, key: number): Promise<void> {
  await sql`
    update app.embedding_model set state = 'retired', changed_at = clock_timestamp()
    where state = 'serving' and key <> ${key}
  `
  await sql`
    update app.embedding_model set state = 'serving', changed_at = clock_timestamp()
    where key = ${key} and state <> 'serving'
  `
}

/** Drops the tables of generations that were retired so long ago that no search reads them any more. */
export async function dropRetired(sql: TransactionSql, afterSeconds: number): Promise<void> {
  const retired = await sql<{ key: number }[]>`
    update app.embedding_model set state = 'cached'
    where state = 'retired' and changed_at < clock_timestamp() - make_interval(secs => ${afterSeconds})
    returning key
  `
  for (const { key } of retired) await sql`select app.drop_vectors(${key})`
}
