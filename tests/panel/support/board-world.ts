import type { Clock } from '../../../src/clock.ts'
import { warningsOf } from '../../../src/copilot/find-warnings.ts'
import type { Database } from '../../../src/db/index.ts'
import { loadDesk } from '../../../src/desk/index.ts'
import { type Listening, listen } from '../../../src/http/serve.ts'
import { noticeIncidents, troubleOf } from '../../../src/triage/incidents/index.ts'
import { openApp, type TestApp } from '../../http/support.ts'
import { openEmbedded } from '../../support/embedded-engine.ts'

type Speaker = 'customer' | 'agent'

/** A server with a desk at work, whose past can be written: its clock stands as far back as one likes. */
export class BoardWorld {
  db!: Database
  api!: TestApp
  server!: Listening
  /** How far the server's clock is behind this computer's, in milliseconds. */
  behindMs = 0
  /** The number of the last turn that was said in each conversation. */
  readonly turns = new Map<string, number>()
  #built: string

  constructor(built: string) {
    this.#built = built
  }

  async open(): Promise<void> {
    this.db = await openEmbedded()
    await this.#start(0)
  }

  /** The same database, another process behind the same address. */
  async restart(): Promise<void> {
    const { port } = this.server
    await this.stop()
    await this.#start(port)
  }

  async stop(): Promise<void> {
    await this.api.close()
    await this.server.stop()
  }

  async close(): Promise<void> {
    await this.stop()
    await this.db.close()
  }

  get url(): string {
    return this.server.url
  }

  async #start(port: number): Promise<void> {
    const { desk } = await loadDesk('knowledge')
    const clock: Clock = {
      now: () => new Date(Date.now() - this.behindMs),
      after(delayMs, task) {
        const timer = setTimeout(task, delayMs)
        return () => clearTimeout(timer)
      },
    }
    this.api = await openApp(this.db, {
      ...{ clock, panelDir: this.#built },
      ...{ findWarnings: warningsOf(desk), findTrouble: troubleOf(desk) },
    })
    this.server = await listen(this.api.deps, { host: '127.0.0.1', port })
  }

  /** A conversation that began so many seconds ago, its words `gap` seconds apart. Returns its id. */
  async talk(
    secondsAgo: number,
    words: [Speaker, string][],
    options: { channel?: string; gap?: number } = {},
  ): Promise<string> {
    const { channel = 'chat', gap = 10 } = options
    const opened = await this.api.post('/v1/conversations', { channel })
    const { id } = (await opened.json()) as { id: string }
    for (const [index, [speaker, text]] of words.entries()) {
      this.behindMs = Math.max(0, secondsAgo - index * gap) * 1_000
      await this.say(id, index + 1, speaker, text)
    }
    this.behindMs = 0
    return id
  }

  async say(id: string, seq: number, speaker: Speaker, text: string): Promise<void> {
    const turn = { seq, speaker, text }
    const answer = await this.api.post(`/v1/conversations/${id}/turns`, turn)
    if (!answer.ok) throw new Error(await answer.text())
    this.turns.set(id, seq)
  }

  noticeIncidents(): Promise<unknown> {
    return noticeIncidents(this.db, this.api.deps.desk.incidents, new Date())
  }
}

const AGENTS = ['小林', '阿哲', '王敏', '陈宇', 'Mei', '周婷']
const ASKED = [
  '充值两小时了还没到账，订单号 GR20261121000318',
  '会员自动续费怎么关？',
  '請問青少年模式的密碼忘了要怎麼重設',
  'How do I turn off auto-renewal of my membership?',
  '我的月票为什么少了两张',
  '稿费什么时候发',
  '書架同步不了，換了新手機之後全部不見',
  '发票怎么开，能开公司抬头吗',
]

