import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { warningsOf } from '../../src/copilot/find-warnings.ts'
import type { Database } from '../../src/db/index.ts'
import { loadDesk } from '../../src/desk/index.ts'
import type { Conversation, Incident, IncidentList, WarningList } from '../../src/http/api-types.ts'
import { noticeIncidents, troubleOf } from '../../src/triage/incidents/index.ts'
import { engines } from '../support/engines.ts'
import { openApp, type TestApp } from './support.ts'

const lead = { authorization: 'Bearer demo-lead' }
const service = { authorization: 'Bearer demo-service' }

describe.each(engines)('what leads hear at once, $name', (engine) => {
  let db: Database
  let api: TestApp
  beforeAll(async () => {
    db = await engine.open()
    const { desk } = await loadDesk('knowledge')
    api = await openApp(db, { findWarnings: warningsOf(desk), findTrouble: troubleOf(desk) })
  }, 60_000)
  afterAll(async () => {
    await api.close()
    await db.close()
  })

  async function say(text: string): Promise<string> {
    const path = await api.open()
    await api.post(`${path}/turns`, { seq: 1, speaker: 'customer', text })
    return path
  }

  const kindsOf = (path: string) =>
    db.read('app', async (sql) => {
      const rows = await sql<{ kind: string }[]>`
        select kind from app.event where conversation = ${path.split('/').at(-1)!} order by id
      `
      return rows.map(({ kind }) => kind)
    })

  test('a warning is listed, taken up by the first lead, and the conversation hears of it', async () => {
    const path = await say('再不解决我就打电话给电视台记者曝光你们')
    const open = (await (await api.get('/v1/warnings', lead)).json()) as WarningList
    expect(open.warnings.length).toBeGreaterThan(0)
    const [first] = open.warnings
    expect(first).toMatchObject({ conversation: path.split('/').at(-1), takenBy: null, seq: 1 })
    const taken = await api.post(`/v1/warnings/${first!.id}/take`, {}, lead)
    expect(taken.status).toBe(200)
    expect(await taken.json()).toMatchObject({ takenBy: 'lead:demo' })
    const again = await api.post(`/v1/warnings/${first!.id}/take`, {}, lead)
    expect(await again.json()).toMatchObject({ takenBy: 'lead:demo' })
    expect((await kindsOf(path)).filter((kind) => kind === 'warning-taken')).toHaveLength(1)
    const read = (await (await api.get(path)).json()) as Conversation
    expect(read.warnings.map(({ takenAt }) => takenAt !== undefined)).toContain(true)
    const still = (await (await api.get('/v1/warnings', lead)).json()) as WarningList
    expect(still.warnings.map(({ id }) => id)).not.toContain(first!.id)
    const all = (await (await api.get('/v1/warnings?state=all', lead)).json()) as WarningList
    expect(all.warnings.map(({ id }) => id)).toContain(first!.id)
  })

  test('the list is read page by page without a gap', async () => {
    for (let n = 0; n < 3; n++) await say('我要去法院起诉你们')
    const { warnings } = (await (
      await api.get('/v1/warnings?state=all', lead)
    ).json()) as WarningList
    const paged: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const address = `/v1/warnings?state=all&limit=1${next === '' ? '' : `&cursor=${next}`}`
      const page = (await (await api.get(address, lead)).json()) as WarningList
      paged.push(...page.warnings.map(({ id }) => id))
      next = page.next
    }
    expect(paged).toEqual(warnings.map(({ id }) => id))
  })

  test('agents and services have no list of warnings; an unknown one is not found', async () => {
    expect((await api.get('/v1/warnings')).status).toBe(403)
    expect((await api.get('/v1/warnings', service)).status).toBe(403)
    expect((await api.post('/v1/warnings/c-none.3/take', {}, lead)).status).toBe(404)
    expect((await api.post('/v1/warnings/nothing/take', {}, lead)).status).toBe(404)
    expect((await api.get('/v1/warnings?cursor=abc', lead)).status).toBe(400)
  })

  test('an incident is told once, grows, links who comes later, is taken up and judged', async () => {
    const { incidents: settings } = api.deps.desk
    const lines = [
      '听书没有声音了，手机13812345678',
      '听书播放不了，提示加载失败',
      'audiobooks have no sound today',
      '聽書功能壞了，播不出來',
      '有声书点播放没声音',
    ]
    const first: string[] = []
    for (const line of lines) first.push(await say(line))
    // Two processes look at the same moment: one of them notices.
    const told = await Promise.all([1, 2].map(() => noticeIncidents(db, settings, new Date())))
    expect(told.flat().map(({ kind }) => kind)).toEqual(['noticed'])
    expect(await noticeIncidents(db, settings, new Date())).toEqual([])
    for (const path of first) expect(await kindsOf(path)).toContain('incident-linked')

    const { incidents } = (await (await api.get('/v1/incidents')).json()) as IncidentList
    expect(incidents).toHaveLength(1)
    const [incident] = incidents
    expect(incident).toMatchObject({ state: 'open', customers: 5, takenBy: null })
    expect(incident!.about.things).toContain('audio')
    expect(incident!.examples.length).toBeGreaterThanOrEqual(3)
    expect(JSON.stringify(incident)).not.toContain('13812345678')
    expect(incident!.startedAt <= incident!.noticedAt).toBe(true)

    const later = await say('听书还是一直没声音')
    expect(await kindsOf(later)).toContain('incident-linked')
    for (const line of ['听书放不出声音', 'no sound in audiobooks', '听书没声音啊']) await say(line)
    const grown = await noticeIncidents(db, settings, new Date())
    expect(grown).toMatchObject([{ kind: 'updated', customers: 9 }])

    const id = incident!.id
    expect((await api.post(`/v1/incidents/${id}/take`, {})).status).toBe(403)
    const taken = await api.post(`/v1/incidents/${id}/take`, {}, lead)
    expect(await taken.json()).toMatchObject({ takenBy: 'lead:demo' })
    const seen = (await (await api.get(`/v1/incidents/${id}`)).json()) as Incident
    expect(seen.takenBy).toBe('lead')
    const closed = await api.post(`/v1/incidents/${id}/close`, { verdict: 'solved' }, lead)
    expect(await closed.json()).toMatchObject({ state: 'ended', verdict: 'solved' })
  })

  test('an incident ends when nobody reports it any more', async () => {
    const { incidents: settings } = api.deps.desk
    for (let n = 0; n < 6; n++) await say('书架上的书全没了')
    expect(await noticeIncidents(db, settings, new Date())).toMatchObject([{ kind: 'noticed' }])
    const soon = new Date(Date.now() + (settings.quietMinutes - 1) * 60_000)
    expect(await noticeIncidents(db, settings, soon)).toEqual([])
    const later = new Date(Date.now() + (settings.quietMinutes + 1) * 60_000)
    expect(await noticeIncidents(db, settings, later)).toMatchObject([{ kind: 'ended' }])
  })

  test('what was forgotten is in no example and in no table, and the incident stays', async () => {
    const { incidents: settings } = api.deps.desk
    const paths: string[] = []
    for (let n = 0; n < 6; n++)
      paths.push(await say(`评论发不出去，一直失败${n === 0 ? '特别的话' : ''}`))
    const [told] = await noticeIncidents(db, settings, new Date())
    const address = `/v1/incidents/${told!.incident}`
    expect(await (await api.get(address)).text()).toContain('特别的话')
    const init = { method: 'DELETE', headers: lead }
    expect((await api.app.request(paths[0]!, init)).status).toBe(204)
    const after = (await (await api.get(address)).json()) as Incident
    expect(after.customers).toBe(6)
    expect(JSON.stringify(after)).not.toContain('特别的话')
    const id = paths[0]!.split('/').at(-1)!
    const left = await db.read(
      'app',
      (sql) => sql`
        select conversation from app.trouble where conversation = ${id}
        union all select conversation from app.conversation_facts where conversation = ${id}
        union all select conversation from app.warning_take where conversation = ${id}
      `,
    )
    expect(left).toEqual([])
  })

  test('a service has no list of incidents; an unknown one is not found', async () => {
    expect((await api.get('/v1/incidents', service)).status).toBe(403)
    expect((await api.get('/v1/incidents/i-none')).status).toBe(404)
    expect((await api.post('/v1/incidents/i-none/take', {}, lead)).status).toBe(404)
  })
})
