import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, fixClock } from '../../src/db/index.ts'
import { retrieve } from '../../src/retrieval/index.ts'
import { engines } from '../support/engines.ts'
import { articleOf, ask, drop, dropAll, statisticsOf, store } from './support.ts'

const RECHARGE = articleOf('recharge', '充值两小时还没到账，请先刷新余额，再提供订单号。', {
  title: '充值未到账',
  asks: ['钱扣了币没来', '充了值没到'],
})
const REFUND = articleOf('refund', '会员退款在三个工作日内原路退回。', { title: '会员退款' })
const PASSWORD = articleOf('password', 'Reset your password on the sign-in page.', {
  title: 'Reset a password',
  asks: ['I cannot log in'],
})
const FILLERS = Array.from({ length: 12 }, (_, i) =>
  articleOf(`filler-${i}`, `书架上的第 ${i} 本书可以离线阅读。`, { title: `离线阅读 ${i}` }),
)

for (const engine of engines) {
  describe(`retrieve, ${engine.name}`, () => {
    let db: Database
    const idsFor = async (role: 'customer' | 'agent' | 'lead', text: string) => {
      const { passages } = await retrieve(db, role, ask(text), { top: 10, perArticle: 1 })
      return passages.map((passage) => passage.articleId)
    }
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())
    beforeEach(async () => {
      await fixClock(db, '2026-11-21T12:00:00+08:00')
      await dropAll(db)
      await store(db, [RECHARGE, REFUND, PASSWORD, ...FILLERS])
    })

    test('finds the article that answers, in either script and in English', async () => {
      expect((await idsFor('customer', '充值两小时了还没到账'))[0]).toBe('recharge')
      expect((await idsFor('customer', '會員怎麼退款'))[0]).toBe('refund')
      expect((await idsFor('customer', 'How do I reset my password?'))[0]).toBe('password')
    })

    test('finds an article by a way of asking that its text does not have', async () => {
      expect((await idsFor('customer', '钱扣了币没来'))[0]).toBe('recharge')
      expect((await idsFor('customer', 'cannot log in'))[0]).toBe('password')
    })

    test('finds through a misspelling', async () => {
      expect((await idsFor('customer', 'reset my pasword'))[0]).toBe('password')
    })

    test('a slip is found where it is all that was said, and is less sure than the word', async () => {
      for (const slip of ['pasword', 'passwrod', 'passwordd', 'passward']) {
        const { passages, confidence } = await retrieve(db, 'customer', ask(slip), { top: 3 })
        expect(passages[0]?.articleId, slip).toBe('password')
        const right = await retrieve(db, 'customer', ask('password'), { top: 3 })
        expect(confidence, slip).toBeLessThan(right.confidence)
      }
    })

    test('what was said before decides between equals', async () => {
      await store(db, [
        articleOf('monthly', '月度会员随时可以取消。', { title: '月度会员' }),
        articleOf('yearly', '年度会员随时可以取消。', { title: '年度会员' }),
      ])
      for (const [context, id] of [
        ['年度会员多少钱', 'yearly'],
        ['月度会员多少钱', 'monthly'],
      ] as const) {
        const { passages } = await retrieve(db, 'customer', ask('那怎么取消', [context]), {
          top: 1,
        })
        expect(passages[0]?.articleId).toBe(id)
      }
    })

    test('says where a passage stands and why it was found', async () => {
      const { passages, generation } = await retrieve(db, 'customer', ask('会员退款'), { top: 3 })
      expect(passages[0]).toMatchObject({
        articleId: 'refund',
        title: '会员退款',
        text: '会员退款在三个工作日内原路退回。',
        start: 0,
        line: 1,
        rank: 1,
        audience: 'customer',
        isStale: false,
      })
      expect(passages[0]?.why.terms).toContain('会员')
      expect(passages[0]?.why.lanes.terms).toBe(1)
      expect(generation).toBeGreaterThan(0)
    })

    test('scores never rise down the list, and each chunk stands once', async () => {
      const { passages } = await retrieve(db, 'customer', ask('离线阅读 书架'), { top: 10 })
      expect(passages.length).toBe(10)
      expect(passages.map((passage) => passage.rank)).toEqual(passages.map((_, i) => i + 1))
      const scores = passages.map((passage) => passage.score)
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
      expect(new Set(passages.map((passage) => passage.chunkId)).size).toBe(10)
    })

    test('is surer of what the knowledge base has than of what it has not', async () => {
      const known = await retrieve(db, 'customer', ask('会员退款多久'), { top: 3 })
      const unknown = await retrieve(db, 'customer', ask('附近有什么好吃的餐厅可以离线'), {
        top: 3,
      })
      expect(known.confidence).toBeGreaterThan(unknown.confidence)
      expect((await retrieve(db, 'customer', ask('zebra'), { top: 3 })).confidence).toBe(0)
    })

    test('each role finds what it may read and nothing else', async () => {
      await store(db, [
        articleOf('for-agents', '补单流程：在后台补单。', { title: '补单流程', audience: 'agent' }),
        articleOf('for-leads', '排班表：补单组夜班三人。', {
          title: '补单排班',
          audience: 'internal',
        }),
      ])
      expect(await idsFor('customer', '补单')).toEqual([])
      expect(await idsFor('agent', '补单流程')).toEqual(['for-agents'])
      expect((await idsFor('lead', '补单')).sort()).toEqual(['for-agents', 'for-leads'])
      const own = await retrieve(db, 'agent', ask('会员退款 补单'), {
        top: 5,
        audiences: ['agent'],
      })
      expect(own.passages.map((passage) => passage.articleId)).toEqual(['for-agents'])
    })

    test('hidden text moves neither ranks, scores, confidence nor generation', async () => {
      const before = await retrieve(db, 'customer', ask('会员退款多久到账'), { top: 5 })
      await store(db, [
        articleOf('secret', '会员退款内部口径：会员退款一律先安抚。', { audience: 'internal' }),
        articleOf('note', '会员退款到账后通知组长。', { audience: 'agent' }),
        articleOf('future', '会员退款下月改为即时到账。', { release: '2026-12-01T00:00:00+08:00' }),
      ])
      expect(await retrieve(db, 'customer', ask('会员退款多久到账'), { top: 5 })).toEqual(before)
    })

    test('an article under embargo is found from its instant on, and not after its end', async () => {
      const event = articleOf('event', '双旦活动充值送星币。', {
        title: '双旦活动',
        release: '2026-12-24T00:00:00+08:00',
        expires: '2027-01-02T00:00:00+08:00',
      })
      await store(db, [event], new Date('2026-11-21T04:00:00Z'))
      expect(await idsFor('customer', '双旦活动')).toEqual([])
      expect(await idsFor('agent', '双旦活动')).toEqual([])
      await fixClock(db, '2026-12-23T23:59:59.999+08:00')
      expect(await idsFor('customer', '双旦活动')).toEqual([])
      await fixClock(db, '2026-12-24T00:00:00+08:00')
      expect(await idsFor('customer', '双旦活动')).toEqual(['event'])
      expect((await idsFor('customer', '双旦活动充值'))[0]).toBe('event')
      await fixClock(db, '2027-01-02T00:00:00+08:00')
      expect(await idsFor('customer', '双旦活动')).toEqual([])
    })

    test('what was removed is not found, and leaves the statistics as they were', async () => {
      const before = await statisticsOf(db, 'customer')
      await store(db, [articleOf('passing', '临时公告：系统维护。', { asks: ['维护到几点'] })])
      expect((await idsFor('customer', '系统维护'))[0]).toBe('passing')
      await drop(db, ['passing'])
      expect(await idsFor('customer', '系统维护')).toEqual([])
      expect(await statisticsOf(db, 'customer')).toEqual(before)
    })

    test.each([
      ['nothing', ''],
      ['blanks', ' \n\t '],
      ['emoji', '😀🎉👍'],
      ['punctuation', '？！……%%__\\'],
      ['SQL', "'; drop table customer.chunk; --"],
      ['a pattern', '.*(a+)+$ \\d{1,9} [^]] %_'],
      ['lone surrogates', '退款\ud800\udc00\ud800 会员\udfff'],
      ['NUL', '会员\0退款'],
      ['right-to-left', 'مرحبا \u202e 会员退款 שלום'],
      ['one character ten thousand times', '退'.repeat(10_000)],
      ['one letter ten thousand times', 'a'.repeat(10_000)],
      ['a hundred kilobytes', '会员退款 refund password 离线阅读。'.repeat(4_000)],
      ['stop words', 'the of and 的 了 吗 我 你'],
    ])('takes %s calmly', async (_what, text) => {
      const started = performance.now()
      const found = await retrieve(db, 'customer', ask(text), { top: 10 })
      expect(found.passages.length).toBeLessThanOrEqual(10)
      expect(found.confidence).toBeGreaterThanOrEqual(0)
      expect(found.confidence).toBeLessThanOrEqual(1)
      expect(performance.now() - started).toBeLessThan(5_000)
    })

    test('stops before it looks up when the caller has gone', async () => {
      const signal = AbortSignal.abort()
      await expect(retrieve(db, 'customer', ask('会员'), { top: 1, signal })).rejects.toThrow()
    })
  })
}
