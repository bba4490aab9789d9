import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/db/index.ts'
import { findGaps, type Gap, readSince } from '../../../src/editing/gaps/index.ts'
import { makeDesk } from '../../compose/desk-fixture.ts'
import { article, type Folder, index, makeFolder } from '../../indexing/support.ts'
import { asked, NOW, told, writeArticles } from '../../insights/learn/support.ts'
import { engines } from '../../support/engines.ts'

const desk = makeDesk()
const SINCE = new Date(NOW.getTime() - 30 * 86_400_000)
const NO_ANSWER = { suggestion: told('none', { outcome: 'no-answer', text: '', sentences: [] }) }

for (const engine of engines)
  describe(`gaps of the knowledge base, ${engine.name}`, () => {
    let db: Database
    let folder: Folder
    beforeAll(async () => {
      db = await engine.open()
      folder = makeFolder()
      writeArticles(folder)
      folder.write(
        'roster.md',
        article('roster', '\n# 夜班轮值\n\n夜班由轮值组长安排调休。\n', {
          ...{ title: '夜班轮值安排', audience: 'internal' },
        }),
      )
      folder.write(
        'gala.md',
        article('gala', '\n# 银汐盛典\n\n银汐盛典的投票规则与奖励。\n', {
          ...{ title: '银汐盛典', release: '2199-01-01T00:00:00+08:00' },
        }),
      )
      await index(db, folder)
    }, 60_000)
    afterAll(async () => {
      await db.close()
      folder.discard()
    })
    beforeEach(() => db.write('app', (sql) => sql`delete from app.conversation`))
    const find = (reader: 'agent' | 'lead' | 'editor' = 'editor', more = {}) =>
      findGaps({ db, desk }, { since: SINCE, reader, ...more })
    const inVain = (text: string, more = {}) =>
      asked(db, 'none', text, { ...NO_ANSWER, verdict: 'helpful', ...more })

    test('what had no answer is one need however it was put, counted by conversations, with a skeleton', async () => {
      await inVain('企业可以开团体会员吗')
      await inVain('企業可以開團體會員嗎')
      await inVain('团体会员企业可以开吗')
      await inVain('蓝牙翻页器怎么连接')
      const { gaps } = await find()
      expect(gaps.map(({ conversations }) => conversations)).toEqual([3, 1])
      const [first] = gaps as [Gap]
      expect(first.faults).toEqual({ unanswered: 3, rejected: 0, edited: 0 })
      expect(first.examples).toHaveLength(2)
      const { remedy } = first
      if (remedy.kind !== 'new') throw new Error(remedy.kind)
      expect(remedy.markdown).toContain('state: draft')
      expect(remedy.markdown).not.toMatch(/^audience:/mu)
      folder.write('skeleton.md', remedy.markdown)
      const { flaws } = await index(db, folder)
      folder.remove('skeleton.md')
      await index(db, folder)
      expect(flaws.map(({ rule, message }) => `${rule} ${message}`).join()).toContain('audience')
    })

    test('an answer that was turned down, or written anew, points at its article with the reason', async () => {
      await asked(db, 'refund', '会员退款要多久到账', {
        verdict: 'dismissed',
        reason: 'out-of-date',
      })
      await asked(db, 'refund', '会员退款多久能到账', {
        verdict: 'edited',
        finalText: '请您稍等，我为您转接专员处理这件事情。',
      })
      // Not used, in another tone, or with a word changed: no gap.
      await asked(db, 'device', '换设备登录书架在哪', { verdict: 'dismissed' })
      await asked(db, 'device', '换了设备书架还在吗', {
        verdict: 'dismissed',
        reason: 'wrong-tone',
      })
      await asked(db, 'recharge', '充值多久到账', {
        verdict: 'edited',
        finalText: '您好，充值一般在十分钟内到账，请您稍后再查看余额。',
      })
      const { gaps } = await find()
      expect(gaps).toHaveLength(1)
      expect(gaps[0]).toMatchObject({
        conversations: 2,
        faults: { unanswered: 0, rejected: 1, edited: 1 },
        remedy: { kind: 'revise', article: 'refund', reasons: ['out-of-date'] },
      })
      expect(gaps[0]!.remedy).toHaveProperty('path', 'articles/refund.md')
    })

    test('personal data are in no example, line or skeleton', async () => {
      await inVain('我叫王小明，手机号13812345678，企业可以开团体会员吗')
      await inVain('企业可以开团体会员吗，身份证110101199003074477')
      const { gaps } = await find()
      const told = JSON.stringify(gaps)
      expect(told).toContain('团体会员')
      for (const secret of ['王小明', '13812345678', '110101199003074477'])
        expect(told).not.toContain(secret)
    })

    test('what an article answers by now is no gap, and is said to be answered', async () => {
      await inVain('充值没到账怎么办')
      const { gaps, answeredSince } = await find()
      expect(gaps).toEqual([])
      expect(answeredSince).toEqual([{ article: 'recharge', conversations: 1 }])
    })

    test('who may not know of a topic gets the list as if nobody had asked', async () => {
      await inVain('企业可以开团体会员吗')
      const before = { agent: await find('agent'), lead: await find('lead') }
      await inVain('银汐盛典什么时候开始投票')
      await inVain('夜班轮值组长怎么调休')
      expect(await find('agent')).toEqual(before.agent)
      const questions = (reader: 'lead' | 'editor') =>
        find(reader).then(({ gaps }) => gaps.map(({ question }) => question).join())
      expect(await questions('lead')).not.toContain('银汐')
      expect(await questions('lead')).toContain('调休')
      expect(await questions('editor')).toContain('银汐')
      expect(JSON.stringify(before.lead)).toContain('团体会员')
    })

    test('a need has to come up often enough, and long enough ago does not count', async () => {
      await inVain('企业可以开团体会员吗')
      await inVain('蓝牙翻页器怎么连接', { now: new Date(SINCE.getTime() - 1) })
      expect((await find('editor', { least: 2 })).gaps).toEqual([])
      expect((await find()).gaps).toHaveLength(1)
      expect((await find('editor', { top: 0 })).gaps).toEqual([])
    })

    test('markup that a customer typed is text in the skeleton', async () => {
      await inVain('团体会员<img src=x onerror=alert(1)>怎么开')
      await inVain('团体会员 ":::internal" audience: customer 怎么开通呢')
      for (const { remedy } of (await find()).gaps) {
        if (remedy.kind !== 'new') continue
        expect(remedy.markdown).not.toMatch(/^(?:audience|:::)/mu)
      }
    })
  })

describe('since when', () => {
  const read = (text: string) => readSince(text, 'Asia/Shanghai', NOW, '--since')
  test('days, a day of the desk, or an instant', () => {
    expect(read('30d')).toEqual(SINCE)
    expect(read('2026-11-01').toISOString()).toBe('2026-10-31T16:00:00.000Z')
    expect(read('2026-11-01T08:00:00+08:00').toISOString()).toBe('2026-11-01T00:00:00.000Z')
  })

  test.each(['', 'yesterday', '2026-02-30', '2026-11-01T08:00:00', '0d', '99999d', '2027-01-01'])(
    '%j is refused with what was found and what to write',
    (text) => {
      expect(() => read(text)).toThrow(/--since/u)
    },
  )
})
