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
import { ANSWER, NO_ANSWER } from './support/scripted-desk.ts'
import { ScriptedServer } from './support/scripted-server.ts'

/** Every state of the screen, brought about by a scripted server. The real one is met in `desk.test.ts`. */
describe.skipIf(skipsBrowser)(browserTests, () => {
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

  async function visit(options: Parameters<TestBrowser['page']>[0] = {}, lang = 'zh-Hans') {
    page = await browser.page(options)
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${server.url}?lang=${lang}`)
    await page.locator('.sample').waitFor()
  }
  async function speakAsCustomer(text: string) {
    await page.getByRole('textbox', { name: '回复' }).fill(text)
    await page.keyboard.press('Enter')
  }
  async function askAboutRecharge() {
    await visit()
    await speakAsCustomer('充值两小时了还没到账')
    await page.locator('.sentence').first().waitFor()
    // Out of the reply box, so that letters are keys again.
    await page.keyboard.press('Escape')
  }
  async function playToTheAnswer() {
    await page.keyboard.press('p')
    await page.locator('.player').waitFor()
    await page.keyboard.press('p')
    for (let steps = 0; steps < 4 && (await page.locator('.sentence').count()) === 0; steps += 1) {
      await page.keyboard.press('.')
      await page.waitForTimeout(120)
    }
    await page.locator('.sentence').first().waitFor()
  }
  const said = () => page.locator('.card .say')
  const reply = () => page.getByRole('textbox', { name: '回复' })

  test('a visitor reaches the first inserted answer with two keys', async () => {
    await visit()
    await page.keyboard.press('p')
    await page.locator('.sentence').first().waitFor()
    await page.keyboard.press('i')
    expect(await reply().inputValue()).toContain('很抱歉让您久等了')
    await expect.poll(() => server.feedback.length).toBeGreaterThan(0)
    expect(server.feedback[0]?.body).toEqual({ verdict: 'inserted' })
  })

  test('each sentence tells on hover and on focus where it stands', async () => {
    await askAboutRecharge()
    await page.mouse.move(5, 5)
    await page.mouse.move(9, 9)
    await page.locator('.sentence').first().hover()
    await page.getByRole('tooltip').waitFor()
    expect(await page.getByRole('tooltip').textContent()).toContain('知识库原文')
    await page.mouse.move(5, 5)
    await page.getByRole('tooltip').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '清空' }).or(page.getByPlaceholder('查知识库')).focus()
    for (let tabs = 0; tabs < 14 && !(await page.getByRole('tooltip').isVisible()); tabs += 1) {
      await page.keyboard.press('Tab')
      await page.waitForTimeout(50)
    }
    expect(await page.getByRole('tooltip').textContent()).toContain('充值未到账怎么办')
  })

  test('the article opens at the cited lines, and its markup is text', async () => {
    await askAboutRecharge()
    await page.locator('.sentence').last().click()
    await page.locator('.article mark').first().waitFor()
    const lit = await page.locator('.article mark').allTextContents()
    expect(lit).toEqual([ANSWER.sentences[2]?.text])
    expect(await page.locator('.article-body').textContent()).toContain(
      '<script>window.hacked = true',
    )
    expect(
      await page.locator('.article script, .article img, .article a[href^="javascript"]').count(),
    ).toBe(0)
    expect(await page.evaluate('window.hacked')).toBeUndefined()
    expect(await overflowOf(page)).toBe(0)
    await page.keyboard.press('Escape')
    await page.locator('.article').waitFor({ state: 'detached' })
  })

  test('what customers must not be told is set apart, and can be neither inserted nor copied', async () => {
    await askAboutRecharge()
    const box = page.locator('.card .guidance')
    expect(await box.textContent()).toContain('仅供坐席参考 · 不得告知客户')
    expect(await box.getByRole('button', { name: /填入|复制/ }).count()).toBe(0)
    const select = await page.evaluate(
      'getComputedStyle(document.querySelector(".card .guidance")).userSelect',
    )
    expect(select).toBe('none')
    await page.keyboard.press('c')
    await page.getByText('已复制').waitFor()
    const copied = await page.evaluate('navigator.clipboard.readText()')
    expect(copied).toBe(ANSWER.text)
    expect(await page.locator('.card').getByText('已复制').isVisible()).toBe(true)
  })

  test('“not helpful” asks for a reason and sends it', async () => {
    await askAboutRecharge()
    await page.keyboard.press('n')
    await page.getByRole('group', { name: '哪里不对？' }).waitFor()
    await page.keyboard.press('3')
    await page.getByText('谢谢，已记录。').waitFor()
    expect(server.feedback.map(({ body }) => body)).toEqual([
      { verdict: 'not-helpful', reason: 'out-of-date' },
    ])
  })

  test('a reply that was changed before sending is reported with its final words', async () => {
    await askAboutRecharge()
    await page.getByRole('button', { name: '填入回复' }).click()
    await reply().press('End')
    await page.keyboard.type('请稍等。')
    await page.keyboard.press('Enter')
    await page.locator('.turn-agent').waitFor()
    await expect
      .poll(() => server.feedback.map(({ body }) => body))
      .toEqual([
        { verdict: 'inserted' },
        { verdict: 'edited', finalText: `${ANSWER.text}请稍等。` },
      ])
    expect(await reply().inputValue()).toBe('')
  })

  test('a newer suggestion waits while the pointer rests on the card, and moves nothing', async () => {
    await askAboutRecharge()
    await said().hover()
    const before = await page.getByRole('button', { name: '填入回复' }).boundingBox()
    const saidBefore = await said().boundingBox()
    server.suggest({ ...NO_ANSWER, id: 's-new', forTurn: 2 })
    await page.getByText('有更新的建议').waitFor()
    expect(await said().textContent()).toContain('很抱歉让您久等了')
    expect(await page.getByRole('button', { name: '填入回复' }).boundingBox()).toEqual(before)
    expect(await said().boundingBox()).toEqual(saidBefore)
    await page.keyboard.press('j')
    await expect.poll(() => said().textContent()).toContain('以官方公告为准')
  })

  test('nothing found: says so, and what to do next', async () => {
    await visit()
    await speakAsCustomer('年底有返利吗')
    await page.getByText('没有找到可以告知客户的内容').waitFor()
    expect(await page.locator('.card').textContent()).toContain('接下来可以')
    expect(await page.locator('.confidence, .why').count()).toBe(0)
    await page.getByRole('button', { name: '换个说法查知识库' }).click()
    await page.keyboard.type('充值')
    await page.locator('.found-line').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('.article .guidance mark').first().waitFor()
  })

  test('a withdrawn suggestion cannot be used any more', async () => {
    await askAboutRecharge()
    server.suggestsByItself = false
    const id = 's-2'
    server.emit('suggestion-withdrawn', { suggestion: id, forTurn: 1, reason: 'knowledge-changed' })
    await page.getByText('这条建议已撤回').waitFor()
    expect(await page.getByRole('button', { name: '填入回复' }).isDisabled()).toBe(true)
    await page.keyboard.press('i')
    expect(await reply().inputValue()).toBe('')
  })

  test('an early warning tells what to say first, and stays until it is read', async () => {
    await askAboutRecharge()
    server.emit('warning-raised', {
      group: 'media',
      name: '媒体曝光',
      seq: 1,
      cue: '找记者',
      calm: '非常理解您的心情。',
      questions: ['什么时候发生的'],
    })
    const alert = page.getByRole('alert').filter({ hasText: '预警' })
    await alert.waitFor()
    expect(await alert.textContent()).toContain('什么时候发生的')
    await keepPicture(page, 'warning')
    await alert.getByRole('button', { name: '填入回复' }).click()
    expect(await reply().inputValue()).toBe('非常理解您的心情。')
    await page.keyboard.press('Alt+g')
    await alert.waitFor({ state: 'detached' })
  })

  test('the server goes and comes back: a plain sentence, no lost typing, nothing missed', async () => {
    await askAboutRecharge()
    await reply().fill('写了一半的回复')
    await server.stop()
    await page.getByText('和服务器的连接断了').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('没有发出去').waitFor()
    expect(await reply().inputValue()).toBe('写了一半的回复')
    server.append({ seq: 2, speaker: 'customer', text: '断线时说的话' })
    await server.start()
    await page.getByText('断线时说的话').waitFor()
    await page.getByText('和服务器的连接断了').waitFor({ state: 'detached' })
    expect(server.resumedFrom.at(-1)).toBe('2')
    await page.reload()
    await page.getByText('断线时说的话').waitFor()
    expect(await reply().inputValue()).toBe('写了一半的回复')
  })

  test('a server with keys asks for one, says when it is wrong, and asks again when it ends', async () => {
    server.key = 'right-key'
    page = await browser.page()
    await page.goto(`${server.url}?lang=zh-Hans`)
    await page.getByLabel('密钥').fill('wrong-key')
    await page.keyboard.press('Enter')
    await page.getByText('密钥不对').waitFor()
    expect(await auditPage(page)).toEqual([])
    await keepPicture(page, 'sign-in')
    await page.getByLabel('密钥').fill('right-key')
    await page.keyboard.press('Enter')
    await page.locator('.sample').waitFor()
    await speakAsCustomer('充值没到账')
    await page.locator('.sentence').first().waitFor()
    await reply().fill('写了一半')
    server.key = 'another-key'
    await server.stop()
    await server.start()
    await page.getByText('登录已失效').waitFor()
    await page.reload()
    await page.getByLabel('密钥').fill('another-key')
    await page.keyboard.press('Enter')
    await expect.poll(() => reply().inputValue()).toBe('写了一半')
  })

  test('an answer lost on the way: sending again does not say it twice', async () => {
    await askAboutRecharge()
    server.losesNextAnswer = true
    await reply().fill('好的，请稍等')
    await page.keyboard.press('Enter')
    await page.getByText('没有发出去').waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => reply().inputValue()).toBe('')
    expect(server.received.map(({ seq, text }) => [seq, text])).toEqual([
      [1, '充值两小时了还没到账'],
      [2, '好的，请稍等'],
      [2, '好的，请稍等'],
    ])
  })

  test('the outgoing check stops a foreign link, asks back for a doubtful tone, and rewords it', async () => {
    await askAboutRecharge()
    await page.keyboard.press('s')
    await reply().fill('你自己不会看吗？见 bit.ly/x')
    await page.getByText('不是官方网址').waitFor()
    await keepPicture(page, 'check')
    expect(await auditPage(page)).toEqual([])
    await reply().press('Enter')
    await page.getByText('请先改掉标为“不能发送”的内容').waitFor()
    expect(await page.locator('.turn-agent').count()).toBe(0)

    await reply().fill('你自己不会看吗？')
    await reply().press('Enter')
    await page.getByText('为什么仍要发送').waitFor()
    expect(await page.locator('.turn-agent').count()).toBe(0)
    await page.getByRole('button', { name: '改为“请您查看一下”' }).click()
    expect(await reply().inputValue()).toBe('请您查看一下？')
    await reply().press('Enter')
    await page.locator('.turn-agent').waitFor()
  })

  test('the language is switched from the keyboard and remembered', async () => {
    await visit()
    await page.keyboard.press('l')
    await page.getByRole('combobox', { name: '介面語言' }).selectOption('en')
    await page.goto(server.url)
    await page.getByRole('combobox', { name: 'Interface language' }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
  })

  test('letters do nothing once single keys are switched off, and Alt still works', async () => {
    await askAboutRecharge()
    await page.keyboard.press('?')
    await page.getByText('不输入文字时，单按字母键也有效').click()
    await page.keyboard.press('Escape')
    await page.locator('.dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('i')
    expect(await reply().inputValue()).toBe('')
    await page.keyboard.press('Alt+i')
    await expect.poll(() => reply().inputValue()).toContain('很抱歉')
  })

  test('a suggestion of 100 kB and a thousand turns break nothing', async () => {
    await visit()
    server.suggestsByItself = false
    await speakAsCustomer('充值没到账')
    await page.locator('.turn').waitFor()
    for (let seq = 2; seq <= 1_000; seq += 1) {
      server.append({ seq, speaker: seq % 2 ? 'agent' : 'customer', text: `第 ${seq} 句` })
    }
    const text = '很长的答复。'.repeat(17_000)
    server.suggest({ text, sentences: [{ text, basis: 'phrase', citations: [] }] })
    await page.getByText('第 1000 句', { exact: true }).waitFor()
    await page.locator('.card').waitFor()
    expect(await overflowOf(page)).toBe(0)
    expect(await page.getByRole('button', { name: '填入回复' }).isVisible()).toBe(true)
  })

  for (const [lang, name] of [
    ['zh-Hans', '填入回复'],
    ['zh-Hant', '填入回覆'],
    ['en', 'Insert'],
  ] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`${lang}, ${colorScheme}: nothing to object to for WCAG 2.2 AA at any width`, async () => {
        await visit({ colorScheme, reducedMotion: 'reduce' }, lang)
        const found: string[] = await auditPage(page)
        await playToTheAnswer()
        server.emit('stage-changed', {
          stage: 'solving',
          from: 'greeting',
          skipped: ['confirming'],
        })
        for (const width of [320, 400, 1_000, 1_360]) {
          await page.setViewportSize({ width, height: 820 })
          expect(await page.getByRole('button', { name }).first().isVisible()).toBe(true)
          expect(await overflowOf(page)).toBe(0)
          await keepPicture(page, `card-${lang}-${colorScheme}-${width}`)
          if (width === 320 || width === 1_000) found.push(...(await auditPage(page)))
        }
        await page.keyboard.press('o')
        await page.locator('.article mark').first().waitFor()
        found.push(...(await auditPage(page)))
        await page.setViewportSize({ width: 320, height: 820 })
        await keepPicture(page, `article-${lang}-${colorScheme}-320`)
        expect(await overflowOf(page)).toBe(0)
        await page.keyboard.press('?')
        await page.locator('.dialog').waitFor()
        found.push(...(await auditPage(page)))
        expect([...new Set(found)]).toEqual([])
      })
    }
  }
})
