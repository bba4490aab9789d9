import type { Database } from '../../src/db/index.ts'
import { findNearest, readServing, searchIn } from '../../src/retrieval/find-nearest.ts'

export type VectorFigures = { recall10: number; fewest: number; ms: number[] }

/**
 * Asks for the nearest as the customer role does and compares the first ten with the exact order, which is found
 * without the graph. `fewest`: rows that the poorest question got.
 */
export async function judgeVectors(
  db: Database,
  generation: number,
  questions: readonly Float32Array[],
): Promise<VectorFigures> {
  const ms: number[] = []
  let [hits, fewest] = [0, Number.POSITIVE_INFINITY]
  for (const values of questions) {
    const exact = await nearest(db, generation, values, true)
    const started = performance.now()
    const found = await nearest(db, generation, values, false)
    ms.push(performance.now() - started)
    fewest = Math.min(fewest, found.length)
    const best = new Set(exact.slice(0, 10))
    hits += found.slice(0, 10).filter((chunk) => best.has(chunk)).length / Math.max(1, best.size)
  }
  return { recall10: hits / questions.length, fewest, ms }
}

function nearest(
  db: Database,
  generation: number,
  values: Float32Array,
  isExact: boolean,
): Promise<number[]> {
  return db.read('customer', async (sql) => {
    if (isExact) await sql`select set_config('enable_indexscan', 'off', true)`
    if (isExact) return exactly(sql, generation, values)
    const search = searchIn(await readServing(sql, ['customer']), { generation, values })
    if (!search) throw new Error('The generation does not serve.')
    const found = await findNearest(sql, search, ['customer'])
    return found.map(({ chunk }) => chunk)
  })
}

async function exactly(
  sql: Parameters<Parameters<Database['read']>[1]>[0],
  generation: number,
  values: Float32Array,
): Promise<number[]> {
  const literal = `[${Array.from(values, (value) => value.toPrecision(7)).join(',')}]`
  const [model] = await sql<{ kind: string }[]>`
    select kind from app.embedding_model where key = ${generation}
  `
  const type = model?.kind === 'vector' ? sql`vector` : sql`halfvec`
  const rows = await sql<{ chunk: number }[]>`
    with told as materialized (
      select chunk.key from customer.chunk join customer.article on article.key = chunk.article
    )
    select chunk from ${sql(`customer.vector_${generation}`)}
    where chunk in (select key from told)
    order by embedding <#> ${literal}::${type}, chunk
    limit 10
  `
  return rows.map(({ chunk }) => chunk)
}
