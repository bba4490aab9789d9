import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { TestBrowser } from '../../tests/panel/support/browser.ts'
import { type Spread, spreadOf } from './spread.ts'

/** Kilobytes of script after gzip: what the page asks for before it stands, and the largest part loaded later. */
export async function weighScripts(
  built: string,
): Promise<{ first: number; largestLater: number }> {
  const page = await readFile(join(built, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/gu)].map(
    ([, file]) => file!,
  )
  const sizeOf = async (file: string) => gzipSync(await readFile(join(built, file))).length / 1_000
  const first = new Set(named)
  // What those import before they run is fetched as well.
  for (const file of first) {
    const text = await readFile(join(built, file), 'utf8')
    for (const [, name] of text.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/gu))
      first.add(`assets/${name}`)
  }
  const sizes = await Promise.all([...first].map(sizeOf))
  const all = (await readdir(join(built, 'assets'))).filter((file) => file.endsWith('.js'))
  const later = all.map((file) => `assets/${file}`).filter((file) => !first.has(file))
  const others = await Promise.all(later.map(sizeOf))
  return {
    first: sizes.reduce((sum, size) => sum + size, 0),
    largestLater: Math.max(0, ...others),
  }
}

/** Milliseconds from asking for the page to its first paint and to the samples standing there; nothing cached. */
export async function measureFirstPaint(
  browser: TestBrowser,
  url: string,
  rounds: number,
): Promise<{ paint: Spread; ready: Spread }> {
  const paints: number[] = []
  const readies: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const page = await browser.page()
    await page.goto(url)
    await page.locator('.sample').first().waitFor()
    const ready = (await page.evaluate('performance.now()')) as number
    const paint = (await page.evaluate(
      'performance.getEntriesByName("first-contentful-paint")[0]?.startTime',
    )) as number
    // The first visit warms the server.
    if (round > 0) {
      paints.push(paint)
      readies.push(ready)
    }
    await page.context().close()
  }
  return { paint: spreadOf(paints), ready: spreadOf(readies) }
}
