import { readFileSync } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { readAccess } from '../../src/http/callers.ts'
import { type Listening, listen } from '../../src/http/serve.ts'
import { openApp, putLookUp, type TestApp } from '../http/support.ts'
import { openEmbedded } from '../support/embedded-engine.ts'
import { auditPage } from './support/audit.ts'
import {
  browserTests,
  keepPicture,
  launchBrowser,
  skipsBrowser,
  type TestBrowser,
} from './support/browser.ts'
import { buildPanel } from './support/build-panel.ts'
import { chatwootPage, HostDesk, ZAF_SDK, zendeskPage } from './support/host-desk.ts'

const KEY = 'an-agent-key'
/** A busy machine takes its time. */
const SOON = { timeout: 8_000 }
const README = readFileSync('src/panel/embed/README.md', 'utf8')
const examples = [...README.matchAll(/^```html\n<!-- example: (\S+) -->\n([\s\S]*?)^```$/gm)]
const SDK = 'https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js'

describe.skipIf(skipsBrowser)(`${browserTests}: in a frame`, () => {
  let built: string
  let browser: TestBrowser
  let db: Database
  let api: TestApp
  let server: Listening
  let page: Page
  const desk = new HostDesk('localhost')
  const apps = new HostDesk('127.0.0.1')
  const foreign = new HostDesk('localhost')
  const faults: string[] = []
  let access = readAccess(`agent:${KEY}`)

  beforeAll(async () => {
    built = await buildPanel()
    await Promise.all([desk.start(), apps.start(), foreign.start()])
    db = await openEmbedded()
    await putLookUp(db)
    const base = await openApp(db)
    await base.close()
    const live = { ...base.deps.desk, frameAncestors: [desk.origin, apps.origin] }
    api = await openApp(db, { panelDir: built, desk: live, access })
    // The same object is read with each request, so that a key can end while a frame is open.
    access = api.deps.access
    server = await listen(api.deps, { host: '127.0.0.1', port: 0 })
    browser = await launchBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await api?.close()
    await db?.close()
    await Promise.all([desk, apps, foreign].map((host) => host.stop()))
    await rm(built, { recursive: true, force: true })
  })
  afterEach(async () => {
    await page?.context().close()
    expect(faults.splice(0)).toEqual([])
  })

  function example(name: string): string {
    const [, , body = ''] = examples.find(([, of]) => of === name) ?? []
    expect(body, `README has the example ${name}`).not.toBe('')
    return body.replaceAll('https://sidecue.example.com', server.url)
  }

  /** A new browser on a page of the desk; `clipboard` false: the browser lets no frame write to it. */
  async function visit(
    url: string,
    options: Parameters<TestBrowser['page']>[0] = {},
  ): Promise<FrameLocator> {
    page = await browser.page({ viewport: { width: 460, height: 860 }, ...options })
    page.on('pageerror', (error) => faults.push(error.message))
    await page.route(SDK, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: ZAF_SDK }),
    )
    await page.goto(url)
    return page.frameLocator('iframe').first()
  }

  async function signIn(frame: FrameLocator): Promise<void> {
    await frame.locator('input[type=password]').fill(KEY)
    await frame.locator('input[type=password]').press('Enter')
  }

  /** Takes the first suggestion into the panel's reply box, and from there to the host. */
  async function takeSuggestion(frame: FrameLocator, words: string): Promise<void> {
    await newest(frame, words)
    await frame.locator('#reply').press('Alt+i')
    await expect.poll(() => frame.locator('#reply').inputValue(), SOON).toContain(words)
    await frame.locator('#reply').press('Enter')
  }

  /** Waits for the card of these words, and takes it where it waits behind its marker. */
  async function newest(frame: FrameLocator, words: string): Promise<void> {
    const card = frame.locator('.card', { hasText: words }).first()
    const marker = frame.getByRole('button', { name: /查看/ }).first()
    const take = async () => {
      if (await marker.isVisible()) await marker.click({ timeout: 1_000 }).catch(() => {})
      return card.isVisible()
    }
    await expect.poll(take, SOON).toBe(true)
  }

  async function turnsOf(ref: string): Promise<string[]> {
    const rows = await db.read(
      'app',
      (sql) => sql<{ text: string }[]>`
      select turn.speaker || ' ' || turn.text as text
      from app.turn
      join app.embedding on embedding.conversation = turn.conversation
      where embedding.ref = ${ref}
      order by turn.seq
    `,
    )
    return rows.map(({ text }) => text)
  }

  test('any page: the example of the README shows the panel, and an agent’s key puts a text where the caret stands', async () => {
    const frame = await visit(desk.put('/generic', example('generic')))
    await page.locator('#reply').fill('您好！')
    await signIn(frame)
    await takeSuggestion(frame, '您问：充值两小时了还没到账')
    await expect
      .poll(() => page.locator('#reply').inputValue(), SOON)
      .toBe('您好！您问：充值两小时了还没到账')
    expect(await frame.locator('#reply').inputValue()).toBe('')
    await frame.getByText('已填入工单的回复框').waitFor()
    // What was put in is no turn yet: the host sends it, and tells us when it has.
    expect(await turnsOf('case-1042')).toEqual(['customer 充值两小时了还没到账'])
    await page.evaluate(`copilot.setTurns([
      { speaker: 'customer', text: '充值两小时了还没到账' }, { speaker: 'agent', text: '您好！' }, { speaker: 'customer', text: '还没有' }])`)
    await newest(frame, '您问：还没有')
    expect(await turnsOf('case-1042')).toEqual([
      'customer 充值两小时了还没到账',
      'agent 您好！',
      'customer 还没有',
    ])
    await keepPicture(page, 'embed-generic-zh-Hans')
  })

  test('an editor of the host’s own, and a host without the script, as the README says', async () => {
    const frame = await visit(desk.put('/own', example('own-editor')))
    await signIn(frame)
    await takeSuggestion(frame, '您问：充值没到账')
    await expect.poll(() => page.evaluate('window.draft'), SOON).toBe('您问：充值没到账')
    await page.goto(desk.put('/protocol', example('protocol')))
    await signIn(frame)
    await takeSuggestion(frame, '您问：充值没到账')
    await expect.poll(() => page.locator('#reply').inputValue(), SOON).toBe('您问：充值没到账')
  })

  test('Chatwoot: its context is read, private notes are not, and a text is copied', async () => {
    const app = `${server.url}/embed?host=chatwoot`
    const frame = await visit(desk.put('/chatwoot', chatwootPage(app)))
    await signIn(frame)
    await newest(frame, '您问：充值两小时了还没到账')
    expect(await turnsOf('chatwoot-7')).toEqual(['customer 充值两小时了还没到账'])
    expect(await page.evaluate('window.asked')).toBeGreaterThan(0)
    await takeSuggestion(frame, '您问：充值两小时了还没到账')
    await frame.getByText('已复制，请粘贴到工单的回复框').waitFor()
    await expect
      .poll(() => page.evaluate('navigator.clipboard.readText()'), SOON)
      .toBe('您问：充值两小时了还没到账')
    // Something new is said: Chatwoot does not tell, the frame asks.
    await page.evaluate(`window.chat.messages.push(
      { id: 13, content: '请提供订单号', message_type: 'outgoing', private: false, created_at: '2026-11-21T10:01:00Z' },
      { id: 14, content: '谢谢，订单号是 1', message_type: 'incoming', private: false, created_at: 1795000030 })`)
    await newest(frame, '您问：谢谢，订单号是 1')
    await keepPicture(page, 'embed-chatwoot-zh-Hans')
  })

  test('Zendesk: an app in its frame reads the ticket and puts a text into the editor as text', async () => {
    const app = apps.put('/app', example('zendesk'))
    await visit(desk.put('/zendesk', zendeskPage(app)))
    const frame = page.frameLocator('#app').frameLocator('iframe')
    await signIn(frame)
    await newest(frame, '还没到账 & 很急')
    expect(await turnsOf('zendesk-galaxy-1042')).toEqual(['customer 充值两小时了\n还没到账 & 很急'])
    await frame.locator('#reply').fill('5 < 6 & <b>粗</b>\n第二行')
    await frame.locator('#reply').press('Enter')
    await expect
      .poll(() => page.locator('#editor').innerText(), SOON)
      .toBe('5 < 6 & <b>粗</b>\n第二行')
    expect(await page.locator('#editor b').count()).toBe(0)
    await page.evaluate(`window.ticket.conversation.push({ author: { role: 'end-user' }, channel: { name: 'native_messaging' },
      message: { content: '退款要几天到账', contentType: 'text/plain' }, timestamp: '2026-11-21T02:01:00Z' }); window.changed()`)
    await newest(frame, '您问：退款要几天到账')
  })

  test('junk and other windows are ignored with a plain note, and the panel works on', async () => {
    const frame = await visit(
      desk.put('/generic-2', example('generic').replaceAll('case-1042', 'case-2')),
    )
    await signIn(frame)
    await newest(frame, '您问：充值两小时了')
    const junk = [
      '1',
      'null',
      '{}',
      '{ sidecue: 2, type: "hello" }',
      '{ sidecue: 1, type: "conversation", ref: {} }',
      '{ sidecue: 1, type: "turns", ref: "case-2", turns: [{ speaker: "lead", text: "x" }] }',
      '"{\\"event\\":\\"appContext\\",\\"data\\":7}"',
      '{ sidecue: 1, type: "sign-in", role: "lead", key: "x" }',
      'new Array(9).fill({ sidecue: 1 })',
    ]
    await page.evaluate(`for (const one of [${junk.join(',')}])
      copilot.shadowRoot.querySelector('iframe').contentWindow.postMessage(one, '*')`)
    await frame.getByText('外层页面发来的消息看不懂').waitFor()
    await keepPicture(page, 'embed-junk-note')
    await newest(frame, '您问：充值两小时了')
  })

  test('a window of another origin is ignored with a plain note, whatever it says', async () => {
    const evil = foreign.put(
      '/evil',
      `<script>
      setInterval(() => top.frames[0].postMessage({ sidecue: 1, type: 'conversation', ref: 'stolen', turns: [] }, '*'), 50)
    </script>`,
    )
    const host = `${example('protocol')}<iframe id="evil" src="${evil}"></iframe>`
    const frame = await visit(desk.put('/protocol-2', host))
    await signIn(frame)
    await frame.getByText(`已忽略来自 ${foreign.origin} 的消息`).waitFor()
    await keepPicture(page, 'embed-wrong-origin')
    await takeSuggestion(frame, '您问：充值没到账')
    await expect.poll(() => page.locator('#reply').inputValue(), SOON).toBe('您问：充值没到账')
    expect(await turnsOf('stolen')).toEqual([])
  })

  test('a page that is not in desk.yml cannot show the panel', async () => {
    page = await browser.page()
    const refused: string[] = []
    page.on('console', (message) => refused.push(message.text()))
    await page.goto(foreign.put('/frame', `<iframe src="${server.url}/embed"></iframe>`))
    await expect.poll(() => refused.join('\n'), SOON).toMatch(/frame-ancestors/)
    const answer = await fetch(`${server.url}/embed`)
    expect(answer.headers.get('content-security-policy')).toContain(
      `frame-ancestors 'self' ${desk.origin} ${apps.origin}`,
    )
    const script = await fetch(`${server.url}/embed.js`)
    expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(
      (await fetch(`${server.url}/v1/session`)).headers.get('cross-origin-resource-policy'),
    ).toBe('same-origin')
  })

  test('no text leaves for another conversation than the one on the screen, and none without a key press', async () => {
    const frame = await visit(
      desk.put('/generic-3', example('generic').replaceAll('case-1042', 'case-3')),
    )
    await signIn(frame)
    await newest(frame, '您问：充值两小时了')
    await frame.locator('#reply').fill('给第三号的话')
    await page.evaluate(
      `copilot.setConversation({ ref: 'case-4', turns: [{ speaker: 'customer', text: '另一位客户' }] })`,
    )
    await newest(frame, '您问：另一位客户')
    expect(await frame.locator('#reply').inputValue()).toBe('')
    await page.evaluate(`copilot.setConversation({ ref: 'case-3' })`)
    await expect.poll(() => frame.locator('#reply').inputValue(), SOON).toBe('给第三号的话')
    // A script in the frame presses the button when no key of the agent counts any more, which takes five seconds.
    const inner = page.frames().find((one) => one.url().includes('/embed'))
    await inner?.evaluate(`Object.defineProperty(navigator, 'userActivation', { value: { isActive: false } })
      document.querySelector('.composer-actions .button-primary').click()`)
    await frame.getByText('内容还在').waitFor()
    expect(await page.locator('#reply').inputValue()).toBe('')
    expect(await frame.locator('#reply').inputValue()).toBe('给第三号的话')
  })

  test('two tabs on one ticket share one conversation, and each turn is stored once', async () => {
    const url = desk.put('/generic-5', example('generic').replaceAll('case-1042', 'case-5'))
    const first = await visit(url)
    await signIn(first)
    const other = await page.context().newPage()
    await other.goto(url)
    const second = other.frameLocator('iframe').first()
    await signIn(second)
    const turns = `[{ speaker: 'customer', text: '充值两小时了还没到账' }, { speaker: 'agent', text: '稍等' }, { speaker: 'customer', text: '怎么退款' }, { speaker: 'customer', text: '怎么退款' }]`
    await Promise.all([page, other].map((tab) => tab.evaluate(`copilot.setTurns(${turns})`)))
    for (const frame of [first, second]) await newest(frame, '您问：怎么退款')
    expect(await turnsOf('case-5')).toEqual([
      'customer 充值两小时了还没到账',
      'agent 稍等',
      'customer 怎么退款',
      'customer 怎么退款',
    ])
  })

  test('a key that ends in the frame is asked for again, and nothing typed is lost', async () => {
    const frame = await visit(
      desk.put('/generic-6', example('generic').replaceAll('case-1042', 'case-6')),
    )
    await signIn(frame)
    await newest(frame, '您问：充值两小时了')
    await frame.locator('#reply').fill('打了一半的话')
    const keys = access.keys.splice(0)
    await page.evaluate(
      `copilot.setTurns([{ speaker: 'customer', text: '充值两小时了还没到账' }, { speaker: 'customer', text: '退款要几天到账' }])`,
    )
    await frame.getByText('登录已失效，请再次登录').waitFor()
    await keepPicture(page, 'embed-expired')
    access.keys.push(...keys)
    await signIn(frame)
    await expect.poll(() => frame.locator('#reply').inputValue(), SOON).toBe('打了一半的话')
    await newest(frame, '您问：退款要几天到账')
  })

  test.each([
    ['zh-Hans', 'light'],
    ['zh-Hant', 'dark'],
    ['en', 'light'],
  ] as const)(
    '%s, %s: waiting, outside a frame, and with a conversation it passes the audit',
    async (lang, colorScheme) => {
      const host = example('generic')
        .replaceAll('case-1042', `look-${lang}`)
        .replace('id="copilot"', `id="copilot" lang="${lang}"`)
      const frame = await visit(desk.put(`/look-${lang}`, host), { colorScheme })
      await signIn(frame)
      await frame.locator('.card').first().waitFor()
      await keepPicture(page, `embed-${lang}-${colorScheme}`)
      await page.evaluate('copilot.clearConversation()')
      await frame.locator('.embed-empty').waitFor()
      await keepPicture(page, `embed-waiting-${lang}-${colorScheme}`)
      await page.goto(`${server.url}/embed?lang=${lang}`)
      await page.locator('.embed-empty').waitFor()
      expect(await auditPage(page)).toEqual([])
      await keepPicture(page, `embed-alone-${lang}-${colorScheme}`)
    },
  )

  test('the script is a few kB and asks for nothing else', async () => {
    const script = join(built, 'embed.js')
    const source = readFileSync(script, 'utf8')
    expect((await stat(script)).size).toBeLessThan(14_000)
    expect(gzipSync(source).length).toBeLessThan(5_000)
    expect(source).not.toMatch(/^\s*(?:import|export)\b/m)
  })
})
