import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'
/** Where screenshots are kept to be looked at; not in git. */
const ARTEFACTS = new URL('../../artefacts/panel/', import.meta.url).pathname

export const hasBrowser = existsSync(CHROMIUM)
/** Named in the list of skipped tests. With CI=true nothing is skipped: a missing browser fails. */
export const browserTests = hasBrowser
  ? 'panel in Chromium'
  : `panel in Chromium (skipped: no ${CHROMIUM})`
export const skipsBrowser = !hasBrowser && process.env.CI !== 'true'

export type TestBrowser = {
  /** A page of its own context: empty storage, its own size, language and colour scheme. */
  page(options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

export async function launchBrowser(): Promise<TestBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'sidecue-chromium-'))
  const browser: Browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    env: { ...process.env, HOME: profile },
  })
  return {
    async page(options = {}) {
      const context = await browser.newContext({
        viewport: { width: 400, height: 820 },
        locale: 'zh-CN',
        permissions: ['clipboard-read', 'clipboard-write'],
        ...options,
      })
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      return page
    },
    async close() {
      await browser.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

/** Keeps a picture of the page under tests/artefacts/panel/. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await mkdir(ARTEFACTS, { recursive: true })
  await page.screenshot({ path: join(ARTEFACTS, `${name}.png`), animations: 'disabled' })
}

/** Pixels by which the page is wider than its window: 0 unless something breaks the layout. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth')
}
