import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** WCAG 2.2 A and AA faults of the page as it stands, one line each: rule, what it found, where. */
export async function auditPage(page: Page): Promise<string[]> {
  await settle(page)
  await page.evaluate(await readFile(axeFile, 'utf8'))
  return page.evaluate(`axe
    .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => [id, help, target.join(' '), failureSummary].join(' | '))))`)
}

/** Waits until what fades or moves has come to rest: in between, its colours are not those that people read. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(`Promise.all(
    document.getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
      .map((animation) => animation.finished.catch(() => {})),
  ).then(() => {})`)
}
