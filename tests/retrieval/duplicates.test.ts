import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { type RetrieveOptions, retrieve } from '../../src/retrieval/index.ts'
import { engines } from '../support/engines.ts'
import { articleOf, ask, store } from './support.ts'

const TEXT = '换绑手机号需要先通过旧手机号验证，旧号停用的请提交人工审核，三个工作日内处理。'

for (const engine of engines) {
  describe(`articles that say the same, ${engine.name}`, () => {
    let db: Database
    const idsFor = async (role: 'customer' | 'agent', options: Partial<RetrieveOptions> = {}) => {
      const question = ask('换绑手机号')
      const { passages } = await retrieve(db, role, question, { top: 5, ...options })
      return passages.map((passage) => passage.articleId)
    }
    beforeAll(async () => {
      db = await engine.open()
      const others = Array.from({ length: 8 }, (_, i) =>
        articleOf(`other-${i}`, `换绑的第 ${i} 种说明，手机号另行通知。`, { title: `说明 ${i}` }),
      )
      await store(db, [
        articleOf('phone', TEXT, { title: '换绑手机号' }),
        articleOf('account', TEXT.replace('，', '， '), { title: '账号' }),
        articleOf(
          'phone-hant',
          '換綁手機號需要先通過舊手機號驗證，舊號停用的請提交人工審核，三個工作日內處理。',
        ),
        articleOf('for-agents', TEXT, { title: '换绑手机号', audience: 'agent' }),
        ...others,
      ])
    })
    afterAll(() => db.close())

    test('one of them is shown, and another passage takes the free place', async () => {
      const found = await idsFor('customer')
      expect(found).toContain('phone')
      expect(found).not.toContain('account')
      expect(found).toHaveLength(5)
    })

    test('a counterpart in another script and one for another audience stay', async () => {
      expect(await idsFor('customer', { top: 10 })).toContain('phone-hant')
      const agents = await idsFor('agent', { top: 10 })
      expect(agents).toContain('phone')
      expect(agents).toContain('for-agents')
    })

    test('whoever asks for articles gets each', async () => {
      const found = await idsFor('customer', { top: 10, perArticle: 1 })
      expect(found).toContain('phone')
      expect(found).toContain('account')
    })
  })
}
