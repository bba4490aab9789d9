import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, fixClock, type Role } from '../../src/db/index.ts'
import { embedChunks } from '../../src/indexing/embed-chunks.ts'
import type { EmbeddingModel } from '../../src/models/index.ts'
import { engines } from '../support/engines.ts'
import { articleOf, store } from './support.ts'

const NOW = new Date('2026-11-21T12:00:00+08:00')
const RELEASE = '2026-12-01T10:00:00+08:00'

/** Vectors that differ, and nothing more. */
const model: EmbeddingModel = {
  id: 'made-for-tests@here',
  embed: async (texts) => texts.map((_, i) => Float32Array.of(Math.cos(i), Math.sin(i))),
}

for (const engine of engines) {
  describe(`who may read vectors, ${engine.name}`, () => {
    let db: Database
    let key: number
    /** How many rows a role sees of a table; the error where it may not look. */
    const rowsOf = async (role: Role, table: string): Promise<number | string> => {
      try {
        const rows = await db.read(role, (sql) => sql`select from ${sql(table)}`)
        return rows.length
      } catch (error) {
        return (error as Error).message
      }
    }
    beforeAll(async () => {
      db = await engine.open()
      await fixClock(db, NOW)
      const articles = [
        articleOf('told', '公开。'),
        articleOf('agents', '坐席。', { audience: 'agent' }),
        articleOf('leads', '内部。', { audience: 'internal' }),
        articleOf('later', '以后。', { release: RELEASE }),
        articleOf('agents-later', '坐席以后。', { audience: 'agent', release: RELEASE }),
      ]
      await store(db, articles, NOW)
      await embedChunks(db, { model, scope: 'all' })
      const [row] = await db.read(
        'index',
        (sql) => sql<{ key: number }[]>`
        select key from app.embedding_model where state = 'serving'
      `,
      )
      key = row?.key ?? 0
    })
    afterAll(() => db.close())

    test('each role reads the vectors of its stores, and no others', async () => {
      const refused = expect.stringContaining('permission denied')
      const expected: [Role, string, unknown][] = [
        ['customer', 'customer', 1],
        ['customer', 'agent', refused],
        ['customer', 'internal', refused],
        ['agent', 'customer', 1],
        ['agent', 'agent', 1],
        ['agent', 'internal', refused],
        ['lead', 'internal', 1],
        ['lead', 'embargo', 2],
        ['app', 'customer', refused],
      ]
      for (const [role, name, rows] of expected) {
        expect(await rowsOf(role, `${name}.vector_${key}`), `${role} ${name}`).toEqual(rows)
      }
    })

    test('embargoed vectors are not there until the release of their text', async () => {
      const table = `embargo.vector_${key}`
      await fixClock(db, new Date(Date.parse(RELEASE) - 1))
      expect([await rowsOf('customer', table), await rowsOf('agent', table)]).toEqual([0, 0])
      await fixClock(db, RELEASE)
      expect([await rowsOf('customer', table), await rowsOf('agent', table)]).toEqual([1, 2])
      await fixClock(db, NOW)
    })

    test.each(['customer', 'agent', 'lead', 'app'] as const)(
      'the cache, which holds vectors of all stores, is closed to %s',
      async (role) => {
        for (const table of ['app.embedding_cache', 'app.embedding_load', 'app.embedding_lease']) {
          expect(await rowsOf(role, table)).toContain('permission denied')
        }
      },
    )

    test('only the indexer makes, builds or drops the tables', async () => {
      for (const role of ['customer', 'agent', 'lead', 'app'] as const) {
        for (const call of [
          `app.make_vectors(${key})`,
          `app.index_vectors(${key}, 'customer')`,
          `app.drop_vectors(${key})`,
          `app.embedding_text('t', '{}', 'x')`,
        ]) {
          const asked = db.write(role, (sql) => sql.unsafe(`select ${call}`))
          await expect(asked, `${role} ${call}`).rejects.toThrow('permission denied')
        }
      }
      const inUse = db.write('index', (sql) => sql`select app.drop_vectors(${key})`)
      await expect(inUse).rejects.toThrow('is in use')
      const nowhere = db.write('index', (sql) => sql`select app.index_vectors(${key}, 'public')`)
      await expect(nowhere).rejects.toThrow('no such store')
    })

    test('whether a hidden store has all its vectors is hidden as well', async () => {
      const asked = db.read(
        'customer',
        (sql) => sql`select internal_whole from app.embedding_model`,
      )
      await expect(asked).rejects.toThrow('permission denied')
    })
  })
}
