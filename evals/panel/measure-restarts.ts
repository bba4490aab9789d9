import type { Page } from 'playwright-core'
import type { ScriptedServer } from '../../tests/panel/support/scripted-server.ts'

/** Restarts of the server with turns said meanwhile: how many of those turns the page does not hold afterwards, and how often it holds one twice. */
export async function measureRestarts(
  page: Page,
  server: ScriptedServer,
  restarts: number,
  turnsEach: number,
): Promise<{ said: number; missed: number; twice: number }> {
  let seq = ((await page.locator('[data-line]').last().getAttribute('data-line')) ?? '1') as
    | string
    | number
  seq = Number(seq)
  const first = seq + 1
  server.suggestsByItself = false
  for (let restart = 0; restart < restarts; restart += 1) {
    await server.stop()
    for (let turn = 0; turn < turnsEach; turn += 1) {
      seq += 1
      server.append({ seq, speaker: seq % 2 ? 'agent' : 'customer', text: `断线时的第 ${seq} 句` })
    }
    await server.start()
    await page.locator(`[data-line="${seq}"]`).waitFor({ timeout: 20_000 })
  }
  // Of a long transcript only a part is drawn: all of it is looked at by scrolling through.
  const seen = (await page.evaluate(`new Promise((done) => {
    const box = document.querySelector('.transcript'), seen = []
    const step = () => {
      const now = [...box.querySelectorAll('[data-line]')].map((line) => Number(line.dataset.line))
      seen.push(now)
      if (box.scrollTop <= 0) return done(seen)
      box.scrollTop -= box.clientHeight / 2
      requestAnimationFrame(() => requestAnimationFrame(step))
    }
    step()
  })`)) as number[][]
  const drawn = new Set(seen.flat())
  const said = seq - first + 1
  const missed = Array.from({ length: said }, (_, index) => first + index).filter(
    (one) => !drawn.has(one),
  )
  const twice = seen.filter((now) => new Set(now).size < now.length).length
  return { said, missed: missed.length, twice }
}
