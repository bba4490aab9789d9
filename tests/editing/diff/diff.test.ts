import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/db/index.ts'
import { loadDesk } from '../../../src/desk/index.ts'
import { askAll } from '../../../src/editing/diff/ask-version.ts'
import { contractQuestions } from '../../../src/editing/diff/folder-questions.ts'
import type { DiffReport, KnownQuestion } from '../../../src/editing/diff/index.ts'
import { collectQuestions } from '../../../src/editing/diff/known-questions.ts'
import { indexFolder } from '../../../src/indexing/index.ts'
import { silentLog } from '../../../src/log.ts'
import { article, makeRepository, NOW, type TestRepository, writeDesk } from './repository.ts'

const REFUND = article(
  'refund-coins',
  '星币退款规则',
  `## 手续费

充值 15 天以内未使用的星币可以退款，手续费按退款金额的 5% 收取。

## 步骤

1. 打开“我的—星币—充值记录”。
2. 点击“申请退款”，两个工作日内审核。
`,
  { asks: ['退星币收多少手续费', '充的星币能退款吗', '星币退款怎么申请'] },
)
const MEMBER = article(
  'membership-price',
  '会员价格',
  `## 价格

月卡 15 元，季卡 40 元，年卡 138 元。

## 自动续费

自动续费在到期前一天扣款，可以随时取消。
`,
  { asks: ['会员一年多少钱', '会员月卡价格', '自动续费什么时候扣款'] },
)
const INVOICE = article(
  'invoice',
  '如何开具电子发票',
  '在“我的—订单”里申请电子发票，24 小时内发送到邮箱。',
  {
    asks: ['怎么开发票', '电子发票多久能收到'],
  },
)
const GALA = (release: string) =>
  article(
    'annual-gala',
    '年终盛典活动规则',
    '盛典投票每个账号每天免费三票。\n\n投满三十票送星光徽章。',
    { release, asks: ['年终盛典怎么投票'] },
  )
const AGENT = (text: string) => article('agent-notes', '坐席退款提示', text, { audience: 'agent' })
const ROSTER = (text: string) => article('roster', '值班安排', text, { audience: 'internal' })

