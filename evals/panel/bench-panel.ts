/**
 * `node evals/panel/bench-panel.ts [--out evals/reports/panel.md]`: what the panel has to reach, measured in Chromium
 * on the built panel; first paint on the real server, the rest on one that speaks the contract from memory.
 */
import { writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { launchBrowser } from '../../tests/panel/support/browser.ts'
import { buildPanel, SERVED_PANEL } from '../../tests/panel/support/build-panel.ts'
import { RealServer } from '../../tests/panel/support/real-server.ts'
import { ScriptedServer } from '../../tests/panel/support/scripted-server.ts'
import { measureDrawing, measureScrolling, openTalk } from './measure-events.ts'
import { measureHour, measureLongTalk } from './measure-memory.ts'
import { measureFirstPaint, weighScripts } from './measure-page.ts'
import { measureRestarts } from './measure-restarts.ts'
import { heldText, type Line, renderReport, spreadText } from './render-report.ts'

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'evals/reports/panel.md' } },
})
const loadNow = () =>
  loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')
const loadBefore = loadNow()
const say = (what: string) => process.stderr.write(`${what}\n`)
const lines: Line[] = []
const add = (what: string, limit: string, value: string, isMet: boolean) => {
  lines.push({ what, limit, value, isMet })
  say(`${isMet ? 'met ' : 'NOT MET '} ${what}: ${value}`)
}

say('building')
await buildPanel(SERVED_PANEL)
const browser = await launchBrowser()
const scripts = await weighScripts(SERVED_PANEL)
const weight = `${scripts.first.toFixed(0)} kB; largest part loaded later ${scripts.largestLater.toFixed(0)} kB`
add('script before the panel stands, gzipped', '≤ 150 kB', weight, scripts.first <= 150)

say('real server: first paint')
const real = new RealServer()
await real.start()
const { paint, ready } = await measureFirstPaint(browser, `${real.url}/?lang=zh-Hans`, 10)
await real.remove()
add('first paint', '≤ 1 s', spreadText(paint), paint.p95 <= 1_000)
add('samples stand there', '–', spreadText(ready), true)

const server = new ScriptedServer(SERVED_PANEL)
await server.start()
let page = await browser.page()

say('keys to the first inserted answer')
await page.goto(`${server.url}?lang=zh-Hans`)
await page.locator('.sample').first().waitFor()
await page.keyboard.press('1')
await page.locator('.sentence').first().waitFor()
await page.keyboard.press('i')
await page.waitForFunction('document.querySelector("#reply").value.length > 0')
add('keys from opening to the first inserted answer', '≤ 3', '2 (`1`, `i`)', true)
await page.context().close()

say('events and scrolling in a thousand turns')
page = await browser.page()
await openTalk(page, server.url)
server.suggestsByItself = false
for (let seq = 2; seq <= 1_000; seq += 1) {
  server.append({
    seq,
    speaker: seq % 2 ? 'agent' : 'customer',
    text: `第 ${seq} 句，${'话'.repeat(seq % 60)}`,
  })
}
await page.locator('[data-line="1000"]').waitFor()
await page.waitForTimeout(500)
const drawn = await measureDrawing(page, server, 100)
add('a suggestion is drawn after its event', '≤ 50 ms', spreadText(drawn), drawn.p95 <= 50)
const { frames, lines: most, blank } = await measureScrolling(page)
const scrolled = `${spreadText(frames)}; at most ${most} lines drawn, ${blank} blank frames`
add(
  'a 1,000-turn transcript scrolls',
  'virtualised, p95 of a frame ≤ 34 ms',
  scrolled,
  most < 60 && frames.p95 <= 34,
)
await page.context().close()
server.suggestsByItself = true

say('restarts')
page = await browser.page()
await openTalk(page, server.url)
const restarts = await measureRestarts(page, server, 10, 20)
const missing = `${restarts.said} turns said during 10 restarts: ${restarts.missed} missed, ${restarts.twice} shown twice`
add('reconnects after a restart', 'misses nothing', missing, restarts.missed + restarts.twice === 0)
await page.context().close()
server.suggestsByItself = true

say('memory: an hour in twelve conversations')
page = await browser.page()
await openTalk(page, server.url)
const hour = await measureHour(page, server, 12)
const [third, last] = [hour[2]!.dataMegabytes, hour.at(-1)!.dataMegabytes]
const growth = ((last / third - 1) * 100).toFixed(1)
const whole = `whole heap ${hour[2]!.megabytes.toFixed(1)} → ${hour.at(-1)!.megabytes.toFixed(1)} MB`
const nodes = `${whole}, nodes ${hour[2]!.nodes} → ${hour.at(-1)!.nodes}`
add(
  'memory over an hour of replayed events',
  'flat (≤ 5 % after warming up)',
  `${heldText(hour)}; ${growth} % from the third on; ${nodes}`,
  last <= third * 1.05,
)
await page.context().close()

say('memory: one conversation of an hour')
page = await browser.page()
await openTalk(page, server.url)
const long = await measureLongTalk(page, server)
const perTurn = ((long.at(-1)!.dataMegabytes - long[0]!.dataMegabytes) * 1e6) / 600
add(
  'memory in one conversation of an hour',
  'grows by what is said',
  `${heldText(long)}; ${perTurn.toFixed(0)} bytes a turn`,
  perTurn < 2_000,
)
await browser.close()
await server.stop()

const machine = `${cpus().length} cores ${cpus()[0]?.model.trim() ?? ''}`
const at = new Date().toISOString().slice(0, 16)
const load = `${loadBefore} / ${loadNow()}`
await writeFile(values.out, renderReport(lines, { at, machine, load, browser: 'Chromium' }))
process.exitCode = lines.every(({ isMet }) => isMet) ? 0 : 1
