import { rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { BOARD_TEXTS } from '../../src/panel/board/messages.ts'
import { auditPage } from './support/audit.ts'
import { BoardWorld, fillDesk, putManyTalks, putOverdueTicket } from './support/board-world.ts'
import {
  browserTests,
  keepPicture,
  launchBrowser,
  overflowOf,
  skipsBrowser,
  type TestBrowser,
} from './support/browser.ts'
import { buildPanel } from './support/build-panel.ts'

describe.skipIf(skipsBrowser)(`${browserTests}: the lead's board`, () => {
  let built: string
  let browser: TestBrowser
  let world: BoardWorld
  let desk: Awaited<ReturnType<typeof fillDesk>>
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    built = await buildPanel()
    world = new BoardWorld(built)
    await world.open()
    desk = await fillDesk(world)
    await putOverdueTicket(world.db, desk.late)
    browser = await launchBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await world?.close()
    await rm(built, { recursive: true, force: true })
  })
  afterEach(async () => {
    await page?.context().close()
    expect(faults.splice(0)).toEqual([])
  })

  async function visit(
    lang: string,
    options: Parameters<TestBrowser['page']>[0] = {},
    query = '',
  ): Promise<void> {
    page = await browser.page({ viewport: { width: 1_440, height: 820 }, ...options })
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) faults.push(message.text())
    })
    await page.goto(`${world.url}/board?lang=${lang}${query}`)
    await page.locator('.talk-row').first().waitFor({ state: 'attached' })
    // Alerts and overdue lists come a moment after the conversations.
    await page.locator('.alert').first().waitFor({ state: 'attached' })
    await page.locator('.overdue li').first().waitFor({ state: 'attached' })
  }
  const row = (id: string) => page.locator(`#talk-${id}`)
  const placeOf = async (id: string) => (await row(id).boundingBox())!.y

  test.each([
    ['zh-Hans', 1_440, 'light', true],
    ['zh-Hant', 900, 'dark', false],
    ['en', 390, 'light', false],
    ['zh-Hant', 390, 'dark', true],
  ] as const)(
    '%s, %i pixels wide, %s, conversation open: %s: fits and passes the audit',
    async (lang, width, colorScheme, isOpen) => {
      const options = { viewport: { width, height: 820 }, colorScheme }
      await visit(lang, options, isOpen ? `&talk=${desk.warned}` : '')
      if (isOpen) await page.locator('.detail .turn').first().waitFor()
      expect(await overflowOf(page)).toBe(0)
      expect(await auditPage(page)).toEqual([])
      await keepPicture(page, `board-${lang}-${width}-${colorScheme}${isOpen ? '-talk' : ''}`)
      if (width > 500 || isOpen) return
      for (const view of ['alerts', 'overdue'] as const) {
        await page.getByRole('button', { name: BOARD_TEXTS[lang].tabs[view] }).click()
        expect(await auditPage(page)).toEqual([])
        await keepPicture(page, `board-${lang}-${width}-${view}`)
      }
    },
  )

  test('who waits the longest stands first, what is late is said so, personal numbers are not shown', async () => {
    await visit('zh-Hans')
    const clocks = await page.locator('.talk-row[data-waits="true"] .wait-clock').allTextContents()
    const seconds = clocks.map((clock) =>
      clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0),
    )
    expect(seconds).toEqual([...seconds].sort((a, b) => b - a))
    expect(await row(desk.late).textContent()).toContain('已超时')
    expect(await page.locator('.talks').textContent()).not.toContain('13812345678')
    expect(await page.locator('.overdue').first().textContent()).toContain('星币少了一半')
    expect(await page.locator('.overdue').first().textContent()).toContain('逾期 2:0')
  })

  test('nothing moves under the pointer; let go, the list sorts itself', async () => {
    await visit('zh-Hans', { viewport: { width: 1_280, height: 2_600 } })
    const first = page.locator('.talk-row').first()
    const top = (await first.getAttribute('id'))!.replace('talk-', '')
    await first.hover()
    const before = await placeOf(top)
    const seq = Number(world.turns.get(top)) + 1
    await world.say(top, seq, 'agent', '您好，让您久等了，我来为您处理。')
    await row(top).getByText('我来为您处理').waitFor()
    expect(await placeOf(top)).toBe(before)
    await page.locator('.talks-moved').waitFor()
    expect(await placeOf(top)).toBe(before)
    await page.mouse.move(1_200, 20)
    await expect.poll(() => placeOf(top)).toBeGreaterThan(before)
    await page.locator('.talks-moved').waitFor({ state: 'hidden' })
  })

  test('by keys alone: down the list, into a conversation, back', async () => {
    await visit('en')
    await page.locator('.talks-box').focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    const active = await page.locator('.talks-box').getAttribute('aria-activedescendant')
    const second = await page.locator('.talk-row[aria-posinset="2"]').getAttribute('id')
    expect(active).toBe(second)
    await page.keyboard.press('Enter')
    await page.locator('.detail .turn').first().waitFor()
    expect(await page.locator('.talk-row[aria-selected="true"]').getAttribute('id')).toBe(second)
    expect(new URL(page.url()).searchParams.get('talk')).toBe(second!.replace('talk-', ''))
    await page.keyboard.press('Escape')
    expect(await page.locator('.detail').count()).toBe(0)
    await page.keyboard.press('3')
    await page.locator('.detail').waitFor()
  })

  test('a warning arrives as it is raised, is taken up with the time it took, and leads into the live talk', async () => {
    await visit('zh-Hans')
    const { length } = await page.locator('.alert-warning').all()
    const talk = await world.talk(3, [['customer', '再不处理我就去消协投诉你们']])
    await expect.poll(() => page.locator('.alert-warning').count()).toBe(length + 1)
    const card = page.locator('.alert-warning').first()
    await card.getByRole('button', { name: '看对话' }).click()
    await page.locator('.detail .turn').getByText('消协').waitFor()
    await world.say(talk, 2, 'agent', '非常抱歉，我马上为您处理。')
    await page.locator('.detail .turn').getByText('我马上为您处理').waitFor()
    await card.getByRole('button', { name: '受理' }).click()
    await expect.poll(() => page.locator('.alert-warning').count()).toBe(length)
    expect(await page.locator('.taken').textContent()).toMatch(/组长 0:\d\d 后受理/)
  })

  test('the tone is off until it is switched on, and stays so', async () => {
    await visit('zh-Hans')
    await page.evaluate(
      `window.tones = 0; const { start } = OscillatorNode.prototype;
       OscillatorNode.prototype.start = function (...given) { window.tones += 1; start.apply(this, given) }`,
    )
    const { length } = await page.locator('.alert-warning').all()
    await world.talk(1, [['customer', '我要找律师起诉你们']])
    await expect.poll(() => page.locator('.alert-warning').count()).toBe(length + 1)
    expect(await page.evaluate('tones')).toBe(0)
    await page.getByRole('button', { name: '提示音：关' }).click()
    expect(await page.evaluate('tones')).toBe(2)
    await world.talk(1, [['customer', '明天我就带记者上门找你们领导']])
    await expect.poll(() => page.evaluate('tones')).toBe(4)
    await page.reload()
    await page.getByRole('button', { name: '提示音：开' }).waitFor()
  })

  test("a note reaches the agent's panel, and so does the taking over; what was typed survives a server that is gone", async () => {
    await visit('zh-Hans', {}, `&talk=${desk.late}`)
    await page.locator('.detail .turn').first().waitFor()
    const agent = await browser.page({ viewport: { width: 400, height: 820 } })
    await agent.goto(`${world.url}/?lang=zh-Hant&conversation=${desk.late}`)
    await agent.locator('.turn').first().waitFor()
    const note = page.getByRole('textbox', { name: '写给坐席' })
    await note.fill('先安抚，退款我来批')
    await note.press('Enter')
    await page.getByText('坐席已能看到').waitFor()
    await agent.locator('.banner-note').getByText('先安抚，退款我来批').waitFor()
    expect(await auditPage(agent)).toEqual([])
    await keepPicture(agent, 'board-note-in-panel-400')
    await agent.locator('.banner-note').getByRole('button').click()
    expect(await agent.locator('.banner-note').count()).toBe(0)

    await note.fill('这个对话我来接')
    await page.getByRole('checkbox', { name: '由我接手这个对话' }).check()
    await page.getByRole('button', { name: '接手并告知坐席' }).click()
    await page.getByText('接手前请填写您的称呼').waitFor()
    await page.getByRole('textbox', { name: '您的称呼' }).fill('王组长')
    await world.stop()
    await page.getByRole('button', { name: '接手并告知坐席' }).click()
    await page.getByText('没有发出去').waitFor()
    expect(await note.inputValue()).toBe('这个对话我来接')
    await world.restart()
    await page.getByRole('button', { name: '接手并告知坐席' }).click()
    await page.getByText('已由您接手').waitFor()
    await agent.locator('.banner-note').getByText('王组长已接手這個對話').waitFor()
    await expect.poll(() => row(desk.late).textContent()).toContain('王组长')
    await agent.context().close()
  }, 30_000)

  test('after a restart of the server the board has everything that happened meanwhile', async () => {
    const quiet = await world.talk(8, [['customer', '请问怎么开发票']])
    await visit('en', { viewport: { width: 1_280, height: 2_600 } })
    await row(quiet).waitFor({ state: 'attached' })
    await world.stop()
    await page.getByText('Lost the server').waitFor()
    await world.restart()
    // Before the page has found the server again.
    await world.say(quiet, 2, 'agent', '您好，请在订单页申请。')
    await world.say(quiet, 3, 'customer', '找不到，我要找媒体曝光你们')
    await page.getByText('Lost the server').waitFor({ state: 'detached', timeout: 15_000 })
    await row(quiet).getByText('找不到，我要找媒体').waitFor()
    await page.locator('.alert-warning').getByText('媒体').first().waitFor()
  }, 30_000)

  test('500 conversations: few rows are drawn, and a storm of events leaves the page at ease', async () => {
    const ids = await putManyTalks(world.db, 500)
    await visit('zh-Hans', { viewport: { width: 1_440, height: 820 } })
    await expect
      .poll(async () => Number(await page.locator('.board-figures dd').first().textContent()))
      .toBeGreaterThan(500)
    expect(await page.locator('.talk-row').count()).toBeLessThan(45)
    await page.evaluate("document.querySelector('.talks-box').scrollTop = 12000")
    await expect.poll(() => page.locator('.talk-row').count()).toBeLessThan(45)
    expect(await page.locator('.talk-row').first().isVisible()).toBe(true)
    await page.evaluate(
      `window.longest = 0; new PerformanceObserver((list) => {
         for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration)
       }).observe({ type: 'longtask' })`,
    )
    for (let n = 0; n < 200; n += 1) await world.say(ids[n]!, 2, 'agent', `回复 ${n}`)
    const last = ids[199]!
    await expect
      .poll(async () => (await row(last).count()) === 0 || (await row(last).textContent()))
      .toBeTruthy()
    // A generous limit: the machine that tests is shared. A page that draws every row anew takes seconds.
    expect(Number(await page.evaluate('longest'))).toBeLessThan(1_000)
    await keepPicture(page, 'board-500')
  }, 60_000)

  test('what cannot be done, and a sign-in that has ended, are said in a sentence', async () => {
    await visit('en')
    await page.route('**/v1/warnings/*/take', (route) => route.abort())
    await page.locator('.alert-warning').first().getByRole('button', { name: 'Take up' }).click()
    await page.getByRole('alert').getByText('That did not work').waitFor()
    await page.route('**/v1/team/**', (route) =>
      route.fulfill({ status: 401, json: { code: 'UNAUTHENTICATED' } }),
    )
    await page.reload()
    await page.getByText('Your sign-in has ended').waitFor()
  })

  test('an agent is told in a sentence that the board is not theirs', async () => {
    page = await browser.page()
    await page.route('**/v1/session', async (route) => {
      const answer = await route.fetch()
      const session = (await answer.json()) as object
      await route.fulfill({ json: { ...session, isDemo: false, role: 'agent' } })
    })
    await page.goto(`${world.url}/board?lang=zh-Hans`)
    await page.getByText('看板只对组长开放').waitFor()
    expect(await auditPage(page)).toEqual([])
  })
})
