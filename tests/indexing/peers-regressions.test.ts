import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { indexFolder, readArticle } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import { retrieve } from '../../src/retrieval/index.ts'
import { engines } from '../support/engines.ts'
import { article, type Folder, index, makeFolder, reset, textFor } from './support.ts'

/** Faults that were reproduced in other systems (L1 and L2 are about filters, which there are none of here). */
for (const engine of engines) {
  describe(`what goes wrong elsewhere does not here, ${engine.name}`, () => {
    let db: Database
    let folder: Folder
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())
    beforeEach(async () => {
      await reset(db)
      folder = makeFolder()
    })
    afterEach(() => folder.discard())

    const found = async (text: string, role: 'customer' | 'lead' = 'lead'): Promise<string[]> => {
      const query = { text, context: [], lang: 'zh-Hans' as const }
      return (await retrieve(db, role, query, { top: 5 })).passages.map((one) => one.text.trim())
    }

    test('L3: a change of nothing but the audience is not skipped', async () => {
      folder.write('a.md', article('a', '\n可退款。\n'))
      await index(db, folder)
      folder.write('a.md', article('a', '\n可退款。\n', { audience: 'internal' }))
      expect(await index(db, folder)).toMatchObject({ changed: 1 })
      expect(await found('可退款', 'customer')).toEqual([])
    })

    test('L4: the same content can be forced in again', async () => {
      folder.write('a.md', article('a', '\n可退款。\n'))
      await index(db, folder)
      await index(db, folder, { full: true })
      await index(db, folder, { full: true })
      expect(await found('可退款')).toEqual(['可退款。'])
    })

    test('L5: a removed file is removed, and an empty folder removes nothing', async () => {
      for (let i = 0; i < 6; i++) folder.write(`${i}.md`, article(`a${i}`, `\n第${i}种退款。\n`))
      await index(db, folder)
      folder.remove('0.md')
      await index(db, folder)
      expect((await found('退款')).length).toBe(5)
      for (let i = 1; i < 6; i++) folder.remove(`${i}.md`)
      await expect(index(db, folder)).rejects.toMatchObject({ code: 'REMOVALS_REFUSED' })
      expect((await found('退款')).length).toBe(5)
    })

    test('L6: a run that breaks off anywhere leaves what was there, and the next one completes it', async () => {
      folder.write('a.md', article('a', '\n旧的退款规则。\n'))
      folder.write('b.md', article('b', '\n旧的充值规则。\n'))
      await index(db, folder)
      folder.write('a.md', article('a', '\n新的退款规则。\n'))
      folder.write('b.md', article('b', '\n新的充值规则。\n', { audience: 'agent' }))
      let broken = 0
      for (let statements = 1; ; statements += 3) {
        const breaking = breakAfter(db, statements)
        const run = indexFolder(breaking, { knowledgeDir: folder.path, log: silentLog })
        const isDone = await run.then(
          () => true,
          () => false,
        )
        if (isDone) break
        broken++
        const texts = [await textFor(db, 'lead', 'a'), await textFor(db, 'lead', 'b')]
        expect(texts).toEqual(['旧的退款规则。\n', '旧的充值规则。\n'])
      }
      expect(broken).toBeGreaterThan(3)
      expect(await found('退款规则')).toContain('新的退款规则。')
      expect((await found('退款规则')).join()).not.toContain('旧')
      expect(await found('充值规则', 'customer')).not.toContain('旧的充值规则。')
    })

    test('L6: a reader sees an article as it was or as it is, never both and never half', async () => {
      const version = (n: number) =>
        article('a', [1, 2, 3].map((i) => `\n## 第${i}节\n\n第${n}版的退款规则。\n`).join(''))
      folder.write('a.md', version(0))
      await index(db, folder)
      let isRunning = true
      const seen: string[] = []
      const reader = (async () => {
        while (isRunning) {
          const found = await db.read('customer', (sql) => readArticle(sql, 'customer', 'a'))
          const text = found?.parts.map((part) => part.markdown).join('') ?? 'nothing'
          seen.push([...new Set(text.match(/第\d+版/g))].join() + text.match(/## /g)?.length)
        }
      })()
      for (let n = 1; n <= 8; n++) {
        folder.write('a.md', version(n))
        await index(db, folder)
      }
      isRunning = false
      await reader
      expect(seen.length).toBeGreaterThan(8)
      for (const form of seen) expect(form).toMatch(/^第\d+版3$/)
    })

    test('L9: old text is not found after an update, nor after a removal', async () => {
      for (let i = 0; i < 6; i++) folder.write(`${i}.md`, article(`a${i}`, `\n独角兽${i}。\n`))
      await index(db, folder)
      folder.write('0.md', article('a0', '\n麒麟。\n'))
      folder.remove('1.md')
      await index(db, folder)
      const texts = await found('独角兽')
      expect(texts).not.toContain('独角兽0。')
      expect(texts).not.toContain('独角兽1。')
    })

    test('L10: front matter is never searched as text', async () => {
      const keys = { owner: '支付知识组', module: 'recharge', supersedes: 'old-name' }
      folder.write('a.md', article('a', '\n正文。\n', keys))
      await index(db, folder)
      for (const text of [
        'audience customer',
        'published',
        '支付知识组',
        'supersedes old-name',
        '---',
      ]) {
        expect(await found(text)).toEqual([])
      }
    })
  })
}

/** The same database, but its write transactions fail after so many statements. */
function breakAfter(db: Database, statements: number): Database {
  let left = statements
  return {
    ...db,
    read: (role, run) => db.read(role, run),
    write: (role, run) =>
      db.write(role, (sql) => {
        const counted = new Proxy(sql, {
          apply(target, self, args: unknown[]) {
            const isQuery = Array.isArray(args[0]) && 'raw' in args[0]
            if (isQuery && left-- <= 0) throw new Error('the process died')
            return Reflect.apply(target as never, self, args)
          },
        })
        return run(counted)
      }),
  }
}