describe('the difference between two versions', () => {
  let repository: TestRepository
  beforeAll(() => {
    repository = makeRepository()
    writeDesk(repository)
    repository.write('articles/refund/coins.md', REFUND)
    repository.write('articles/membership.md', MEMBER)
    repository.write('articles/invoice.md', INVOICE)
    repository.write('articles/gala.md', GALA('2026-12-01T10:00:00+08:00'))
    repository.write('articles/agent.md', AGENT('退款前请客户复述金额。'))
    repository.write('articles/roster.md', ROSTER('周一由青禾组值班。'))
    repository.commit('first', '2026-11-01T10:00:00+08:00')
  })
  afterAll(() => repository.discard())

  const textOf = (report: DiffReport, id: string) =>
    report.questions.find((question) => question.id === id)?.text ?? ''
  const without = ({ seconds: _, ...report }: DiffReport) => report

  it('shows exactly the answers that quote a changed fee, cold and kept alike', async () => {
    const fee = '充值 15 天以内未使用的星币可以退款，手续费按退款金额的 5% 收取。'
    const questions = collectQuestions(
      await contractQuestions(repository.knowledge, [
        'articles/refund/coins.md',
        'articles/membership.md',
        'articles/invoice.md',
      ]),
    )
    const quoting = await askedOfItself(repository, questions, fee)
    repository.edit('articles/refund/coins.md', (source) => source.replace('5%', '8%'))
    const cold = await repository.diff()
    const warm = await repository.diff()
    const full = await repository.diff({ isFull: true })
    repository.git('checkout', '-q', '.')

    expect(cold.files).toEqual([{ path: 'articles/refund/coins.md', status: 'changed' }])
    expect(without(warm)).toEqual(without(cold))
    expect(full.answers.map(({ question }) => question)).toEqual(
      cold.answers.map(({ question }) => question),
    )
    expect(quoting.length).toBeGreaterThan(1)
    expect(quoting.length).toBeLessThan(questions.length)
    expect(cold.answers.map(({ question }) => textOf(cold, question)).sort()).toEqual(
      quoting.sort(),
    )
    for (const { kind, pairs } of cold.answers) {
      expect(kind).toBe('text')
      expect(pairs.filter(({ base, head }) => base !== head)).toEqual([
        { base: fee, head: fee.replace('5%', '8%') },
      ])
    }
    expect(cold.disclosures).toMatchObject([
      { why: 'reworded', from: null, article: 'refund-coins', instead: fee },
    ])
    expect(cold.contracts).toEqual([])
  })

  it('shows exactly the facts that a moved embargo discloses, and from when', async () => {
    repository.write('articles/gala.md', GALA('2026-11-25T10:00:00+08:00'))
    const then = new Date('2026-11-26T10:00:00+08:00')
    const report = await repository.diff({ at: [NOW, then] })
    repository.git('checkout', '-q', '.')

    const span = { from: '2026-11-25T02:00:00.000Z', until: '2026-12-01T02:00:00.000Z' }
    expect(report.disclosures.map(({ text }) => text)).toEqual([
      '年终盛典活动规则',
      '盛典投票每个账号每天免费三票。',
      '投满三十票送星光徽章。',
    ])
    for (const one of report.disclosures)
      expect(one).toMatchObject({ ...span, why: 'released', was: 'embargo', approvedBy: null })
    expect(report.withdrawals).toEqual([])
    // Nothing is told differently today; on the 26th the question is answered for the first time.
    expect(report.notes).toEqual([{ kind: 'nothing-to-ask', at: NOW.toISOString() }])
    expect(report.answers).toMatchObject([{ kind: 'gained', at: then.toISOString() }])
    expect(report.answers.map(({ question }) => textOf(report, question))).toEqual([
      '年终盛典怎么投票',
    ])
  })

  it('asks nothing where only internal text differs, and is right about it', async () => {
    repository.write('articles/roster.md', ROSTER('周一由白露组值班。'))
    const quick = await repository.diff()
    const full = await repository.diff({ isFull: true })
    repository.git('checkout', '-q', '.')
    expect(quick.notes).toEqual([{ kind: 'nothing-to-ask', at: NOW.toISOString() }])
    for (const report of [quick, full])
      expect(report).toMatchObject({ answers: [], guidance: [], disclosures: [], withdrawals: [] })
  })

  it('says which answers are lost, which promises are broken, and what was told for agents only', async () => {
    repository.edit('articles/membership.md', (source) => source.replace('published', 'draft'))
    repository.edit('articles/invoice.md', (source) => `${source}\n退款前请客户复述金额。\n`)
    const report = await repository.diff()
    repository.git('checkout', '-q', '.')
    const lost = report.answers.filter(({ kind }) => kind === 'lost')
    expect(lost.map(({ question }) => textOf(report, question))).toContain('会员一年多少钱')
    expect(
      report.contracts.filter(({ state }) => state === 'broken').map(({ article: id }) => id),
    ).toContain('membership-price')
    expect(report.disclosures).toMatchObject([
      { text: '退款前请客户复述金额。', why: 'released', was: 'agent', from: null },
    ])
    expect(report.withdrawals.map(({ article: id }) => id)).toContain('membership-price')
  })

  it('takes a renamed folder and hostile file names as they are', async () => {
    const name = 'articles/refund/“a b”;$(touch x)\n-- &.md'
    repository.git('mv', 'knowledge/articles/refund/coins.md', `knowledge/${name}`)
    repository.git('mv', 'knowledge', '知识 库')
    const moved = repository.path.concat('/知识 库')
    const options = { knowledgeDir: moved, baseKnowledge: 'knowledge' }
    await expect(repository.diff({ knowledgeDir: moved })).rejects.toMatchObject({
      message: expect.stringContaining("has no folder '知识 库'"),
      hint: expect.stringContaining("'knowledge'"),
    })
    const report = await repository.diff(options)
    repository.git('reset', '-q', '--hard')
    expect(report.files).toEqual([
      { path: name, status: 'renamed', from: 'articles/refund/coins.md' },
    ])
    expect(report).toMatchObject({ answers: [], disclosures: [], flaws: [] })
  })

  it('compares with where the branches parted, and names an id that both took', async () => {
    repository.git('checkout', '-q', '-b', 'topic')
    repository.write('articles/new-topic.md', article('voucher', '代金券', '代金券当天有效。'))
    const tip = repository.commit('topic')
    repository.git('checkout', '-q', 'main')
    repository.write('articles/new-main.md', article('voucher', '代金券说明', '代金券次日有效。'))
    repository.write('articles/news.md', article('news', '公告', '今晚维护。'))
    repository.commit('main goes on')
    const report = await repository.diff({ base: 'main', head: 'topic' })
    expect(report.head).toMatchObject({ revision: 'topic', commit: tip })
    expect(report.notes).toMatchObject([{ kind: 'merge-base', asked: 'main', behind: 1 }])
    expect(report.disclosures.map(({ article: id }) => id)).toEqual(['voucher', 'voucher'])
    expect(report.withdrawals).toEqual([])
    expect(report.flaws).toMatchObject([
      { rule: 'duplicate-id', file: 'articles/new-topic.md', line: 2, found: 'voucher' },
    ])
    expect(report.flaws[0]?.message).toContain('articles/new-main.md')
  })
})

/** Which questions the folder, indexed by itself, answers with a sentence. */
async function askedOfItself(
  { knowledge }: TestRepository,
  questions: readonly KnownQuestion[],
  sentence: string,
): Promise<string[]> {
  const db = await openDatabase({ log: silentLog })
  try {
    await indexFolder(db, { knowledgeDir: knowledge, log: silentLog })
    const { desk } = await loadDesk(knowledge)
    const told = await askAll({ db, desk, now: NOW }, questions, { withGuidance: true })
    const quotes = ({ id }: KnownQuestion) =>
      told.get(id)?.sentences.some(({ text }) => text === sentence) === true
    return questions.filter(quotes).map(({ text }) => text)
  } finally {
    await db.close()
  }
}
