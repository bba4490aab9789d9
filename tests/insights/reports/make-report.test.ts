import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/db/index.ts'
import {
  makeReport,
  type ReportFilter,
  wilsonInterval,
} from '../../../src/insights/reports/index.ts'
import { makeDesk } from '../../compose/desk-fixture.ts'
import { engines } from '../../support/engines.ts'
import { putSuggested, putTalk } from './world.ts'

const taxonomy = {
  types: [
    {
      id: 'consultation',
      name: { en: 'Consultation' },
      deadlineHours: 24,
      requires: [],
      examples: {},
    },
    { id: 'complaint', name: { en: 'Complaint' }, deadlineHours: 24, requires: [], examples: {} },
  ],
  modules: [],
  departments: [],
  urgencies: [],
  priorities: [],
}
const desk = makeDesk({ timeZone: 'Asia/Shanghai', taxonomy })
const NOW = new Date('2026-11-20T04:00:00Z')
const all = (from: string, to = from): ReportFilter => ({ from, to, channel: null, lang: null })
const TEN = '2026-11-10T02:00:00Z'

describe.each(engines)('figures, $name', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await engine.open()
  }, 60_000)
  afterAll(() => db.close())

  test('an empty desk: counts are 0, everything else is not known and says why', async () => {
    const { total, days, types } = await makeReport(db, desk, all('2020-01-01', '2020-01-03'), NOW)
    expect(total.conversations).toEqual({ value: 0, n: 0 })
    expect(total['replies-in-time']).toEqual({ value: null, n: 0, reason: 'nothing-counted' })
    expect(total['answer-rate']).toEqual({ value: null, n: 0, reason: 'needs-phone-system' })
    expect(days.map(({ key }) => key)).toEqual(['2020-01-01', '2020-01-02', '2020-01-03'])
    expect(types).toEqual([])
  })

  test('replies are held against the limit of the channel, on one clock; partials do not count', async () => {
    await putTalk(db, {
      id: 'w-1',
      at: TEN,
      closed: 900,
      turns: [
        { speaker: 'customer', received: 0 },
        { speaker: 'customer', received: 100 },
        // Counted from the customer's first word: 181 seconds are too long.
        { speaker: 'agent', received: 181 },
        { speaker: 'customer', received: 200 },
        { speaker: 'agent', received: 210, final: false },
        { speaker: 'system', received: 220 },
        { speaker: 'agent', received: 300 },
        // Each with its sender's time: those count, not when they came in.
        { speaker: 'customer', said: 400, received: 800 },
        { speaker: 'agent', said: 460, received: 800 },
        // A sender's clock that is an hour behind, beside none: ours counts.
        { speaker: 'customer', said: -3_000, received: 810 },
        { speaker: 'agent', received: 820 },
      ],
    })
    // Nobody answered, and the conversation was left for longer than the limit.
    await putTalk(db, {
      id: 'w-2',
      at: TEN,
      closed: 600,
      turns: [{ speaker: 'customer', received: 10 }],
    })
    // Nobody waits for a reply to thanks.
    await putTalk(db, {
      id: 'w-4',
      at: TEN,
      closed: 900,
      turns: [{ speaker: 'customer', received: 10, text: '好的谢谢' }],
    })
    // The telephone has no limit of this kind.
    await putTalk(db, {
      id: 'w-3',
      at: TEN,
      channel: 'hotline',
      closed: 600,
      turns: [
        { speaker: 'customer', received: 0 },
        { speaker: 'agent', received: 500 },
      ],
    })
    const { total, channels } = await makeReport(db, desk, all('2026-11-10'), NOW)
    expect(total['replies-in-time']).toMatchObject({ value: 0.6, n: 5 })
    const { low, high } = wilsonInterval(3, 5)
    expect(total['replies-in-time'].low).toBeCloseTo(low, 3)
    expect(total['replies-in-time'].high).toBeCloseTo(high, 3)
    expect(total['waiting-time']).toEqual({ value: (181 + 100 + 60 + 10 + 500) / 5, n: 5 })
    const hotline = channels.find(({ key }) => key === 'hotline')!.figures
    expect(hotline['replies-in-time'].value).toBeNull()
    expect(hotline['talk-time']).toEqual({ value: 500, n: 1, p90: 500 })
  })

  test('what comes later is counted in the next report, and a changed limit counts anew', async () => {
    const filter = { ...all('2026-11-10'), channel: 'chat' as const }
    await db.write('app', async (sql) => {
      await sql`
        insert into app.turn (conversation, seq, speaker, text, final, rev, said_at, received_at, acts)
        values ('w-2', 2, 'agent', '您好', true, 0, null, ${new Date(Date.parse(TEN) + 50_000)}, '{}')
      `
      await sql`update app.conversation set version = version + 1 where id = 'w-2'`
    })
    const before = await makeReport(db, desk, filter, NOW)
    expect(before.total['replies-in-time']).toMatchObject({ value: 0.8, n: 5 })
    const channels = {
      ...desk.timers.channels,
      chat: { ...desk.timers.channels.chat, replyMs: 90_000 },
    }
    const strict = { ...desk, timers: { ...desk.timers, channels } }
    const after = await makeReport(db, strict, filter, NOW)
    expect(after.total['replies-in-time']).toMatchObject({ value: 0.6, n: 5 })
  })

  test('a refusal and an unknown thing are one figure; each turn counts once, by its last suggestion', async () => {
    const at = '2026-11-11T02:00:00Z'
    await putTalk(db, { id: 's-1', at, lang: 'en' })
    const made = (id: string, forTurn: number, outcome: string, more = {}) =>
      putSuggested(db, { id, conversation: 's-1', forTurn, at, outcome, ...more })
    await made('s-a', 1, 'answer', {
      text: '一二三四五六七八九十',
      feedback: [{ verdict: 'inserted' }],
    })
    await made('s-b', 2, 'no-answer')
    await made('s-c', 3, 'refused')
    await made('s-d', 4, 'nothing')
    await made('s-e', 5, 'answer', {
      text: '一二三四五六七八九十',
      feedback: [{ verdict: 'helpful' }, { verdict: 'edited', finalText: '一二三四五六七八九〇' }],
    })
    await made('s-f', 6, 'answer', { feedback: [{ verdict: 'dismissed' }] })
    const { total, langs } = await makeReport(db, desk, all('2026-11-11'), NOW)
    expect(total['knowledge-hits']).toMatchObject({ value: 0.6, n: 5 })
    expect(total.suggestions.value).toBe(5)
    expect(total['suggestions-accepted']).toMatchObject({ value: 0.4, n: 5 })
    expect(total['edit-distance']).toEqual({ value: 0.05, n: 2 })
    expect(langs.map(({ key }) => key)).toEqual(['en'])
    expect(JSON.stringify(await makeReport(db, desk, all('2026-11-11'), NOW))).not.toContain(
      'refus',
    )
  })

  test('question types, complaints, languages that nobody named', async () => {
    const at = '2026-11-12T02:00:00Z'
    const customer = (text: string) => [{ speaker: 'customer', received: 0, text } as const]
    await putTalk(db, {
      id: 't-1',
      at,
      type: 'consultation',
      module: 'recharge',
      turns: customer('会员多少钱'),
    })
    await putTalk(db, {
      id: 't-2',
      at,
      type: 'complaint',
      module: 'recharge',
      turns: customer('我要投訴，會員費扣錯了'),
    })
    await putTalk(db, {
      id: 't-3',
      at,
      type: 'unknown',
      turns: customer('hello, is anybody there today?'),
    })
    await putTalk(db, { id: 't-4', at })
    const report = await makeReport(db, desk, all('2026-11-12'), NOW)
    expect(report.total.complaints).toMatchObject({ value: 0.5, n: 2 })
    expect(report.types.map(({ id, count }) => [id, count])).toEqual([
      ['complaint', 1],
      ['consultation', 1],
      ['unknown', 1],
    ])
    expect(report.modules[0]).toEqual({ id: 'recharge', name: {}, count: 2, share: 0.6667 })
    expect(report.langs.map(({ key }) => key)).toEqual(['en', 'unknown', 'zh-Hans', 'zh-Hant'])
    const { total } = await makeReport(db, desk, { ...all('2026-11-12'), lang: 'zh-Hant' }, NOW)
    expect(total.conversations.value).toBe(1)
  })

  test('days are those of the desk, also on the two days of the year that are not 24 hours long', async () => {
    const berlin = { ...desk, timeZone: 'Europe/Berlin' }
    // On 29 March 2026 clocks went from 2 to 3; on 25 October 2026 from 3 back to 2.
    const instants = [
      ['2026-03-28T22:59:59Z', '2026-03-28'],
      ['2026-03-28T23:00:00Z', '2026-03-29'],
      ['2026-03-29T21:59:59Z', '2026-03-29'],
      ['2026-03-29T22:00:00Z', '2026-03-30'],
      ['2026-10-24T22:00:00Z', '2026-10-25'],
      ['2026-10-25T22:59:59Z', '2026-10-25'],
      ['2026-10-25T23:00:00Z', '2026-10-26'],
    ] as const
    for (const [n, [at]] of instants.entries()) await putTalk(db, { id: `d-${n}`, at })
    for (const day of new Set(instants.map(([, day]) => day))) {
      const { total, days } = await makeReport(db, berlin, all(day), NOW)
      const wanted = instants.filter(([, one]) => one === day).length
      expect([day, total.conversations.value]).toEqual([day, wanted])
      expect(days[0]!.figures.conversations.value).toBe(wanted)
    }
  })

  test('tickets, return visits, follow-ups and warnings', async () => {
    const at = '2026-11-14T02:00:00Z'
    const turns = [
      { speaker: 'customer', received: 0 },
      { speaker: 'agent', received: 60 },
    ] as const
    for (const n of [1, 2, 3])
      await putTalk(db, { id: `k-${n}`, at, closed: 100, turns: [...turns] })
    await db.write('app', async (sql) => {
      const ticket = (
        n: number,
        more: { state: string; round: number; closed: string | null },
      ) => sql`
        insert into app.ticket (id, conversation, state, version, round, body, type, created_at, changed_at,
          approved_version, approved_by, approved_at, deadline, resolved_at, closed_at)
        values (${`k-${n}`}, ${`k-${n}`}, ${more.state}, 1, ${more.round}, '{}', 'complaint', ${at}, ${at}, 1,
          'agent:demo', '2026-11-14T02:03:00Z', '2026-11-15T02:00:00Z', ${more.closed}, ${more.closed})
      `
      await ticket(1, { state: 'closed', round: 1, closed: '2026-11-14T03:03:00Z' })
      await ticket(2, { state: 'closed', round: 2, closed: '2026-11-16T02:03:00Z' })
      await ticket(3, { state: 'approved', round: 1, closed: null })
      const visit = (n: number, solved: boolean, satisfaction: number | null) => sql`
        insert into app.ticket_visit (id, ticket, round, at, made_by, reached, solved, satisfaction)
        values (${`v-${n}`}, ${`k-${n}`}, 1, ${at}, 'agent:demo', true, ${solved}, ${satisfaction})
      `
      await visit(1, true, 5)
      await visit(2, true, null)
      await sql`
        insert into app.follow_up (id, conversation, kind, source, note, due_at, is_due_said, state, created_at, done_at)
        values ('f-1', 'k-1', 'promise', 's', '', '2026-11-14T10:00:00Z', true, 'done', ${at}, '2026-11-14T09:00:00Z'),
          ('f-2', 'k-2', 'promise', 's', '', '2026-11-14T10:00:00Z', true, 'open', ${at}, null)
      `
      await sql`
        insert into app.event (conversation, id, kind, payload, at)
        values ('k-1', 1, 'warning-raised', '{}', ${at}), ('k-2', 1, 'warning-raised', '{}', ${at})
      `
      await sql`
        insert into app.warning_take (conversation, event, taken_by, taken_at)
        values ('k-1', 1, 'lead:demo', '2026-11-14T02:00:45Z')
      `
    })
    const { total } = await makeReport(db, desk, all('2026-11-14'), NOW)
    expect(total.tickets.value).toBe(3)
    expect(total['tickets-closed']).toMatchObject({ value: 0.6667, n: 3 })
    expect(total['closing-time']).toMatchObject({ n: 2 })
    expect(total['tickets-overdue']).toMatchObject({ value: 0.6667, n: 3 })
    expect(total['first-contact-resolution']).toMatchObject({ value: 0.5, n: 2 })
    expect(total.satisfaction).toEqual({ value: 5, n: 1 })
    expect(total['wrap-up-time']).toEqual({ value: 120, n: 3, p90: 120 })
    expect(total['handling-time']).toEqual({ value: 180, n: 3, p90: 180 })
    expect(total['follow-ups-overdue']).toMatchObject({ value: 0.5, n: 2 })
    expect(total.warnings.value).toBe(2)
    expect(total['warnings-taken']).toMatchObject({ value: 0.5, n: 2 })
    expect(total['warning-reaction']).toEqual({ value: 45, n: 1, p90: 45 })
    expect(total.complaints).toMatchObject({ value: 1, n: 3 })
  })

  test('a period that is none is refused with what to write', async () => {
    for (const filter of [
      all('2026-02-30'),
      all('2026-11-02', '2026-11-01'),
      all('2020-01-01', '2026-01-01'),
    ])
      await expect(makeReport(db, desk, filter, NOW)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})
