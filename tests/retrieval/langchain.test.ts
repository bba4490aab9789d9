import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, fixClock } from '../../src/db/index.ts'
import { SidecueRetriever } from '../../src/retrieval/langchain.ts'
import { article, type Folder, index, makeFolder } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'

describe.each(engines)('the retriever for LangChain ($name)', (engine) => {
  let db: Database
  let folder: Folder
  beforeAll(async () => {
    folder = makeFolder()
    folder.write(
      'open.md',
      article('open', '\n会员退款须在购买后 7 天内提交。\n', { title: '会员退款' }),
    )
    folder.write(
      'agents.md',
      article('agents', '\n会员退款反复催促的，先查流水再答。\n', {
        title: '会员退款处理',
        audience: 'agent',
      }),
    )
    folder.write(
      'coming.md',
      article('coming', '\n会员退款将改为 30 天。\n', {
        title: '会员退款新规',
        release: '"2027-03-01T00:00:00+08:00"',
      }),
    )
    db = await engine.open()
    await fixClock(db, '2026-11-21T10:00:00+08:00')
    await index(db, folder)
  })
  afterAll(async () => {
    await db.close()
    folder.discard()
  })

  test('finds as the customer unless told otherwise, each document with its citation', async () => {
    const documents = await new SidecueRetriever(db).invoke('会员退款')
    expect(documents.map(({ metadata }) => metadata.article)).toEqual(['open'])
    const [{ id, pageContent, metadata }] = documents as [(typeof documents)[number]]
    expect(pageContent).toContain('购买后 7 天内')
    expect(metadata).toMatchObject({ chunk: id, audience: 'customer', title: '会员退款', rank: 1 })
    expect(metadata.end - metadata.start).toBe(pageContent.length)
  })

  test('as an agent it finds what agents may read, and nobody finds what is not released', async () => {
    const documents = await new SidecueRetriever(db, { role: 'agent' }).invoke('会员退款')
    const found = documents.map(({ metadata }) => metadata.article)
    expect(found.toSorted()).toEqual(['agents', 'open'])
  })

  test('gives no more than asked for', async () => {
    expect(
      await new SidecueRetriever(db, { role: 'agent', top: 1 }).invoke('会员退款'),
    ).toHaveLength(1)
  })
})
