import { rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditPage } from './support/audit.ts'
import {
  browserTests,
  keepPicture,
  launchBrowser,
  overflowOf,
  skipsBrowser,
  type TestBrowser,
} from './support/browser.ts'
import { buildPanel } from './support/build-panel.ts'
import { ScriptedServer } from './support/scripted-server.ts'
import { ScriptedTickets } from './support/scripted-tickets.ts'

/** The ticket as it is reviewed beside the conversation. */
describe.skipIf(skipsBrowser)(`tickets, ${browserTests}`, () => {
  let built: string
  let browser: TestBrowser
  let server: ScriptedServer
  let tickets: ScriptedTickets
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    built = await buildPanel()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await rm(built, { recursive: true, force: true })
  })
  beforeEach(async () => {
    faults.length = 0
    server = new ScriptedServer(built)
    tickets = new ScriptedTickets(server)
    await server.start()
  })
  afterEach(async () => {
    await page?.context().close()
    await server.stop()
    expect(faults).toEqual([])
  })

  /** A talk of three turns, the reply box left so that letters are keys. */
  async function talk(options: Parameters<TestBrowser['page']>[0] = {}, lang = 'zh-Hans') {
    page = await browser.page({ viewport: { width: 1_000, height: 820 }, ...options })
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${server.url}?lang=${lang}`)
    await page.locator('.sample').waitFor()
    await page.locator('#reply').fill('充值两小时了还没到账')
    await page.keyboard.press('Enter')
    await page.locator('.turn').waitFor()
    server.append({ seq: 2, speaker: 'agent', text: '我们24小时内给您回复。' })
    server.append({ seq: 3, speaker: 'customer', text: '我要退款，电话13812345678' })
    await page.locator('[data-line="3"]').waitFor()
    await page.keyboard.press('Escape')
  }
  async function openTicket(options?: Parameters<typeof talk>[0], lang?: string) {
    await talk(options, lang)
    tickets.draft(await conversation())
    await page.keyboard.press('u')
    await page.locator('.ticket').waitFor()
  }
  const conversation = async () =>
    String(await page.evaluate('sessionStorage.getItem("sidecue.conversation")')).replaceAll(
      '"',
      '',
    )
  const box = (name: string) => page.locator('.ticket').getByRole('textbox', { name })
  const button = (name: string) => page.locator('.ticket').getByRole('button', { name })
  const lit = () => page.locator('.turn-lit .turn-seq').allTextContents()

  test('before anything was drafted there is one line; then the draft comes by itself', async () => {
    await talk()
    await page.keyboard.press('u')
    await page.getByText('还没有工单草稿').waitFor()
    await keepPicture(page, 'ticket-empty')
    expect(await auditPage(page)).toEqual([])
    tickets.draft(await conversation())
    await page.locator('.ticket').waitFor()
    await page.keyboard.press('u')
    await page.locator('.ticket').waitFor({ state: 'detached' })
    await page.locator('.card').waitFor()
  })

  test('the turns that a place came from are lit while it has the focus, of a summary those of its line', async () => {
    await openTicket()
    await box('问题描述').focus()
    expect(await lit()).toEqual(['1'])
    await page.getByRole('combobox', { name: '紧急程度' }).focus()
    expect(await lit()).toEqual(['3'])
    await box('问题').last().focus()
    await page.keyboard.press('Control+Home')
    expect(await lit()).toEqual(['1'])
    await page.keyboard.press('ArrowDown')
    await expect.poll(lit).toEqual(['3'])
    await keepPicture(page, 'ticket-evidence')
    await page.keyboard.press('Escape')
    await page.locator('.ticket').waitFor({ state: 'detached' })
    expect(await lit()).toEqual([])
  })

  test('what is typed is saved when it is left, and only what was changed', async () => {
    await openTicket()
    await box('用户的诉求').fill('补发星币')
    await page.keyboard.press('Enter')
    await page.getByText('已保存').waitFor()
    await box('问题描述').focus()
    await box('用户的诉求').focus()
    await page.keyboard.press('Escape')
    expect(tickets.sent).toEqual([
      {
        method: 'PATCH',
        path: '/v1/tickets/t-1',
        body: { version: 1, values: { 'field.request': '补发星币' } },
      },
    ])
  })

  test('a question that is still to be asked goes into the reply', async () => {
    await openTicket()
    await button('填入这个问题').click()
    expect(await page.locator('#reply').inputValue()).toBe('请问怎么称呼您？')
  })

  test('personal data is masked until it is asked for', async () => {
    await openTicket()
    expect(await box('联系电话或邮箱').inputValue()).toBe('138****5678')
    expect(await box('联系电话或邮箱').getAttribute('readonly')).not.toBe(null)
    await button('显示完整信息').click()
    await expect.poll(() => box('联系电话或邮箱').inputValue()).toBe('13812345678')
    await box('联系电话或邮箱').fill('13900001111')
    await box('问题描述').focus()
    await page.getByText('已保存').waitFor()
    expect(tickets.sent.at(-1)!.body).toMatchObject({ values: { 'field.contact': '13900001111' } })
  })

  test('somebody was faster: what changed is said plainly, what was typed stays, and the agent decides', async () => {
    await openTicket()
    await box('用户的诉求').fill('补发星币')
    tickets.editElsewhere('field.request', '只要道歉')
    await page.keyboard.press('Enter')
    const clash = page.getByRole('alert').filter({ hasText: '已经有人改过' })
    await clash.waitFor()
    expect(await clash.textContent()).toContain('同事把“用户的诉求”从“退款”改成“只要道歉”')
    expect(await box('用户的诉求').inputValue()).toBe('补发星币')
    await keepPicture(page, 'ticket-conflict')
    expect(await auditPage(page)).toEqual([])
    await page.getByRole('button', { name: '保留我写的' }).click()
    await page.getByText('已保存').waitFor()
    expect(tickets.ticket!.fields.find(({ path }) => path === 'field.request')!.value).toBe(
      '补发星币',
    )

    await box('问题描述').fill('到账很慢')
    tickets.editElsewhere('field.problem', '一直没到账')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '改用最新的' }).click()
    await expect.poll(() => box('问题描述').inputValue()).toBe('一直没到账')
  })

  test('a ticket that changed unseen is not approved; what changed is shown first', async () => {
    await openTicket()
    await box('用户姓名或称呼').fill('王先生')
    await page.keyboard.press('Enter')
    await page.getByText('已保存').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('u')
    await page.locator('.ticket').waitFor()
    await server.stop()
    tickets.editElsewhere('field.request', '只要道歉')
    await server.start()
    await page.keyboard.press('Alt+a')
    const outcome = page.getByText('您打开之后工单又变了').or(page.getByText('正在发往处理部门'))
    await outcome.first().waitFor()
    if (tickets.ticket!.state !== 'approved') {
      await page.getByRole('button', { name: '知道了' }).click()
      await page.keyboard.press('Alt+a')
      await page.getByText('正在发往处理部门').waitFor()
    }
    expect(tickets.ticket!.state).toBe('approved')
  })

  test('approved by key: what is missing wants a reason, by digit; then it says where it is', async () => {
    await openTicket()
    await box('用户的诉求').fill('补发星币')
    await page.keyboard.press('Alt+a')
    await page.getByText('还有 1 项不齐').waitFor()
    await keepPicture(page, 'ticket-accept')
    expect(await auditPage(page)).toEqual([])
    await page.keyboard.press('Alt+1')
    await page.getByText('已批准，正在发往处理部门').waitFor()
    expect(tickets.sent.map(({ path, body }) => [path.split('/').at(-1), body])).toEqual([
      ['t-1', { version: 1, values: { 'field.request': '补发星币' } }],
      ['approval', { version: 2 }],
      ['approval', { version: 2, accept: { reason: 'customer-gone' } }],
    ])
    tickets.deliver()
    await page.getByText('处理部门已收到 (INC-7)').waitFor()
    expect(await box('问题描述').getAttribute('readonly')).not.toBe(null)
    await keepPicture(page, 'ticket-dispatched')
    await button('重新打开').click()
    await page.getByText('批准后才会再派发').waitFor()
  })

  test('rejected by key, with a reason', async () => {
    await openTicket()
    await page.keyboard.press('z')
    await page.getByText('为什么不需要？').waitFor()
    await page.keyboard.press('2')
    await page.getByText('已作废').waitFor()
    expect(tickets.sent.at(-1)!.body).toEqual({ version: 1, reason: 'duplicate' })
  })

  test('when the conversation ends the draft is there to be reviewed', async () => {
    await talk()
    tickets.draft(await conversation())
    server.emit('conversation-closed', {
      closedAt: new Date().toISOString(),
      by: null,
      reason: null,
    })
    await page.locator('.ticket').waitFor()
  })

  for (const [lang, colorScheme] of [
    ['zh-Hans', 'light'],
    ['zh-Hant', 'dark'],
    ['en', 'light'],
  ] as const)
    test(`${lang}, ${colorScheme}: nothing to object to for WCAG 2.2 AA at any width`, async () => {
      await openTicket({ colorScheme, reducedMotion: 'reduce' }, lang)
      const found: string[] = []
      for (const width of [320, 400, 1_000, 1_360]) {
        await page.setViewportSize({ width, height: 820 })
        expect(await overflowOf(page)).toBe(0)
        await keepPicture(page, `ticket-${lang}-${colorScheme}-${width}`)
        if (width === 320 || width === 1_000) found.push(...(await auditPage(page)))
      }
      expect([...new Set(found)]).toEqual([])
    })
})
