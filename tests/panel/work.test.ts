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
import { ANSWER } from './support/scripted-desk.ts'
import { ScriptedServer } from './support/scripted-server.ts'

/** What stands around the suggestion: timers, reminders, class, alternatives, contents, the check; and bad days. */
describe.skipIf(skipsBrowser)(`at work, ${browserTests}`, () => {
  let built: string
  let browser: TestBrowser
  let server: ScriptedServer
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
    await server.start()
  })
  afterEach(async () => {
    await page?.context().close()
    await server.stop()
    expect(faults).toEqual([])
  })

  /** A question asked and answered, the reply box left so that letters are keys. */
  async function talk(options: Parameters<TestBrowser['page']>[0] = {}, lang = 'zh-Hans') {
    page = await browser.page(options)
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${server.url}?lang=${lang}`)
    await page.locator('.sample').first().waitFor()
    await page.locator('#reply').fill('充值两小时了还没到账')
    await page.keyboard.press('Enter')
    await page.locator('.sentence').first().waitFor()
    await page.keyboard.press('Escape')
  }
  const reply = () => page.locator('#reply')
  const writeAsAgent = async (words: string) => {
    await page.keyboard.press('s')
    await reply().fill(words)
  }
  /** `place`: in the words of the box itself. */
  const scrollTo = (place: string) =>
    page.evaluate(`(() => { const { scrollHeight } = document.querySelector('.transcript')
      document.querySelector('.transcript').scrollTop = ${place} })()`)
  const pasted = () => page.evaluate('navigator.clipboard.readText()')

  test('the wait for a reply counts down, is marked when it comes near, and counts on when it is over', async () => {
    server.guide.waitFor(62_500)
    await talk()
    const timer = page.getByRole('timer')
    await timer.filter({ hasText: /1:0\d/ }).waitFor()
    await page.locator('.timer-urgent').waitFor()
    server.guide.waitFor(-5_000)
    server.emit('stage-changed', { stage: 'listening', from: 'greeting', skipped: [] })
    await timer.filter({ hasText: /回复已超时 0:0\d/ }).waitFor()
  })

  test('a clock that is three years wrong changes no countdown', async () => {
    server.guide.waitFor(120_000)
    page = await browser.page()
    await page.addInitScript('const wrong = Date.now; Date.now = () => wrong() + 1e11')
    await page.goto(`${server.url}?lang=en`)
    await page.locator('.sample').first().waitFor()
    await page.locator('#reply').fill('充值没到账')
    await page.keyboard.press('Enter')
    await page
      .getByRole('timer')
      .filter({ hasText: /Reply in 1:5\d/ })
      .waitFor()
  })

  test('what the service flow wants next stands in one line, and its key inserts the phrase', async () => {
    await talk()
    await page.getByText('请复述确认').waitFor()
    server.emit('timer-due', {
      ...{ kind: 'idle-reminder', due: '', since: '', turn: 1, next: null },
      phrase: '您好，请问您还在线吗？',
    })
    await page.getByText('客户没有回应').waitFor()
    await keepPicture(page, 'work-nudge')
    await page.keyboard.press('h')
    await expect.poll(() => reply().inputValue()).toBe('您好，请问您还在线吗？')
  })

  test('the class shows where it was read from, is corrected by key and digit, and taken back', async () => {
    await talk()
    const chip = page.getByRole('button', { name: /业务模块: 充值与支付 \(把握小\)/ })
    await chip.hover()
    await page.locator('.turn-lit').waitFor()
    await page.mouse.move(5, 5)
    await page.keyboard.press('f')
    const chooser = page.getByRole('dialog', { name: '更正分类' })
    expect(await chooser.textContent()).toContain('依据第 1 句: 没到账')
    await keepPicture(page, 'work-class')
    expect(await auditPage(page)).toEqual([])
    await page.keyboard.press('1')
    await page.getByText('业务模块已改为“账号”').waitFor()
    expect(server.guide.corrections).toEqual([{ field: 'module', value: 'account' }])
    await page.getByRole('button', { name: '恢复' }).click()
    await expect.poll(() => server.guide.undone).toEqual(['k-1'])
    await chip.or(page.getByRole('button', { name: /业务模块: 账号/ })).waitFor()
  })

  test('other articles that may be meant stand last, move no button when they come, and a digit opens one', async () => {
    server.searchDelayMs = 600
    await talk({ viewport: { width: 1_280, height: 900 }, reducedMotion: 'reduce' })
    const before = await page.locator('.card .button-primary').boundingBox()
    expect(await page.locator('.alternatives').count()).toBe(0)
    await page.locator('.alternatives').getByText('充错账号怎么办').waitFor()
    expect(await page.locator('.card .button-primary').boundingBox()).toEqual(before)
    await page.keyboard.press('1')
    await page.getByText('打不开这篇文章').waitFor()
  })

  test('edit puts the caret before the words, insert behind them', async () => {
    await talk()
    const caret = () => page.evaluate('document.querySelector("#reply").selectionStart')
    await page.keyboard.press('e')
    await expect.poll(() => reply().inputValue()).toContain('很抱歉')
    expect(await caret()).toBe(0)
  })

  test('the contents list what the agent may read, module by module', async () => {
    await talk({ viewport: { width: 480, height: 820 } })
    await page.keyboard.press('d')
    await page.getByRole('button', { name: /怎样关闭自动续费/ }).waitFor()
    const lines = await page.locator('.browse h3').allTextContents()
    expect(lines.map((line) => line.replace(/\d.*/, ''))).toEqual(['充值与支付', '会员', '其他'])
    await keepPicture(page, 'work-contents')
    expect(await auditPage(page)).toEqual([])
    await page.getByRole('button', { name: /充值未到账怎么办/ }).click()
    await page.locator('.article-body').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('d')
    await page.locator('.card').waitFor()
  })

  test('a passage is copied with where it stands; what is for agents only offers no copy', async () => {
    await talk()
    await page.locator('.sentence').last().click()
    await page.locator('.article mark').first().waitFor()
    await page.keyboard.press(',')
    await page.locator('.article-notice').filter({ hasText: '已复制' }).waitFor()
    const words = String(await pasted())
    expect(words).toContain('1. 请先下拉刷新')
    expect(words).toMatch(/——《充值未到账怎么办》第 1 行起（recharge-not-arrived）$/)
    expect(words).not.toContain('登记时必填')
    expect(await page.locator('.article .guidance').getByRole('button').count()).toBe(0)
  })

  test('selecting the whole page copies nothing that customers must not be told', async () => {
    await talk()
    await page.locator('.card .guidance').waitFor()
    await page.evaluate('navigator.clipboard.writeText("")')
    await page.locator('.card .guidance').click()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+c')
    expect(String(await pasted())).not.toContain('登记时必填')
    expect(await page.evaluate('String(getSelection())')).not.toContain('登记时必填')
  })

  test('what the check finds is marked in the words themselves, line for line', async () => {
    await talk()
    await writeAsAgent(`${'好的，'.repeat(40)}你自己不会看吗？见 bit.ly/x`)
    await page.locator('.mark-block').waitFor()
    expect(await page.locator('.mark').allTextContents()).toEqual(['你自己不会看吗', 'bit.ly/x'])
    const heights = '[...document.querySelectorAll(".draft-text")].map((e) => e.scrollHeight)'
    const [marks, box] = (await page.evaluate(heights)) as number[]
    expect(Math.abs((marks ?? 0) - (box ?? 0))).toBeLessThan(2)
    await keepPicture(page, 'work-marks')
    expect(await auditPage(page)).toEqual([])
  })

  test('a doubtful reply goes out with a reason, which is written down', async () => {
    await talk()
    await writeAsAgent('你自己不会看吗？')
    await reply().press('Enter')
    await page.getByText('为什么仍要发送').waitFor()
    await reply().press('Alt+3')
    await page.locator('.turn-agent').waitFor()
    expect(server.overrides).toEqual([{ check: 'check-1', body: { reason: 'approved' } }])
  })

  test('without a check the reply waits for a second press', async () => {
    await talk()
    server.breaksCheck = true
    await writeAsAgent('好的，请稍等')
    await reply().press('Enter')
    await page.getByText('发送前检查没有查成').waitFor()
    expect(await page.locator('.turn-agent').count()).toBe(0)
    await reply().press('Enter')
    await page.locator('.turn-agent').waitFor()
  })

  test('nothing moves under the pointer: a newer suggestion waits, and what comes beside it shifts no button', async () => {
    await talk({ reducedMotion: 'reduce' })
    const insert = page.locator('.card .button-primary')
    await insert.hover()
    const before = await insert.boundingBox()
    server.append({ seq: 2, speaker: 'customer', text: '年底有返利吗' })
    server.emit('class-changed', {})
    server.emit('stage-changed', { stage: 'solving', from: 'greeting', skipped: ['confirming'] })
    const warning = { group: 'media', name: '媒体曝光', seq: 2, cue: '…', calm: '…' }
    server.emit('warning-raised', { ...warning, questions: ['何时'] })
    await page.getByText('有更新的建议').waitFor()
    expect(await insert.boundingBox()).toEqual(before)
    expect(await page.locator('.card .say').textContent()).toContain('很抱歉')
    await keepPicture(page, 'work-newer')
    await page.mouse.move(5, 300)
    await page.getByText('没有找到可以告知客户的内容').waitFor()
  })

  test('a warning that a lead has taken up says so', async () => {
    await talk()
    const warning = { group: 'media', name: '媒体曝光', seq: 1, cue: '找记者', calm: '…' }
    server.emit('warning-raised', { ...warning, questions: [] })
    await page.getByText('请立即告知组长').waitFor()
    server.emit('warning-taken', {
      ...warning,
      warning: 'w',
      by: 'lead',
      at: new Date().toISOString(),
    })
    await page.getByText(/组长 \d\d:\d\d 已接手/).waitFor()
  })

  test('a thousand turns: only those in sight are drawn, and the one a label came from is brought into sight', async () => {
    await talk()
    server.suggestsByItself = false
    for (let seq = 2; seq <= 1_000; seq += 1) {
      server.append({ seq, speaker: seq % 2 ? 'agent' : 'customer', text: `第 ${seq} 句` })
    }
    await page.getByText('第 1000 句', { exact: true }).waitFor()
    expect(await page.locator('.turn').count()).toBeLessThan(60)
    await scrollTo('0')
    await page.locator('[data-line="1"]').waitFor()
    await scrollTo('scrollHeight / 2')
    await page.locator('[data-line="500"]').waitFor()
    await page.locator('.class-strip .chip').first().hover()
    await page.locator('[data-line="1"].turn-lit').waitFor()
  })

  test('two tabs of one conversation: what one sends the other shows, and does not offer to send again', async () => {
    await talk()
    const other = await page.context().newPage()
    other.on('pageerror', (error) => faults.push(error.message))
    const id = await page.evaluate('sessionStorage.getItem("sidecue.conversation")')
    await other.goto(`${server.url}?lang=zh-Hans&conversation=${id}`)
    await other.locator('.card').waitFor()
    await other.getByText('坐席', { exact: true }).first().click()
    await other.locator('#reply').fill('好的，请稍等')
    await writeAsAgent('好的，请稍等')
    await reply().press('Enter')
    await other.locator('.turn-agent').waitFor()
    await expect.poll(() => other.locator('#reply').inputValue()).toBe('')
    await other.locator('#reply').fill('还有别的要说')
    await reply().fill('再补一句')
    await reply().press('Enter')
    await other.getByText('再补一句').waitFor()
    expect(await other.locator('#reply').inputValue()).toBe('还有别的要说')
  })

  test('a key that ends while a reply is sent: a plain sentence, the words stay', async () => {
    await talk()
    server.key = 'another-key'
    await reply().fill('写了一半的回复')
    await reply().press('Enter')
    await page.getByText(/没有发出去.*登录已失效/).waitFor()
    expect(await reply().inputValue()).toBe('写了一半的回复')
  })

  test('an outcome this page has never heard of, and no names for labels, break nothing', async () => {
    await talk()
    server.suggest({ ...ANSWER, id: 's-new', outcome: 'celebrate' as never })
    server.emit('party-started' as never, {})
    await page.locator('.card').getByText('建议回复').waitFor()
  })

  for (const [lang, colorScheme] of [
    ['zh-Hans', 'light'],
    ['zh-Hant', 'dark'],
    ['en', 'light'],
  ] as const) {
    test(`${lang}, ${colorScheme}: timers, class, check and contents fit at every width`, async () => {
      server.guide.waitFor(50_000)
      await talk({ colorScheme, reducedMotion: 'reduce' }, lang)
      const found: string[] = []
      const look = async (what: string) => {
        for (const width of [320, 400, 480, 1_280]) {
          await page.setViewportSize({ width, height: 820 })
          expect(await overflowOf(page)).toBe(0)
          await keepPicture(page, `work-${what}-${lang}-${colorScheme}-${width}`)
        }
        found.push(...(await auditPage(page)))
      }
      await page.locator('.alternatives').waitFor()
      await look('card')
      await page.keyboard.press('f')
      await page.locator('.chooser').waitFor()
      await look('class')
      await page.keyboard.press('Escape')
      await page.keyboard.press('d')
      await page.locator('.browse-line').first().waitFor()
      await look('contents')
      await page.keyboard.press('d')
      await writeAsAgent('你自己不会看吗？见 bit.ly/x')
      await page.locator('.mark-block').waitFor()
      await look('check')
      expect([...new Set(found)]).toEqual([])
    })
  }
})
