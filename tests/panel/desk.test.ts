import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Conversation } from '../../src/http/api-types.ts'
import { auditPage } from './support/audit.ts'
import {
  browserTests,
  keepPicture,
  launchBrowser,
  overflowOf,
  skipsBrowser,
  type TestBrowser,
} from './support/browser.ts'
import { buildPanel, SERVED_PANEL } from './support/build-panel.ts'
import { RealServer } from './support/real-server.ts'

/** The panel on the real server with the sample desk: what a visitor sees after `npm start`. */
describe.skipIf(skipsBrowser)(`${browserTests}, real server`, () => {
  let browser: TestBrowser
  let page: Page
  const server = new RealServer()
  const faults: string[] = []

  beforeAll(async () => {
    await buildPanel(SERVED_PANEL)
    await server.start()
    browser = await launchBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server.remove()
  })
  afterEach(async () => {
    await page?.context().close()
    expect(faults.splice(0)).toEqual([])
  })

  async function visit(lang: string, width = 1_280) {
    page = await browser.page({ viewport: { width, height: 820 } })
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      // A refused style or script would be told here, and nowhere else.
      if (message.text().includes('Content Security Policy')) faults.push(message.text())
    })
    await page.goto(`${server.url}/?lang=${lang}`)
    await page.locator('.sample').first().waitFor()
  }
  async function sayAsCustomer(label: string, text: string) {
    await page.getByRole('textbox', { name: label }).fill(text)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
  }
  async function stored(): Promise<Conversation> {
    const id = await page.evaluate('sessionStorage.getItem("sidecue.conversation")')
    return (await fetch(`${server.url}/v1/conversations/${id}`)).json() as Promise<Conversation>
  }

  test('plays the sample conversation: answer with its source, insert, judge, refusal, end', async () => {
    await visit('zh-Hans')
    await page.keyboard.press('1')
    await page.keyboard.press('v')
    await page.keyboard.press('v')
    await page.locator('.sentence').first().waitFor({ timeout: 30_000 })
    await page.keyboard.press('p')
    expect(await page.locator('.source-title').first().textContent()).toContain('充值未到账怎么办')
    await keepPicture(page, 'sample-answer')

    await page.locator('.sentence').first().click()
    await page.locator('.article mark').first().waitFor()
    const quote = await page.locator('.article mark').first().textContent()
    expect(quote?.length).toBeGreaterThan(5)
    await keepPicture(page, 'sample-article')
    await page.keyboard.press('Escape')

    const said = await page.locator('.card .say').textContent()
    await page.keyboard.press('i')
    const reply = page.getByRole('textbox', { name: '回复' })
    await expect.poll(() => reply.inputValue()).not.toBe('')
    expect(said?.replace(/\s/g, '')).toContain(
      (await reply.inputValue()).replace(/\s/g, '').slice(0, 20),
    )
    await page.keyboard.press('Alt+y')
    await page.getByText('谢谢，已记录。').waitFor()
    const { suggestions } = await stored()
    expect(suggestions.some(({ feedback }) => feedback === 'helpful')).toBe(true)
    await reply.fill('')
    await page.keyboard.press('Escape')

    await page.keyboard.press('p')
    await page.getByText('示例已放完').waitFor({ timeout: 60_000 })
    expect((await stored()).turns).toHaveLength(7)
    await keepPicture(page, 'sample-end')
  }, 120_000)

  test('an unreleased event: the card says that nothing was found, and hints at nothing', async () => {
    await visit('zh-Hans', 400)
    await sayAsCustomer('回复', '双旦充值返利活动是什么时候？')
    await page.locator('.card').waitFor()
    expect(await page.locator('.card .outcome').textContent()).toBe('没有找到可以告知客户的内容')
    expect(await page.locator('.card .guidance, .card .why, .card .confidence').count()).toBe(0)
    expect(await page.locator('.card').textContent()).toContain('接下来可以')
  })

  test('the reply is checked before it goes out', async () => {
    await visit('zh-Hans', 400)
    await sayAsCustomer('回复', '充值两小时了还没到账')
    await page.locator('.card').waitFor()
    await page.keyboard.press('s')
    await page.getByRole('textbox', { name: '回复' }).fill('您好，请看 http://bit.ly/xx')
    await page.locator('.finding-block').waitFor()
    await page.getByRole('textbox', { name: '回复' }).press('Enter')
    await page.getByText('请先改掉标为“不能发送”的内容').waitFor()
    expect((await stored()).turns).toHaveLength(1)
  })

  test('a restart of the server loses nothing: what was said meanwhile comes after it', async () => {
    await visit('en', 400)
    await sayAsCustomer('Reply', 'How do I turn off auto-renewal of my membership?')
    await page.locator('.card').waitFor()
    const { id, turns } = await stored()
    await page.getByRole('textbox', { name: 'Reply' }).fill('half a reply')
    await server.stop()
    await page.getByText('Lost the server').waitFor()
    await server.start()
    const seq = (turns.at(-1)?.seq ?? 0) + 1
    await fetch(`${server.url}/v1/conversations/${id}/turns`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ seq, speaker: 'customer', text: 'Are you still there?' }),
    })
    await page.getByText('Are you still there?').waitFor({ timeout: 20_000 })
    await page.getByText('Lost the server').waitFor({ state: 'detached' })
    expect(await page.getByRole('textbox', { name: 'Reply' }).inputValue()).toBe('half a reply')
  }, 60_000)

  test('search finds articles as one types, and shows them at the passage found', async () => {
    await visit('zh-Hans', 320)
    await page.keyboard.press('/')
    await page.keyboard.type('年度会员退款')
    await page.locator('.found-line').first().waitFor()
    expect(await overflowOf(page)).toBe(0)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('.article [data-cited]').first().waitFor()
    await keepPicture(page, 'search-article-320')
    expect(await overflowOf(page)).toBe(0)
  })

  for (const [lang, label, question] of [
    ['zh-Hans', '回复', '充值两小时了还没到账'],
    ['zh-Hant', '回覆', '儲值兩個小時了星幣還沒到'],
    ['en', 'Reply', 'I paid two hours ago and the coins have not arrived'],
  ] as const) {
    test(`${lang}: a first answer, nothing to object to for WCAG 2.2 AA`, async () => {
      await visit(lang, 400)
      await sayAsCustomer(label, question)
      await page.locator('.card').waitFor()
      await keepPicture(page, `desk-${lang}-400`)
      expect(await auditPage(page)).toEqual([])
      expect(await overflowOf(page)).toBe(0)
    })
  }
})
