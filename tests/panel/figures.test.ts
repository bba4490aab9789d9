import { rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { type Listening, listen } from '../../src/http/serve.ts'
import { FIGURES, REASONS } from '../../src/insights/reports/index.ts'
import { REPORT_TEXTS } from '../../src/insights/reports/texts.ts'
import { formatFigure, unitOf } from '../../src/panel/figures/format-figure.ts'
import { FIGURE_TEXTS } from '../../src/panel/figures/messages.ts'
import { lastDays } from '../../src/panel/figures/use-report.ts'
import { LANGS } from '../../src/text/types.ts'
import { openApp, type TestApp } from '../http/support.ts'
import { putSuggested, putTalk } from '../insights/reports/world.ts'
import { openEmbedded } from '../support/embedded-engine.ts'
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

describe('texts of the figures page', () => {
  test.each(LANGS)('%s: figures and reasons are called as in the report', (lang) => {
    const { figures, reasons, channels, units } = FIGURE_TEXTS[lang]
    const told = REPORT_TEXTS[lang]
    expect({ figures, reasons, channels, units }).toEqual({
      figures: told.figures,
      reasons: told.reasons,
      channels: told.channels,
      units: told.units,
    })
    expect(Object.keys(figures)).toEqual(FIGURES.map(([id]) => id))
    expect(Object.keys(reasons)).toEqual([...REASONS])
  })

  test('every figure has the unit that it is counted in', () => {
    for (const [id, unit] of FIGURES)
      expect([id, unitOf(id)]).toEqual([id, unit === 'ratio' ? 'share' : unit])
    expect(formatFigure('knowledge-hits', { value: null, n: 0 }, FIGURE_TEXTS.en)).toBeNull()
  })

  test('the last days of the desk end today, there', () => {
    const now = new Date('2026-11-21T20:00:00Z')
    expect(lastDays(7, 'Asia/Shanghai', now)).toEqual({ from: '2026-11-16', to: '2026-11-22' })
    expect(lastDays(1, 'America/New_York', now)).toEqual({ from: '2026-11-21', to: '2026-11-21' })
  })
})

describe.skipIf(skipsBrowser)(`${browserTests}: figures`, () => {
  let built: string
  let browser: TestBrowser
  let db: Database
  let api: TestApp
  let server: Listening
  let page: Page
  const faults: string[] = []

  beforeAll(async () => {
    built = await buildPanel()
    db = await openEmbedded()
    api = await openApp(db, { panelDir: built })
    server = await listen(api.deps, { host: '127.0.0.1', port: 0 })
    browser = await launchBrowser()
    const types = ['consultation', 'complaint', 'fault']
    for (let n = 0; n < 40; n++) {
      const at = new Date(Date.now() - (n % 6) * 86_400_000 - 3_600_000).toISOString()
      await putTalk(db, {
        ...{ id: `p-${n}`, at, closed: 600, type: types[n % 3]!, module: 'recharge' },
        turns: [
          { speaker: 'customer', received: 0 },
          { speaker: 'agent', received: n % 4 === 0 ? 400 : 30 },
        ],
      })
      const outcome = n % 3 === 0 ? 'no-answer' : 'answer'
      const feedback = n % 2 === 0 ? [{ verdict: 'inserted' }] : []
      await putSuggested(db, {
        id: `ps-${n}`,
        conversation: `p-${n}`,
        forTurn: 1,
        at,
        outcome,
        feedback,
      })
    }
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await api?.close()
    await db?.close()
    await rm(built, { recursive: true, force: true })
  })
  afterEach(async () => {
    await page?.context().close()
    expect(faults.splice(0)).toEqual([])
  })

  async function visit(lang: string, options: Parameters<TestBrowser['page']>[0] = {}) {
    page = await browser.page({ viewport: { width: 1_280, height: 900 }, ...options })
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) faults.push(message.text())
    })
    await page.goto(`${server.url}/figures?lang=${lang}`)
    await page.locator('.tile').first().waitFor()
  }

  test.each([
    ['zh-Hans', 1_280, 'light'],
    ['zh-Hant', 760, 'dark'],
    ['en', 360, 'light'],
  ] as const)(
    '%s, %i pixels wide, %s: fits, passes the audit, and what is not known says why',
    async (lang, width, colorScheme) => {
      await visit(lang, { viewport: { width, height: 900 }, colorScheme })
      const text = FIGURE_TEXTS[lang]
      expect(await overflowOf(page)).toBe(0)
      const [known, unknown] = [page.locator('.tile'), page.locator('.unknown')]
      expect((await known.count()) + (await unknown.count())).toBe(FIGURES.length)
      const calls = unknown.filter({ hasText: text.figures['answer-rate'] })
      expect(await calls.textContent()).toContain(text.reasons['needs-phone-system'])
      const first = page.locator('.tile').first()
      expect(await first.textContent()).toContain('40')
      expect(await page.locator('.plot').count()).toBe(8)
      expect(await auditPage(page)).toEqual([])
      await keepPicture(page, `figures-${lang}-${width}-${colorScheme}`)
    },
  )

  test('each plot has its numbers as a table, and question types bear the names of the desk', async () => {
    await visit('zh-Hans')
    const plot = page.locator('.plot').first()
    await plot.locator('summary').click()
    expect(await plot.locator('tbody tr').count()).toBe(7)
    expect(await page.locator('.ranking').first().textContent()).toContain('业务咨询')
  })

  test('another period and another channel are counted anew', async () => {
    await visit('en')
    await page.getByRole('combobox', { name: 'Channel' }).selectOption('hotline')
    const first = page.locator('.tile').first()
    await expect.poll(() => first.textContent()).toMatch(/Conversations0/)
    await page.getByRole('combobox', { name: 'Channel' }).selectOption('')
    await page.getByRole('button', { name: 'Last 30 days' }).click()
    await expect.poll(() => page.locator('.plot tbody tr').count()).toBe(240)
  })

  test('a wrong period is told, and the page goes on', async () => {
    await visit('en')
    await page.getByLabel('First day').fill('2030-01-01')
    await page.getByRole('alert').waitFor()
    await page.getByRole('button', { name: 'Last 7 days' }).click()
    await page.locator('.tile').first().waitFor()
  })
})
