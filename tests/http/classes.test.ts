import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { type ClassWork, openClassWork } from '../../src/copilot/class-work.ts'
import { withClasses } from '../../src/copilot/live-class.ts'
import type { Database } from '../../src/db/index.ts'
import { loadDesk } from '../../src/desk/index.ts'
import type { ClassCorrection, ConversationClass, Triage } from '../../src/http/api-types.ts'
import { silentLog } from '../../src/log.ts'
import { openEmbedded } from '../support/embedded-engine.ts'
import { openApp, type TestApp } from './support.ts'

const LEAD = { authorization: 'Bearer demo-lead' }
const EDITOR = { authorization: 'Bearer demo-editor' }
const SERVICE = { authorization: 'Bearer demo-service' }
const json = async <T>(answer: Response) => (await answer.json()) as T

let db: Database
let api: TestApp
let classes: ClassWork
beforeAll(async () => {
  db = await openEmbedded()
  const { desk } = await loadDesk('knowledge')
  // A small desk is trained in a moment.
  const taxonomy = {
    ...desk.taxonomy,
    modules: desk.taxonomy.modules.map((one) => ({
      ...one,
      examples: { 'zh-Hans': one.examples['zh-Hans'] ?? [] },
    })),
    types: desk.taxonomy.types.map((one) => ({
      ...one,
      examples: { 'zh-Hans': one.examples['zh-Hans'] ?? [] },
    })),
  }
  const small = { ...desk, taxonomy }
  classes = await openClassWork({ db, desk: small, clock: systemClock, log: silentLog }, undefined)
  const plain = await openApp(db, { desk: small, classes })
  api = await openApp(db, {
    desk: small,
    classes,
    live: withClasses(plain.deps.live, classes.live),
  })
  await classes.ready
}, 120_000)
afterAll(async () => {
  await classes.close()
  await api.close()
  await db.close()
})

const transcript = (text: string) => ({
  id: 'c-1',
  channel: 'chat',
  turns: [{ seq: 1, speaker: 'customer', text }],
})

async function talk(text: string, headers = {}): Promise<string> {
  const address = await api.open(headers)
  await api.post(`${address}/turns`, { seq: 1, speaker: 'customer', text }, headers)
  await classes.live.idle()
  return `${address}/class`
}

describe('classes over HTTP', () => {
  it('a transcript is classified, nothing stored', async () => {
    const triage = await json<Triage>(await api.post('/v1/classify', transcript('充值没到账')))
    expect(triage).toMatchObject({
      module: { value: 'recharge', turns: [1] },
      department: { value: 'payments' },
    })
    const help = await json<Triage>(await api.post('/v1/classify', transcript('我不想活了')))
    expect(help).toMatchObject({ urgency: { value: 'critical' }, urgent: [{ seq: 1 }] })
  })

  it('a correction counts at once, is learned from, and can be taken back by id', async () => {
    const said = '小夜灯主题皮肤装不上去'
    const address = await talk(`${said}，电话13800138000`)
    const before = await json<ConversationClass>(await api.get(address))
    expect(before.class?.module?.value).not.toBe('event')
    const answer = await api.post(address, { field: 'module', value: 'event' })
    expect(answer.status).toBe(201)
    const made = await json<ClassCorrection>(answer)
    expect(made).toMatchObject({ field: 'module', value: 'event', by: 'agent:demo' })
    await expect
      .poll(async () => (await json<ConversationClass>(await api.get(address))).class?.module, {
        timeout: 5_000,
      })
      .toMatchObject({ value: 'event', isConfirmed: true })
    const [kept] = await db.read(
      'app',
      (sql) => sql<{ example: string }[]>`select example from app.class_correction`,
    )
    expect(kept?.example).toContain(said)
    expect(kept?.example).not.toContain('13800138000')
    await classes.learn()
    const next = await json<ConversationClass>(await api.get(await talk(said)))
    expect(next.class?.module?.value).toBe('event')
    expect(next.labels).toContainEqual({
      field: 'module',
      id: 'event',
      name: { 'zh-Hans': '活动', 'zh-Hant': '活動', en: 'Events' },
      state: 'current',
    })
    const path = `${address}/${made.id}`
    const undone = await api.app.request(path, { method: 'DELETE', headers: LEAD })
    expect(await json(undone)).toMatchObject({ undoneBy: 'lead:demo' })
    await expect
      .poll(async () => (await json<ConversationClass>(await api.get(address))).class?.module, {
        timeout: 5_000,
      })
      .not.toMatchObject({ isConfirmed: true })
  }, 60_000)

  it('a value that the desk does not have is refused with those it has', async () => {
    const address = await talk('充值没到账')
    const answer = await api.post(address, { field: 'type', value: 'made-up' })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(await answer.json())).toContain('complaint')
    const unknown = await api.post(address, { field: 'colour', value: 'complaint' })
    expect(unknown.status).toBe(400)
  })

  it('editors and services correct nothing; what is unknown and what is not theirs are the same', async () => {
    const address = await talk('充值没到账')
    const body = { field: 'type', value: 'complaint' }
    expect((await api.post(address, body, EDITOR)).status).toBe(403)
    expect((await api.post(address, body, SERVICE)).status).toBe(403)
    expect((await api.post('/v1/conversations/c-none/class', body)).status).toBe(404)
    const theirs = await api.get(address, SERVICE)
    const none = await api.get('/v1/conversations/c-none/class', SERVICE)
    expect([theirs.status, none.status]).toEqual([404, 404])
    const gone = await api.app.request(`${address}/k-none`, { method: 'DELETE' })
    expect(gone.status).toBe(404)
  })

  it('sent twice with the same key it is kept once', async () => {
    const address = await talk('月票怎么投')
    const body = { field: 'sentiment', value: 'negative' }
    const key = { 'idempotency-key': 'twice' }
    const first = await json<ClassCorrection>(await api.post(address, body, key))
    const second = await json<ClassCorrection>(await api.post(address, body, key))
    expect(second.id).toBe(first.id)
    const { corrections } = await json<ConversationClass>(await api.get(address))
    expect(corrections).toHaveLength(1)
  })
})
