import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { warningsOf } from '../../src/copilot/find-warnings.ts'
import { fireDueTimers } from '../../src/copilot/fire-timers.ts'
import type { Database } from '../../src/db/index.ts'
import { loadDesk } from '../../src/desk/index.ts'
import type { AddedNote, Conversation, OpenList } from '../../src/http/api-types.ts'
import { readAccess } from '../../src/http/callers.ts'
import { silentLog } from '../../src/log.ts'
import { engines } from '../support/engines.ts'
import { type HandClock, handClock } from '../support/hand-clock.ts'
import { openApp, readStream, type TestApp } from './support.ts'

const lead = { authorization: 'Bearer demo-lead' }
const service = { authorization: 'Bearer demo-service' }

describe.each(engines)("the lead's board, $name", (engine) => {
  let db: Database
  let api: TestApp
  let clock: HandClock
  beforeAll(async () => {
    db = await engine.open()
    clock = handClock('2026-11-21T02:00:00Z')
    const { desk } = await loadDesk('knowledge')
    api = await openApp(db, { clock, findWarnings: warningsOf(desk) })
  }, 60_000)
  afterAll(async () => {
    await api.close()
    await db.close()
  })

  const idOf = (path: string) => path.split('/').at(-1)!
  const say = (path: string, seq: number, speaker: 'customer' | 'agent', text: string) =>
    api.post(`${path}/turns`, { seq, speaker, text })
  async function list(query = ''): Promise<OpenList> {
    const answer = await api.get(`/v1/team/conversations${query}`, lead)
    expect(answer.status).toBe(200)
    return (await answer.json()) as OpenList
  }
  const rowOf = async (path: string) => (await list(`?ids=${idOf(path)}`)).conversations[0]

  test('whose customer waits the longest stands first; nobody waited for comes last; closed are not there', async () => {
    const [first, second, answered, closed] = await Promise.all([1, 2, 3, 4].map(() => api.open()))
    await say(first!, 1, 'customer', '充值没到账')
    clock.advance(10_000)
    await say(second!, 1, 'customer', '会员怎么退')
    await say(answered!, 1, 'customer', '你好')
    await say(answered!, 2, 'agent', '您好，请问有什么可以帮您？')
    await say(closed!, 1, 'customer', '在吗')
    await api.post(`${closed}/close`, {})
    clock.advance(5_000)
    await say(first!, 2, 'customer', '还在吗？我的手机是13812345678')
    const { conversations, limits, ...rest } = await list()
    const ids = conversations.map(({ id }) => id)
    expect(ids).toEqual([first, second, answered].map((path) => idOf(path!)))
    expect(conversations[0]).toMatchObject({
      waitingSince: '2026-11-21T02:00:00.000Z',
      lastTurn: { speaker: 'customer' },
      turnCount: 2,
    })
    expect(conversations[0]!.lastTurn!.text).not.toContain('13812345678')
    expect(conversations[2]!.waitingSince).toBeNull()
    expect(limits.chat).toEqual({ replySeconds: 180, warnSeconds: 45 })
    expect(limits.hotline).toBeNull()
    expect(rest).toMatchObject({ open: 3, waiting: 2, next: null, now: '2026-11-21T02:00:15.000Z' })
  })

  test('waiting ends with a reply or a goodbye, begins anew after it, and a late reply counts in its place', async () => {
    const path = await api.open()
    await say(path, 1, 'customer', '充值没到账')
    const began = clock.now().toISOString()
    clock.advance(20_000)
    await say(path, 2, 'agent', '您好，请问订单号是多少？')
    expect((await rowOf(path))!.waitingSince).toBeNull()
    await say(path, 4, 'customer', '在吗？')
    const again = clock.now().toISOString()
    clock.advance(20_000)
    // The agent's words of before arrive late: the customer's last are still without a reply.
    await say(path, 3, 'agent', '请稍等。')
    expect((await rowOf(path))!.waitingSince).toBe(again)
    expect(again > began).toBe(true)
    await say(path, 5, 'agent', '查到了，已经到账。')
    await say(path, 6, 'customer', '好的，谢谢，再见')
    expect((await rowOf(path))!.waitingSince).toBeNull()
  })

  test('thanks begin no wait, and end none that goes on', async () => {
    const path = await api.open()
    await say(path, 1, 'customer', '充值没到账')
    const began = clock.now().toISOString()
    clock.advance(5_000)
    await say(path, 2, 'customer', '谢谢')
    expect((await rowOf(path))!.waitingSince).toBe(began)
    await say(path, 3, 'agent', '已经为您登记核查。')
    await say(path, 4, 'customer', '好的，谢谢')
    expect((await rowOf(path))!.waitingSince).toBeNull()
    await say(path, 5, 'customer', 'OK. And where do I get an invoice?')
    expect((await rowOf(path))!.waitingSince).not.toBeNull()
  })

  test('what was closed and is opened again is waited for from then on', async () => {
    const path = await api.open()
    await say(path, 1, 'customer', '充值没到账')
    await api.post(`${path}/close`, {})
    expect(await rowOf(path)).toBeUndefined()
    clock.advance(60_000)
    await api.post(`${path}/reopen`, {})
    expect((await rowOf(path))!.waitingSince).toBe(clock.now().toISOString())
  })

  test('pages follow each other without a gap or a repeat, those who wait and those who do not', async () => {
    for (let n = 0; n < 7; n++) {
      const path = await api.open()
      if (n % 3 > 0) await say(path, 1, 'customer', `问题 ${n}`)
      if (n % 2 === 0) clock.advance(1_000)
    }
    const whole = (await list('?limit=200')).conversations.map(({ id }) => id)
    const paged: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: OpenList = await list(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      paged.push(...page.conversations.map(({ id }) => id))
      cursor = page.next
    }
    expect(paged).toEqual(whole)
    expect(new Set(paged).size).toBe(paged.length)
    expect((await list('?channel=hotline')).conversations).toEqual([])
    expect((await api.get('/v1/team/conversations?cursor=abc', lead)).status).toBe(400)
  })

  test('a warning nobody has taken up is counted', async () => {
    const path = await api.open()
    await say(path, 1, 'customer', '再不解决我就打电话给电视台记者曝光你们')
    const { openWarnings } = (await rowOf(path))!
    expect(openWarnings).toBeGreaterThan(0)
    const { warnings } = (await (await api.get('/v1/warnings', lead)).json()) as {
      warnings: { id: string; conversation: string }[]
    }
    const mine = warnings.find(({ conversation }) => conversation === idOf(path))
    await api.post(`/v1/warnings/${mine!.id}/take`, {}, lead)
    expect((await rowOf(path))!.openWarnings).toBe(openWarnings - 1)
  })

  test('from `eventsAfter` on, the stream tells what the list does not have; partial results are left out on demand', async () => {
    const { eventsAfter } = await list()
    const path = await api.open()
    const partial = { seq: 1, rev: 0, speaker: 'customer', text: '充值两小', final: false }
    await api.post(`${path}/turns`, partial)
    await api.post(`${path}/turns`, { ...partial, rev: 1, text: '充值两小时了', final: true })
    const stream = await api.get('/v1/team/events?kinds=turn-added&partials=false', {
      ...lead,
      'last-event-id': eventsAfter,
    })
    const events = await readStream(stream, (seen) =>
      seen.some(({ data }) => data.text === '充值两小时了'),
    )
    expect(events.map(({ data }) => data.final)).not.toContain(false)
  })

  test('a note reaches the agent, never a service; taking over passes the conversation on', async () => {
    const opened = await api.open(service)
    await say(opened, 1, 'customer', '充值没到账')
    const noted = await api.post(`${opened}/notes`, { text: '先安抚，退款我来批' }, lead)
    expect(noted.status).toBe(201)
    expect((await noted.json()) as AddedNote).toMatchObject({
      text: '先安抚，退款我来批',
      takenOverBy: null,
    })
    const taken = await api.post(
      `${opened}/notes`,
      { text: '我来接', takeOver: { agent: '王组长' } },
      lead,
    )
    expect(taken.status).toBe(201)
    const seen = (await (await api.get(opened)).json()) as Conversation
    expect(seen.agent).toBe('王组长')
    expect(seen.notes.map(({ text, by, takenOverBy }) => [text, by, takenOverBy])).toEqual([
      ['先安抚，退款我来批', 'lead', null],
      ['我来接', 'lead', '王组长'],
    ])
    expect(((await (await api.get(opened, service)).json()) as Conversation).notes).toEqual([])
    const isAll = (events: { kind: string }[]) =>
      events.some(({ kind }) => kind === 'conversation-transferred')
    const told = await readStream(await api.get(`${opened}/events`), isAll)
    expect(told.filter(({ kind }) => kind === 'note-added')).toHaveLength(2)
    const outside = await readStream(await api.get(`${opened}/events`, service), isAll)
    expect(outside.map(({ kind }) => kind)).toContain('note-added')
    expect(JSON.stringify(outside)).not.toContain('退款我来批')
  })

  test('agents, editors and services have no board; a note on a closed or unknown conversation is refused', async () => {
    const path = await api.open()
    for (const role of ['agent', 'editor', 'service']) {
      const headers = { authorization: `Bearer demo-${role}` }
      expect((await api.get('/v1/team/conversations', headers)).status).toBe(403)
      expect((await api.post(`${path}/notes`, { text: 'x' }, headers)).status).toBe(403)
    }
    expect((await api.post('/v1/conversations/c-none/notes', { text: 'x' }, lead)).status).toBe(404)
    expect((await api.post(`${path}/notes`, { text: ' ' }, lead)).status).toBe(400)
    await api.post(`${path}/close`, {})
    expect((await api.post(`${path}/notes`, { text: 'x' }, lead)).status).toBe(409)
  })

  test('silence of a recording passes at once, and the reminder and the close come by the usual rule', async () => {
    const path = await api.open()
    await say(path, 1, 'customer', '會員可以退嗎')
    await say(path, 2, 'agent', '可以的，請依畫面指示申請。')
    const fire = () => fireDueTimers({ db, desk: api.deps.desk, clock, log: silentLog })
    expect(await fire()).toBe(0)
    expect((await api.post(`${path}/elapse`, { seconds: 180 })).status).toBe(200)
    expect(await fire()).toBe(1)
    await api.post(`${path}/elapse`, { seconds: 119 })
    expect(await fire()).toBe(0)
    await api.post(`${path}/elapse`, { seconds: 1 })
    expect(await fire()).toBe(1)
    const { status, turns } = (await (await api.get(path)).json()) as Conversation
    expect(status).toBe('closed')
    expect(Date.parse(turns[0]!.receivedAt)).toBe(clock.now().getTime() - 300_000)
    expect((await api.post(`${path}/elapse`, { seconds: 1 })).status).toBe(409)
  })

  test('on a desk with keys time passes by itself', async () => {
    const keyed = await openApp(db, { access: readAccess('lead:a-long-key-1') })
    const headers = { authorization: 'Bearer a-long-key-1' }
    const path = await keyed.open(headers)
    expect((await keyed.post(`${path}/elapse`, { seconds: 60 }, headers)).status).toBe(403)
    await keyed.close()
  })
})