/** A desk in the middle of its day: who waits and who does not, warnings, trouble that several have, what is overdue. */
export async function fillDesk(world: BoardWorld): Promise<{ late: string; warned: string }> {
  const channels = ['chat', 'hotline', 'email']
  const ids: string[] = []
  for (let n = 0; n < 18; n += 1) {
    const asked = ASKED[n % ASKED.length] ?? ''
    const channel = channels[n % 3] ?? 'chat'
    const waits: [Speaker, string][] = [['customer', asked]]
    const answered: [Speaker, string][] = [...waits, ['agent', '您好，我马上为您查询，请稍等。']]
    const id = await world.talk(20 + n * 17, n % 3 === 2 ? answered : waits, { channel })
    ids.push(id)
    const agent = AGENTS[n % AGENTS.length]
    await world.api.post(`/v1/conversations/${id}/transfer`, { agent })
  }
  const late = await world.talk(260, [
    ['customer', '在吗？我的星币少了一半'],
    ['customer', '有人吗，我手机号 13812345678'],
  ])
  const warned = await world.talk(95, [
    ['customer', '我孩子偷偷充了三千多块，你们到底给不给退！'],
    ['agent', '非常理解您的心情，我一定帮您处理，请问是哪个账号充值的呢？'],
    ['customer', '再不解决我就打电话给电视台记者曝光你们'],
  ])
  await world.talk(40, [['customer', '我要去法院起诉你们']])
  for (const words of [
    '听书没有声音了',
    '听书播放不了，提示加载失败',
    'audiobooks have no sound today',
    '聽書功能壞了，播不出來',
    '有声书点播放没声音',
    '听书还是一直没声音',
  ])
    await world.talk(30, [['customer', words]])
  await world.noticeIncidents()
  const due = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  for (const [index, note] of ['今天之内给客户回电说明退款进度', '把发票寄到客户邮箱'].entries())
    await world.api.post('/v1/follow-ups', {
      ...{ conversation: ids[index], note, dueAt: due(25 + index * 70) },
    })
  return { late, warned }
}

/** A ticket that its department should have settled two hours ago. */
export function putOverdueTicket(db: Database, conversation: string): Promise<void> {
  const held = (value: string) => ({
    ...{ value, evidence: [1], confidence: 0.9, isPersonal: false, origin: 'draft' },
  })
  const places = {
    type: held('fault'),
    department: held('payments'),
    'summary.problem': held('星币少了一半，客户要求补回'),
  }
  const body = { lang: 'zh-Hans', sentiment: null, places, keyTurns: {}, throughSeq: 2 }
  const created = new Date(Date.now() - 26 * 3_600_000)
  const deadline = new Date(Date.now() - 2 * 3_600_000)
  return db.write('app', async (sql) => {
    await sql`
      insert into app.ticket
        (id, conversation, state, version, body, type, department, created_at, changed_at, deadline)
      values ('t-late', ${conversation}, 'approved', 1, ${sql.json(body as never)}, 'fault', 'payments',
        ${created}, ${created}, ${deadline})
    `
  })
}

/** Many open conversations at once, in each of which a customer waits. Returns their ids, who waits longest first. */
export async function putManyTalks(db: Database, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, n) => ({
    id: `c-many-${String(n).padStart(4, '0')}`,
    at: new Date(Date.now() - (count - n) * 500),
    text: ASKED[n % ASKED.length] ?? '',
  }))
  await db.write('app', async (sql) => {
    await sql`
      insert into app.conversation ${sql(
        rows.map(({ id, at }) => ({
          ...{ id, channel: 'chat', lang: 'zh-Hans', opened_by: 'agent:demo', opened_at: at },
          ...{ turn_count: 1, version: 1, waiting_since: at },
        })),
      )}
    `
    await sql`
      insert into app.turn ${sql(
        rows.map(({ id, at, text }) => ({
          ...{ conversation: id, seq: 1, speaker: 'customer', text, final: true, rev: 0 },
          ...{ said_at: at, received_at: at, acts: [] },
        })),
      )}
    `
  })
  return rows.map(({ id }) => id)
}
