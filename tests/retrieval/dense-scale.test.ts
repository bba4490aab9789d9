import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clusteredVectors } from '../../evals/scale/cluster-vectors.ts'
import { judgeVectors } from '../../evals/scale/judge-vectors.ts'
import { indexVectors, loadVectors } from '../../evals/scale/load-vectors.ts'
import type { Database } from '../../src/db/index.ts'
import { nearestQuery, readServing, searchIn } from '../../src/retrieval/find-nearest.ts'
import { engines } from '../support/engines.ts'

const DIMENSIONS = 64

/** The plan of the query that searches send, as the customer role. */
function planOf(db: Database, generation: number, values: Float32Array): Promise<string> {
  return db.read('customer', async (sql) => {
    const search = searchIn(await readServing(sql, ['customer']), { generation, values })
    if (!search) throw new Error('nothing serves')
    const rows = await sql`explain ${nearestQuery(sql, 'customer', search)}`
    return rows.map((row) => String(row['QUERY PLAN'])).join('\n')
  })
}

for (const engine of engines) {
  // The embedded engine takes a minute to build such a graph; its plans were looked at by hand.
  const size =
    engine.name === 'server'
      ? { chunks: 24_000, isIndexed: true }
      : { chunks: 1_500, isIndexed: false }
  describe(`the dense lane with ${size.chunks} chunks, nine of ten hidden, ${engine.name}`, () => {
    const next = clusteredVectors(7, { dimensions: DIMENSIONS, clusters: 120, spread: 1 })
    let db: Database
    let generation: number
    beforeAll(async () => {
      db = await engine.open()
      generation = await loadVectors(
        db,
        { chunks: size.chunks, dimensions: DIMENSIONS, toldOneIn: 10 },
        next,
      )
      if (size.isIndexed) await indexVectors(db, generation)
      else await db.maintain()
    })
    afterAll(() => db.close())

    test(
      size.isIndexed ? 'goes by the graph' : 'reads all rows, as there is no graph yet',
      async () => {
        const plan = await planOf(db, generation, next())
        expect(plan.includes(`vector_${generation}_near`), plan).toBe(size.isIndexed)
      },
    )

    test('finds what the exact order finds, and as many as are wanted', async () => {
      const questions = Array.from({ length: 40 }, next)
      const { recall10, fewest } = await judgeVectors(db, generation, questions)
      expect(recall10).toBeGreaterThanOrEqual(0.98)
      expect(fewest).toBe(50)
    })
  })
}
