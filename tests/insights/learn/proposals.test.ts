import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forget } from '../../../src/copilot/forget.ts'
import { type Database, rewriteConversationTables } from '../../../src/db/index.ts'
import { ownerOf } from '../../../src/db/owner.ts'
import {
  acceptProposal,
  collectAll,
  listProposals,
  rejectProposal,
  undoDecision,
} from '../../../src/insights/learn/index.ts'
import { makeDesk } from '../../compose/desk-fixture.ts'
import { article, type Folder, index, makeFolder } from '../../indexing/support.ts'
import { engines } from '../../support/engines.ts'
import { asked, NOW, told, writeArticles } from './support.ts'

const desk = makeDesk()
const BY = { by: 'editor:e', now: NOW }
const ODD = '充的钱一直看不见，余额还是零'

for (const engine of engines)
  describe(`what agents’ verdicts propose for the articles, ${engine.name}`, () => {
    let db: Database
    let folder: Folder
    const deps = () => ({ db, desk, knowledgeDir: folder.path })
    const source = (name: string) => readFileSync(join(folder.path, 'articles', name), 'utf8')
    const propose = async (filter = {}) => {
      await collectAll({ db, desk })
      return listProposals(db, filter)
    }
    beforeAll(async () => {
      db = await engine.open()
    }, 60_000)
    afterAll(async () => {
      await db.close()
      folder?.discard()
    })
    beforeEach(async () => {
      folder?.discard()
      folder = makeFolder()
      writeArticles(folder)
      await index(db, folder, { allowRemovals: true, full: true })
      await db.write('app', async (sql) => {
        await sql`delete from app.conversation`
        await sql`delete from app.ask_candidate`
      })
    })

    test('a question that was answered and accepted, and is not listed, is proposed once for all its wordings', async () => {
      await asked(db, 'recharge', `您好，我叫张伟，手机13800138000，${ODD}`)
      await asked(db, 'recharge', `${ODD}呢？`, { agent: 'agent:y' })
      await asked(db, 'recharge', ODD, { agent: 'agent:y', verdict: 'helpful' })
      const [proposal, ...others] = await propose()
      expect(others).toEqual([])
      expect(proposal).toMatchObject({
        ...{ kind: 'ask', article: 'recharge', question: ODD, title: '充值没有到账' },
        ...{ conversations: 3, agents: 2, against: 0, path: 'articles/recharge.md' },
      })
      expect(JSON.stringify(proposal)).not.toMatch(/张伟|138/)
    })

    test('one conversation is not enough, nor is a question that is listed', async () => {
      await asked(db, 'recharge', ODD)
      for (const agent of ['agent:x', 'agent:y', 'agent:z'])
        await asked(db, 'recharge', '请问充值没到账怎么办？', { agent })
      expect(await propose()).toEqual([])
    })

    test('what says nothing on the choice of the article proposes nothing', async () => {
      for (let n = 0; n < 3; n++) {
        await asked(db, 'recharge', ODD, { verdict: 'dismissed' })
        await asked(db, 'recharge', ODD, { verdict: 'dismissed', reason: 'wrong-tone' })
        await asked(db, 'recharge', '我要找记者曝光你们充值不到账', {})
        await asked(db, 'recharge', '你们这群骗子混蛋充的钱呢')
        await asked(db, 'recharge', '星汐盛典 12月31日 送的 99 元什么时候到账')
        const suggestion = told('recharge', { outcome: 'clarify' })
        await asked(db, 'recharge', ODD, { suggestion })
      }
      expect(await propose()).toEqual([])
    })

    test('rejected as the wrong article: it is proposed not to be used for that', async () => {
      const wrong = { verdict: 'not-helpful', reason: 'wrong-article' } as const
      await asked(db, 'refund', '买错的书可以退吗', wrong)
      await asked(db, 'refund', '请问买错了书可以退吗？', { ...wrong, agent: 'agent:y' })
      const [proposal, ...others] = await propose()
      expect(others).toEqual([])
      expect(proposal).toMatchObject({ kind: 'must-not', article: 'refund', conversations: 2 })
      await acceptProposal(deps(), proposal!.id, {}, BY)
      expect(source('refund.md')).toContain(
        'must_not:\n  - ask: 买错的书可以退吗\n    why: 坐席在 2 个会话中反馈',
      )
      expect((await index(db, folder)).flaws).toEqual([])
    })

    test('accepted by some and rejected by others: nothing is proposed', async () => {
      for (const agent of ['agent:x', 'agent:y']) {
        await asked(db, 'refund', '买错的书可以退吗', { agent })
        await asked(db, 'refund', '买错的书可以退吗', {
          agent,
          verdict: 'dismissed',
          reason: 'wrong-article',
        })
      }
      expect(await propose()).toEqual([])
    })

    test('accepting writes the line into the file, keeps the rest, and can be undone', async () => {
      for (let n = 0; n < 2; n++) await asked(db, 'recharge', ODD)
      const before = source('recharge.md')
      const [proposal] = await propose()
      const done = await acceptProposal(deps(), proposal!.id, {}, BY)
      expect(done).toMatchObject({ state: 'accepted', line: ODD, path: 'articles/recharge.md' })
      expect(source('recharge.md')).toBe(
        before.replace('怎么办 # 最常见\n', `怎么办 # 最常见\n  - ${ODD}\n`),
      )
      expect((await index(db, folder)).flaws).toEqual([])
      expect(await propose()).toEqual([])
      await expect(acceptProposal(deps(), proposal!.id, {}, BY)).rejects.toMatchObject({
        code: 'CONFLICT',
      })
      await undoDecision(deps(), proposal!.id, BY)
      expect(source('recharge.md')).toBe(before)
      await index(db, folder)
      expect(await propose()).toHaveLength(1)
    })

    test('rejecting is remembered for all wordings, and can be undone', async () => {
      for (let n = 0; n < 2; n++) await asked(db, 'recharge', ODD)
      const [proposal] = await propose()
      await rejectProposal(deps(), proposal!.id, BY)
      for (let n = 0; n < 6; n++) await asked(db, 'recharge', `${ODD}呀？`, { agent: `agent:${n}` })
      expect(await propose()).toEqual([])
      expect(await propose({ states: ['rejected'] })).toMatchObject([{ conversations: 8 }])
      await undoDecision(deps(), proposal!.id, BY)
      expect(await propose()).toHaveLength(1)
      await expect(undoDecision(deps(), proposal!.id, BY)).rejects.toMatchObject({
        code: 'CONFLICT',
      })
    })

    test('a file that changed since it was indexed is not written to', async () => {
      for (let n = 0; n < 2; n++) await asked(db, 'recharge', ODD)
      const [proposal] = await propose()
      const changed = source('recharge.md').replace('两小时', '三小时')
      writeFileSync(join(folder.path, 'articles', 'recharge.md'), changed)
      const attempt = acceptProposal(deps(), proposal!.id, {}, BY)
      await expect(attempt).rejects.toMatchObject({ code: 'CONFLICT' })
      expect(source('recharge.md')).toBe(changed)
      expect(await propose()).toHaveLength(1)
    })

    test('an editor’s own words are taken, but no personal data', async () => {
      for (let n = 0; n < 2; n++) await asked(db, 'recharge', ODD)
      const [proposal] = await propose()
      const attempt = acceptProposal(deps(), proposal!.id, { text: '13800138000 充值没到账' }, BY)
      await expect(attempt).rejects.toMatchObject({ code: 'BAD_INPUT' })
      await acceptProposal(deps(), proposal!.id, { text: '充值后余额没变' }, BY)
      expect(source('recharge.md')).toContain('  - 充值后余额没变\n')
    })

    test('of an article that cannot be read now there is no proposal, as of one that never was', async () => {
      for (let n = 0; n < 2; n++) await asked(db, 'recharge', ODD)
      const [proposal] = await propose()
      const future = { release: '2199-01-01T00:00:00+08:00', title: '充值没有到账' }
      folder.write('recharge.md', article('recharge', '\n# 充值\n\n十分钟内到账。\n', future))
      await index(db, folder)
      expect(await propose()).toEqual([])
      const unknown = await rejectProposal(deps(), 'q-never', BY).catch((error: Error) => error)
      for (const attempt of [rejectProposal, undoDecision])
        await expect(attempt(deps(), proposal!.id, BY)).rejects.toEqual(unknown)
    })

    test('forgetting the conversations takes every word with them, and what was open', async () => {
      const word = '看不见'
      for (let n = 0; n < 2; n++) await asked(db, 'recharge', ODD)
      for (let n = 0; n < 2; n++) await asked(db, 'device', '新手机书架看不见旧书了')
      const proposals = await propose()
      expect(proposals).toHaveLength(2)
      const ofRecharge = proposals.find((one) => one.article === 'recharge')!
      await rejectProposal(deps(), ofRecharge.id, BY)
      await forget(db, {}, 'command')
      await rewriteConversationTables(db)
      expect(await propose({ states: ['open', 'rejected'] })).toMatchObject([
        { state: 'rejected', question: null, conversations: 0 },
      ])
      const columns = await ownerOf(db)<{ table: string; column: string }[]>`
        select table_name as table, column_name as column
        from information_schema.columns where table_schema = 'app'
      `
      for (const { table, column } of columns) {
        const found = await ownerOf(db).unsafe(
          `select from app."${table}" where position($1 in "${column}"::text) > 0 limit 1`,
          [word],
        )
        expect([table, column, found.length]).toEqual([table, column, 0])
      }
    })

    test('a later verdict takes the place of an earlier one', async () => {
      for (const agent of ['agent:x', 'agent:y']) await asked(db, 'recharge', ODD, { agent })
      expect(await propose()).toHaveLength(1)
      await db.write(
        'app',
        (sql) => sql`
          insert into app.feedback (id, suggestion, given_by, verdict, reason, at)
          select 'f-' || suggestion.id, suggestion.id, 'agent:x', 'dismissed', 'wrong-tone', ${new Date(NOW.getTime() + 1_000)}
          from app.suggestion
        `,
      )
      expect(await propose()).toEqual([])
    })
  })
