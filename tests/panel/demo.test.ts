import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Conversation, Sample } from '../../src/http/api-types.ts'
import { parseSample } from '../../src/http/read-samples.ts'
import { DEMO_TEXTS } from '../../src/panel/demo/messages.ts'
import { nextWhole, stepsOf, turnsDone } from '../../src/panel/demo/sample-steps.ts'
import { ALL_SHOWN, joinSeen, seenIn } from '../../src/panel/demo/seen.ts'
import { EMPTY_PANEL } from '../../src/panel/state/panel-types.ts'
import { LANGS } from '../../src/text/types.ts'
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

async function recordings(): Promise<Sample[]> {
  const files = (await readdir('knowledge/samples')).sort()
  return Promise.all(files.map((file) => parseSample(join('knowledge/samples', file))))
}

describe('the recordings of the sample desk', () => {
  test('a hotline call with partial results, a chat in Traditional Chinese, an e-mail in English: a minute together', async () => {
    const samples = await recordings()
    expect(samples.map(({ channel, lang }) => `${channel} ${lang}`)).toEqual([
      'hotline zh-Hans',
      'chat zh-Hant',
      'email en',
    ])
    expect(samples[0]!.turns.filter(({ final }) => !final).length).toBeGreaterThan(6)
    const whole = samples.flatMap(stepsOf).reduce((sum, { delayMs }) => sum + delayMs, 0)
    // The pauses between them come on top, and the requests themselves.
    expect(whole + 2 * 2_200).toBeLessThan(52_000)
    expect(new Set(samples.flatMap(({ shows }) => shows))).toEqual(new Set(ALL_SHOWN))
  })

  test('silence and the end are steps of their own; a turn at once leaves its partial results out', async () => {
    const [call, chat, letter] = (await recordings()).map(stepsOf)
    expect(chat!.filter(({ kind }) => kind === 'skip')).toMatchObject([
      { seconds: 180 },
      { seconds: 120 },
    ])
    expect(letter!.slice(-2).map(({ kind }) => kind)).toEqual(['close', 'end'])
    const whole = nextWhole(call!, 0)
    expect(call![whole]).toMatchObject({ kind: 'say', piece: { seq: 1, final: true } })
    expect(turnsDone(call!, whole + 1)).toEqual({ said: 1, all: 7 })
    expect(nextWhole(call!, call!.length)).toBe(call!.length - 1)
  })

  test('a mark is set by what the program did, never by what was played', () => {
    expect(seenIn(EMPTY_PANEL)).toEqual([])
    const due = { kind: 'idle-reminder', due: '', since: '', turn: 1, phrase: null, next: null }
    const seen = seenIn({ ...EMPTY_PANEL, ticketEvent: 3, due: due as never })
    expect(seen).toEqual(['idle-timer', 'ticket'])
    expect(joinSeen(['warning'], seen)).toEqual(['warning', 'idle-timer', 'ticket'])
    expect(joinSeen(seen, [])).toBe(seen)
  })
})

describe.skipIf(skipsBrowser)(`${browserTests}: demo desk`, () => {
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

  async function visit(lang: string, options: Parameters<TestBrowser['page']>[0] = {}) {
    page = await browser.page({ viewport: { width: 1_280, height: 820 }, ...options })
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) faults.push(message.text())
    })
    await page.goto(`${server.url}/?lang=${lang}`)
    await page.locator('.sample').first().waitFor()
  }
  async function stored(): Promise<Conversation> {
    const id = await page.evaluate('sessionStorage.getItem("sidecue.conversation")')
    return (await fetch(`${server.url}/v1/conversations/${id}`)).json() as Promise<Conversation>
  }

  test.each([
    ['zh-Hans', 1_280, 'light'],
    ['zh-Hant', 800, 'dark'],
    ['en', 360, 'light'],
  ] as const)(
    'the start page, %s, %i pixels wide, %s: fits, passes the audit, says what there is to see',
    async (lang, width, colorScheme) => {
      await visit(lang, { viewport: { width, height: 820 }, colorScheme })
      expect(await page.locator('.sample').count()).toBe(3)
      expect(await page.locator('.demo-shown li').count()).toBe(5)
      await page.getByRole('button', { name: DEMO_TEXTS[lang].play }).waitFor()
      expect(await overflowOf(page)).toBe(0)
      expect(await auditPage(page)).toEqual([])
      await keepPicture(page, `demo-start-${lang}-${width}-${colorScheme}`)
    },
  )

  test('one key plays all three: answer, warning, refusal, idle timer and ticket come from the program', async () => {
    await visit('zh-Hans')
    const heard: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') heard.push(request.postData() ?? '')
    })
    await page.keyboard.press('p')
    const talk = page.locator('.transcript')
    await talk.getByText('用微信付的，新币').waitFor()
    await talk.getByText('星币到现在还没到账').waitFor()
    expect(await talk.getByText('新币').count()).toBe(0)
    await page.keyboard.press('v')
    await page.keyboard.press('v')
    for (const shown of ['warning', 'refusal', 'idle-timer', 'ticket']) {
      await page.locator(`[data-shown="${shown}"][data-seen="true"]`).waitFor({ timeout: 45_000 })
      if (shown !== 'refusal') await keepPicture(page, `demo-${shown}`)
    }
    expect(await page.locator('[data-seen="true"]').count()).toBe(5)
    await page.getByText('示例已放完').waitFor({ timeout: 20_000 })
    // The chat was closed by the rule of the desk, two skipped silences after the agent's last words.
    expect(heard.filter((body) => body.includes('"seconds":')).length).toBe(2)
    const letter = await stored()
    expect([letter.channel, letter.status]).toEqual(['email', 'closed'])
    const partials = heard.filter((body) => body.includes('"final":false'))
    expect(partials.length).toBeGreaterThan(6)
  }, 90_000)
})

test.each(LANGS)('%s: everything there is to see has a name', (lang) => {
  expect(Object.keys(DEMO_TEXTS[lang].shown).sort()).toEqual([...ALL_SHOWN].sort())
})
