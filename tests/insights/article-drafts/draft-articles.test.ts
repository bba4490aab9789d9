import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compileArticle } from '../../../src/articles/index.ts'
import type { Database } from '../../../src/db/index.ts'
import {
  draftArticles,
  groupCases,
  type SolvedCase,
  writeDraft,
} from '../../../src/insights/article-drafts/index.ts'
import { makeDesk } from '../../compose/desk-fixture.ts'
import { article, type Folder, index, makeFolder, textFor } from '../../indexing/support.ts'
import { engines } from '../../support/engines.ts'
import { putTalk } from '../reports/world.ts'

const desk = makeDesk()
const SINCE = new Date('2026-11-01T00:00:00Z')

/** Matters with their questions and what agents answered. */
const DEVICES = [
  [
    '我想在两台手机上同时登录一个账号可以吗',
    '同一个账号最多可以在三台设备上登录，超出后最早登录的设备会自动退出。',
  ],
  ['一个账号能几个设备一起登录', '一个账号最多三台设备同时登录，第四台登录时最早的设备会退出。'],
  [
    '帳號可以同時在平板跟手機登入嗎',
    '同一個帳號最多可在三台設備登入，超出後最早登入的設備會自動登出。我叫王小明，電話13812345678。',
  ],
  [
    '请问账号最多能登录几台设备啊，我的电话是13987654321',
    '您的账号最多可以登录三台设备，多了会把最早的退出。',
  ],
] as const
const GIFTS = [
  [
    'Can I send a book to a friend as a gift?',
    'Open the book, choose Share and then Gift; your friend gets a link that is valid for seven days.',
  ],
  [
    'how do i gift a book to somebody',
    'Choose Gift under Share on the page of the book. The link for your friend is valid for seven days.',
  ],
  [
    'I would like to give a book to my friend as a present',
    'You can gift a book: open it, choose Share, then Gift. The link is valid for seven days.',
  ],
] as const
const KNOWN = [
  ['月票什么时候清零', '月票在每月最后一天二十四点清零，未投的不结转。'],
  ['月票几号清零啊', '月票每月最后一天清零，没有投出的不会结转到下月。'],
  ['月票清零是哪一天', '每月最后一天二十四点清零，未投出的月票不结转。'],
] as const
const RESTRICTED = [
  ['夜班客服几个人值班', '夜班有两位同事值班，请您稍后再联系。'],
  ['你们夜班值班有几个人', '夜班值班的有两位同事，晚一点会回复您。'],
  ['夜班值班客服有几个人呀', '夜班一般是两位同事值班。'],
] as const

