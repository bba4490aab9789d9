import { describe, expect, test } from 'vitest'
import { oddQueries, seeded } from '../../evals/scale/odd-queries.ts'
import { retrieve } from '../../src/retrieval/index.ts'
import { detectLanguage } from '../../src/text/language.ts'
import { engines } from '../support/engines.ts'
import { articleOf, store } from './support.ts'

for (const engine of engines) {
  describe(`odd queries, ${engine.name}`, () => {
    test('get a sensible result or none, never a failure', async () => {
      const db = await engine.open()
      try {
        await store(db, [
          articleOf('refund', '会员退款在三个工作日内原路退回。', { title: '会员退款' }),
          articleOf('order', 'Order 12345 is refunded in three days.', { title: 'Order refunds' }),
        ])
        for (const { kind, text } of oddQueries(150, seeded(7))) {
          const query = { text, context: [text.slice(0, 200)], lang: detectLanguage(text) }
          const found = await retrieve(db, 'customer', query, { top: 5 })
          expect(found.confidence, kind).toBeGreaterThanOrEqual(0)
          expect(found.confidence, kind).toBeLessThanOrEqual(1)
          expect(found.passages.length, kind).toBeLessThanOrEqual(5)
        }
        expect(
          (await retrieve(db, 'customer', { text: '', context: [], lang: 'en' }, { top: 5 }))
            .passages,
        ).toEqual([])
      } finally {
        await db.close()
      }
    })
  })
}
