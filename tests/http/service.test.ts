import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import type { Problem } from '../../src/http/api-types.ts'
import { identifyCaller, readAccess } from '../../src/http/callers.ts'
import { isLoopback } from '../../src/http/guard-origin.ts'
import { refuseOpenDoor } from '../../src/http/serve.ts'
import { openEmbedded } from '../support/embedded-engine.ts'
import { openApp, type TestApp } from './support.ts'

const TURN = { seq: 1, speaker: 'customer', text: '充值两小时了还没到账' }

let db: Database
let api: TestApp
let folder: string
beforeAll(async () => {
  db = await openEmbedded()
  folder = await mkdtemp(join(tmpdir(), 'sidecue-panel-'))
  api = await openApp(db, { panelDir: join(folder, 'panel') })
})
afterAll(async () => {
  await api.close()
  await db.close()
  await rm(folder, { recursive: true })
})

describe('who is served', () => {
  test('without keys only loopback may be listened on', () => {
    const demo = readAccess(undefined)
    const keyed = readAccess('agent:a-long-key')
    expect(() => refuseOpenDoor('0.0.0.0', demo)).toThrow('does not listen')
    expect(() => refuseOpenDoor('192.168.1.4', demo)).toThrow('does not listen')
    for (const host of ['127.0.0.1', '127.9.9.9', 'localhost', '::1']) refuseOpenDoor(host, demo)
    refuseOpenDoor('0.0.0.0', keyed)
    expect(isLoopback('127.0.0.1.example.com')).toBe(false)
  })

  test('without keys a request has the role agent, or the demo role it asks for', () => {
    const demo = readAccess('')
    expect(identifyCaller(demo, undefined)).toMatchObject({ role: 'agent', isDemo: true })
    expect(identifyCaller(demo, 'Bearer demo-lead').role).toBe('lead')
    expect(() => identifyCaller(demo, 'Bearer demo-owner')).toThrow('no valid key')
    expect(() => identifyCaller(demo, 'Basic YTpi')).toThrow('no valid key')
  })

  test('with keys only they count, and the demo roles are gone', async () => {
    const keyed = await openApp(db, {
      access: readAccess('agent:agent-key-1,lead:lead:with:colons'),
    })
    const session = async (authorization?: string) => {
      const answer = await keyed.get('/v1/session', authorization ? { authorization } : undefined)
      return answer.status === 200
        ? ((await answer.json()) as { role: string }).role
        : answer.status
    }
    expect(await session('Bearer agent-key-1')).toBe('agent')
    expect(await session('bearer lead:with:colons')).toBe('lead')
    for (const wrong of [undefined, 'Bearer demo-agent', 'Bearer agent-key-', 'Bearer lead', ''])
      expect(await session(wrong)).toBe(401)
    const refused = await keyed.get('/v1/articles/x', { authorization: 'Bearer none-of-these' })
    expect(refused.headers.get('www-authenticate')).toBe('Bearer')
    expect((await keyed.get('/health')).status).toBe(200)
    await keyed.close()
  })

  test('a wrong setting of keys is named by its place and never repeated', () => {
    for (const pairs of ['owner:super-secret', 'super-secret-key', 'agent:short', ':super-secret'])
      expect(() => readAccess(`lead:fine-long-key,${pairs}`)).toThrow(
        expect.objectContaining({ message: expect.not.stringMatching(/super|short/u) }),
      )
  })

  test('a foreign name that leads to this machine is turned away', async () => {
    for (const host of ['evil.example', 'evil.example:8787', '127.0.0.1.evil.example', ''])
      expect((await api.get('/v1/session', { host })).status).toBe(403)
    for (const host of ['127.0.0.1:8787', 'localhost:8787', '[::1]:8787', 'LOCALHOST'])
      expect((await api.get('/v1/session', { host })).status).toBe(200)
    expect((await api.get('/', { host: 'evil.example' })).status).toBe(403)
  })

  test("a foreign page cannot write with the browser's help, and gets no CORS", async () => {
    const from = (headers: Record<string, string>) => api.post('/v1/conversations', {}, headers)
    expect((await from({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await from({ origin: 'null' })).status).toBe(403)
    expect((await from({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await from({ 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect((await from({ 'sec-fetch-site': 'same-origin' })).status).toBe(201)
    expect((await from({ origin: 'http://localhost' })).status).toBe(201)
    const read = await api.get('/v1/session', { origin: 'https://evil.example' })
    expect(read.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('every answer', () => {
  test('is not stored on the way, not guessed at and not framed', async () => {
    for (const path of ['/v1/session', '/v1/articles/none', '/health', '/nowhere.txt']) {
      const { headers } = await api.get(path)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('etag')).toBeNull()
    }
  })

  test('says in one form what is wrong, without stack, SQL or values', async () => {
    const broken = await openApp(db, {
      suggest: async () => {
        throw new Error('select secret from customer.article')
      },
    })
    const answer = await broken.post('/v1/suggest', { turns: [TURN] })
    const text = await answer.text()
    expect([answer.status, text]).toMatchObject([500, expect.not.stringContaining('secret')])
    expect(JSON.parse(text)).toMatchObject({
      code: 'INTERNAL',
      requestId: expect.stringMatching(/^r-[0-9a-f]{16}$/u),
    })
    await broken.close()
  })

  test('to an address with a NUL or an unknown parameter is 400', async () => {
    for (const path of [
      '/v1/search?q=%00',
      '/v1/articles/%00',
      '/v1/search?q=a&as=lead',
      '/v1/search',
    ])
      expect([path, (await api.get(path)).status]).toEqual([path, 400])
  })
})

describe('suggestions without a stored conversation', () => {
  test('a transcript in, its suggestion out, nothing stored', async () => {
    const answer = await api.post('/v1/suggest', { channel: 'chat', turns: [TURN] })
    expect([answer.status, await answer.json()]).toMatchObject([200, { forTurn: 1 }])
    const rows = await db.read(
      'app',
      (sql) => sql`select from app.conversation where turn_count > 0`,
    )
    expect(rows).toHaveLength(0)
  })

  test('turns out of order are refused', async () => {
    const turns = [{ ...TURN, seq: 2 }, TURN]
    const answer = await api.post('/v1/suggest', { turns })
    expect((await answer.json()) as Problem).toMatchObject({
      status: 400,
      errors: [{ field: 'turns.1.seq' }],
    })
  })
})

describe('operations', () => {
  test('health says that the process runs, ready that knowledge is served', async () => {
    expect(await (await api.get('/health')).json()).toEqual({ status: 'ok', version: '0.0.0' })
    expect(await (await api.get('/ready')).json()).toMatchObject({
      status: 'ready',
      database: true,
    })
    const starting = await openApp(db, { knowledge: () => 'indexing' })
    expect((await starting.get('/ready')).status).toBe(503)
    await starting.close()
  })

  test('the OpenAPI document is 3.1 and describes every route of the API', async () => {
    const document = (await (await api.get('/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, Record<string, { responses: object }>>
      components: { schemas: Record<string, object> }
    }
    expect(document.openapi).toBe('3.1.0')
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    expect(routes.toSorted()).toEqual([
      'delete /v1/conversations/{id}',
      'delete /v1/conversations/{id}/class/{correction}',
      'delete /v1/knowledge/asks/{id}/decision',
      'get /health',
      'get /ready',
      'get /v1/articles',
      'get /v1/articles/{id}',
      'get /v1/check/{id}',
      'get /v1/conversations/{id}',
      'get /v1/conversations/{id}/class',
      'get /v1/conversations/{id}/events',
      'get /v1/conversations/{id}/guide',
      'get /v1/conversations/{id}/stream',
      'get /v1/conversations/{id}/ticket',
      'get /v1/conversations/{id}/turns',
      'get /v1/dispatches',
      'get /v1/follow-ups',
      'get /v1/handovers',
      'get /v1/handovers/{id}',
      'get /v1/handovers/{id}/print',
      'get /v1/incidents',
      'get /v1/incidents/{id}',
      'get /v1/knowledge/articles',
      'get /v1/knowledge/articles/{id}',
      'get /v1/knowledge/articles/{id}/usage',
      'get /v1/knowledge/asks',
      'get /v1/knowledge/gaps',
      'get /v1/knowledge/learning',
      'get /v1/knowledge/status',
      'get /v1/reports',
      'get /v1/samples',
      'get /v1/samples/{id}',
      'get /v1/search',
      'get /v1/session',
      'get /v1/team/conversations',
      'get /v1/team/events',
      'get /v1/ticket-form',
      'get /v1/tickets',
      'get /v1/tickets/{id}',
      'get /v1/tickets/{id}/personal',
      'get /v1/tickets/{id}/versions',
      'get /v1/warnings',
      'patch /v1/handovers/{id}',
      'patch /v1/tickets/{id}',
      'post /v1/check',
      'post /v1/check/{id}/override',
      'post /v1/classify',
      'post /v1/conversations',
      'post /v1/conversations/{id}/class',
      'post /v1/conversations/{id}/close',
      'post /v1/conversations/{id}/drop',
      'post /v1/conversations/{id}/elapse',
      'post /v1/conversations/{id}/notes',
      'post /v1/conversations/{id}/reopen',
      'post /v1/conversations/{id}/suggest',
      'post /v1/conversations/{id}/ticket',
      'post /v1/conversations/{id}/transfer',
      'post /v1/conversations/{id}/turns',
      'post /v1/dispatches/{id}/retry',
      'post /v1/embeddings',
      'post /v1/follow-ups',
      'post /v1/follow-ups/{id}/completion',
      'post /v1/follow-ups/{id}/take',
      'post /v1/handovers',
      'post /v1/handovers/{id}/refresh',
      'post /v1/handovers/{id}/return',
      'post /v1/handovers/{id}/signature',
      'post /v1/incidents/{id}/close',
      'post /v1/incidents/{id}/take',
      'post /v1/knowledge/asks/{id}/decision',
      'post /v1/suggest',
      'post /v1/suggestions/{id}/feedback',
      'post /v1/summarize',
      'post /v1/tickets/{id}/approval',
      'post /v1/tickets/{id}/closure',
      'post /v1/tickets/{id}/rejection',
      'post /v1/tickets/{id}/reopening',
      'post /v1/tickets/{id}/resolution',
      'post /v1/tickets/{id}/visits',
      'post /v1/warnings/{id}/take',
    ])
    const text = JSON.stringify(document)
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/gu))
      expect(Object.keys(document.components.schemas)).toContain(name)
  })

  test('the documentation page takes everything from this server', async () => {
    const page = await (await api.get('/docs')).text()
    expect(page).not.toMatch(/https?:/u)
    for (const [, path] of page.matchAll(/(?:src|href)="([^"]+)"/gu))
      expect([path, (await api.get(String(path))).status]).toEqual([path, 200])
    expect((await api.get('/docs/package.json')).status).toBe(404)
  })
})

describe('the panel', () => {
  test('without a build a page says how to make one', async () => {
    const page = await api.get('/')
    expect([page.status, await page.text()]).toMatchObject([
      503,
      expect.stringContaining('npm run build:panel'),
    ])
  })

  test('a built one is served with a nonce of its own each time, assets for good', async () => {
    const panel = join(folder, 'panel')
    await mkdir(join(panel, 'assets'), { recursive: true })
    await writeFile(join(panel, 'index.html'), '<meta nonce="__CSP_NONCE__"><h1>Sidecue</h1>')
    await writeFile(join(panel, 'assets', 'index-1a.js'), 'export {}')
    await writeFile(join(folder, 'secret.js'), 'secret')
    await symlink(join(folder, 'secret.js'), join(panel, 'link.js'))

    const nonces = new Set<string | undefined>()
    for (const path of ['/', '/conversations/c-1']) {
      const page = await api.get(path)
      const nonce = /nonce="([^"]+)"/u.exec(await page.text())?.[1]
      expect(page.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(2)
    const asset = await api.get('/assets/index-1a.js')
    expect(asset.headers.get('cache-control')).toContain('immutable')
    for (const path of [
      '/link.js',
      '/../secret.js',
      '/..%2fsecret.js',
      '/%2e%2e/secret.js',
      '/none.js',
    ])
      expect([path, (await api.get(path)).status]).toEqual([path, 404])
  })
})