describe.each(engines)('drafts of missing articles, $name', (engine) => {
  let db: Database
  let folder: Folder
  beforeAll(async () => {
    db = await engine.open()
    folder = makeFolder()
    folder.write(
      'tickets.md',
      article('monthly-ticket-clear', '\n月票在每月最后一天二十四点清零，未投的不结转。\n', {
        title: '月票什么时候清零',
        asks: '[月票什么时候清零, 月票几号清零]',
      }),
    )
    folder.write(
      'night.md',
      article('night-shift', '\n夜班值班客服两人，由夜班组长安排。\n', {
        title: '夜班客服几个人值班',
        audience: 'internal',
        asks: '[夜班客服几个人值班, 夜班值班有几个人]',
      }),
    )
    await index(db, folder)
    let n = 0
    for (const matter of [DEVICES, GIFTS, KNOWN, RESTRICTED])
      for (const [question, answer] of matter)
        await putTalk(db, {
          id: `c-${++n}`,
          at: `2026-11-10T0${n % 10}:00:00Z`,
          closed: 600,
          turns: [
            { speaker: 'customer', received: 0, text: '你好' },
            { speaker: 'agent', received: 5, text: '您好，请问有什么可以帮您？' },
            { speaker: 'customer', received: 10, text: question },
            { speaker: 'agent', received: 60, text: answer },
            { speaker: 'customer', received: 90, text: '好的，谢谢' },
          ],
        })
    // Solved once only, unsolved, still open, answered by the knowledge base: none of them recurs.
    await putTalk(db, {
      id: 'c-once',
      at: '2026-11-10T01:00:00Z',
      closed: 60,
      turns: [
        { speaker: 'customer', received: 0, text: '耳机线控能翻页吗' },
        { speaker: 'agent', received: 5, text: '目前线控只能暂停听书，不能翻页。' },
      ],
    })
    for (const [id, last] of [
      ['c-angry', '还是不行，没解决'],
      ['c-open', '谢谢'],
    ] as const)
      await putTalk(db, {
        id,
        at: '2026-11-10T01:00:00Z',
        ...(id === 'c-open' ? {} : { closed: 60 }),
        turns: [
          { speaker: 'customer', received: 0, text: '一个账号最多登录几台设备' },
          { speaker: 'agent', received: 5, text: '一个账号最多三台设备同时登录。' },
          { speaker: 'customer', received: 9, text: last },
        ],
      })
  }, 60_000)
  afterAll(async () => {
    await db.close()
    folder.discard()
  })

  const draft = (as: 'agent' | 'lead' = 'lead') =>
    draftArticles(db, desk, { since: SINCE, least: 3, as })

  test('what recurs without an article is drafted, by meaning, in the language it was asked in', async () => {
    const { drafts, looked } = await draft()
    expect(looked).toBe(15)
    expect(drafts.map(({ lang, conversations }) => [lang, conversations.length])).toEqual([
      ['zh-Hans', 4],
      ['en', 3],
    ])
    expect(drafts[0]!.conversations.toSorted()).toEqual(['c-1', 'c-2', 'c-3', 'c-4'])
  })

  test('nothing personal stands in a draft, its sources do', async () => {
    const { drafts } = await draft()
    const [devices] = drafts
    for (const { markdown } of drafts) expect(markdown).not.toMatch(/1[39]\d{9}|王小明/)
    for (const id of devices!.conversations) expect(devices!.markdown).toContain(id)
    expect(devices!.markdown).toContain('三台')
  })

  test('a draft is served to nobody, and the index says what is missing', async () => {
    const { drafts } = await draft()
    for (const { file, markdown } of drafts) folder.write(file, markdown)
    const report = await index(db, folder)
    for (const { id, file } of drafts) {
      for (const role of ['customer', 'agent', 'lead'] as const)
        expect(await textFor(db, role, id)).toBeNull()
      const flaws = report.flaws.filter((flaw) => flaw.file.endsWith(file))
      expect(
        flaws.some(({ severity, message }) => severity === 'error' && message.includes('audience')),
      ).toBe(true)
    }
    for (const { file } of drafts) folder.remove(file)
  })

  test('with an audience it is an article like others, its sources for leads and editors only', async () => {
    const { drafts } = await draft()
    const [{ id, file, markdown }] = drafts as [(typeof drafts)[0]]
    const done = markdown.replace('state: draft', 'state: published\naudience: customer')
    folder.write(file, done)
    const { flaws } = await index(db, folder, { allowRemovals: true })
    expect(flaws.filter((flaw) => flaw.file.endsWith(file) && flaw.severity === 'error')).toEqual(
      [],
    )
    const told = await textFor(db, 'customer', id)
    expect(told).toContain('三台')
    expect(told).not.toContain('c-1')
    expect(await textFor(db, 'agent', id)).not.toContain('c-1')
    expect(await textFor(db, 'lead', id)).toContain('c-1')
    folder.remove(file)
    await index(db, folder, { allowRemovals: true })
  })

  test('what an article answers is no draft; one that the reader may not know of is not named either', async () => {
    const lead = await draft('lead')
    expect(lead.answered.map(({ article: id }) => id).toSorted()).toEqual([
      'monthly-ticket-clear',
      'night-shift',
    ])
    const agent = await draft('agent')
    expect(agent.answered.map(({ article: id }) => id)).toEqual(['monthly-ticket-clear'])
    expect(JSON.stringify(agent)).not.toMatch(/夜班|night-shift/)
  })
})

describe('grouping', () => {
  test('languages stay apart, both Chinese scripts do not', () => {
    const one = (lang: SolvedCase['lang'], question: string, n: number): SolvedCase => ({
      ...{ conversation: `c-${n}`, ticket: null, at: new Date(n), lang, module: null },
      question,
      answer: ['一个账号最多三台设备。'],
    })
    const groups = groupCases([
      one('zh-Hans', '一个账号能登录几台设备', 1),
      one('zh-Hant', '一個帳號能登入幾台設備', 2),
      one('en', 'how many devices per account', 3),
    ])
    expect(groups.map(({ cases }) => cases.length)).toEqual([2, 1])
  })
})

test('whatever was said, a draft stays one: no directive, no markup, nothing out of its internal block', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      ':::',
      ':::agent',
      '::: internal',
      '---',
      '\n---\n',
      '# x',
      '<b>',
      '![x](y)',
      '- :::',
      '：：：',
      ':a[b]',
      'x: y',
      '| a |',
      '```',
      '{a=b}',
    ),
  )
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 6 }),
      fc.array(piece, { maxLength: 6 }),
      (asked, answered) => {
        const one: SolvedCase = {
          ...{ conversation: 'c-1', ticket: 'k:::1', at: new Date(0), lang: 'en', module: null },
          question: asked.join('') || 'x',
          answer: answered,
        }
        const { markdown } = writeDraft({
          cases: [one, { ...one, conversation: 'c-2' }],
          middle: one,
        })
        const published = markdown.replace('state: draft', 'state: published\naudience: customer')
        const compiled = compileArticle(published, { path: 'draft.md', now: new Date(0) })
        const inner = JSON.stringify(compiled)
        // Either it is refused, or what it comes from is internal.
        if (compiled.article) {
          const told = compiled.article.parts.filter(({ audience }) => audience === 'customer')
          expect(JSON.stringify(told)).not.toContain('c-2')
        } else expect(inner).toContain('error')
      },
    ),
    { numRuns: 300 },
  )
})
