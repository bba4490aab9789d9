import type { Page } from 'playwright-core'
import { ANSWER } from '../../tests/panel/support/scripted-desk.ts'
import type { ScriptedServer } from '../../tests/panel/support/scripted-server.ts'
import { type Spread, spreadOf } from './spread.ts'

/** Opens a conversation with a first answer, the pointer away from the card. */
export async function openTalk(page: Page, url: string): Promise<void> {
  await page.goto(`${url}?lang=zh-Hans`)
  await page.locator('.sample').first().waitFor()
  await say(page)
}

export async function say(page: Page): Promise<void> {
  await page.locator('#reply').fill('充值两小时了还没到账')
  await page.keyboard.press('Enter')
  await page.locator('.sentence').first().waitFor()
  await page.keyboard.press('Escape')
  await page.mouse.move(5, 60)
}

/**
 * Milliseconds from a suggestion's event being written to the socket to the frame that shows it being painted: both
 * by this machine's clock, so the way through the loopback device is in it.
 */
export async function measureDrawing(
  page: Page,
  server: ScriptedServer,
  rounds: number,
): Promise<Spread> {
  await page.evaluate(`(() => {
    window.drawn = new Map()
    const look = () => {
      const said = document.querySelector('.card .say')?.textContent ?? ''
      const mark = /第(\\d+)次/.exec(said)?.[1]
      if (!mark || window.drawn.has(mark)) return
      window.drawn.set(mark, 0)
      // The frame after the one that is being made: this one has been painted by then.
      requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => window.drawn.set(mark, performance.timeOrigin + performance.now()); c.port2.postMessage(0) })
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
  })()`)
  const waits: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const text = `第${round}次：${ANSWER.text}`
    const sent = performance.timeOrigin + performance.now()
    server.suggest({ ...ANSWER, id: `draw-${round}`, text, forTurn: 1 })
    await page.waitForFunction(`window.drawn.get('${round}') > 0`, undefined, { polling: 5 })
    waits.push(((await page.evaluate(`window.drawn.get('${round}')`)) as number) - sent)
    await page.waitForTimeout(60)
  }
  return spreadOf(waits)
}

/** Milliseconds between frames while a transcript of a thousand turns is scrolled from end to end, and the most lines drawn at once. */
export async function measureScrolling(
  page: Page,
): Promise<{ frames: Spread; lines: number; blank: number }> {
  const { frames, lines, blank } = (await page.evaluate(`new Promise((done) => {
    const box = document.querySelector('.transcript')
    const frames = []; let lines = 0, blank = 0, last = performance.now(), going = -1
    const step = (now) => {
      frames.push(now - last); last = now
      lines = Math.max(lines, box.querySelectorAll('[data-line]').length)
      const { top, height } = box.getBoundingClientRect()
      if (!document.elementFromPoint(40, top + height / 2)?.closest('ol')) blank += 1
      box.scrollTop += going * 400
      if (box.scrollTop <= 0) going = 1
      if (going > 0 && box.scrollTop + box.clientHeight >= box.scrollHeight - 1) done({ frames: frames.slice(2), lines, blank })
      else requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  })`)) as { frames: number[]; lines: number; blank: number }
  return { frames: spreadOf(frames), lines, blank }
}
