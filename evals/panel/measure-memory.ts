import type { CDPSession, Page } from 'playwright-core'
import { ANSWER } from '../../tests/panel/support/scripted-desk.ts'
import type { ScriptedServer } from '../../tests/panel/support/scripted-server.ts'
import { say } from './measure-events.ts'

/** What the page holds after a garbage collection. */
export type Held = {
  /** The whole script heap. */
  megabytes: number
  /** Of it what is not compiled script. */
  dataMegabytes: number
  nodes: number
}

/** Events of one second of talk: a partial result each, a whole turn every fifth, a suggestion every tenth. */
function playSecond(server: ScriptedServer, second: number): void {
  const seq = 2 + Math.floor(second / 5)
  const isWhole = second % 5 === 4
  const speaker = seq % 2 === 0 ? ('agent' as const) : ('customer' as const)
  const text = `第 ${seq} 句，${'我昨天晚上充值的星币到现在还没有到账。'.repeat(1 + (second % 3))}`
  server.append({ seq, speaker, text, final: isWhole, rev: second % 5 })
  if (second % 10 === 9) server.suggest({ ...ANSWER, id: `m-${second}`, forTurn: seq })
  if (second % 30 === 29) {
    server.emit('class-changed', {})
    server.emit('stage-changed', { stage: 'solving', from: 'greeting', skipped: ['confirming'] })
    server.emit('ticket-drafted', {
      ticket: 't',
      version: second,
      state: 'draft',
      changed: [],
      findings: [],
    })
  }
}

/** Replays `seconds` of talk as fast as the page takes it. */
export async function replay(
  page: Page,
  server: ScriptedServer,
  from: number,
  seconds: number,
): Promise<void> {
  for (let second = from; second < from + seconds; second += 1) {
    playSecond(server, second)
    if (second % 20 === 19) await page.waitForTimeout(25)
  }
  const last = 2 + Math.floor((from + seconds - 1) / 5)
  await page.locator(`[data-line="${last}"]`).waitFor()
}

/** An hour of work as agents have it: one conversation after the other, five minutes each. */
export async function measureHour(
  page: Page,
  server: ScriptedServer,
  conversations: number,
): Promise<Held[]> {
  const session = await page.context().newCDPSession(page)
  const held: Held[] = []
  for (let count = 0; count < conversations; count += 1) {
    if (count > 0) {
      await page.keyboard.press('b')
      await page.locator('.sample').first().waitFor()
      await say(page)
    }
    server.suggestsByItself = false
    await replay(page, server, 0, 300)
    server.suggestsByItself = true
    held.push(await readHeld(session))
  }
  return held
}

/** One conversation of an hour, looked at after each ten minutes. */
export async function measureLongTalk(page: Page, server: ScriptedServer): Promise<Held[]> {
  const session = await page.context().newCDPSession(page)
  const held: Held[] = []
  server.suggestsByItself = false
  for (let tenth = 0; tenth < 6; tenth += 1) {
    await replay(page, server, tenth * 600, 600)
    held.push(await readHeld(session))
  }
  server.suggestsByItself = true
  return held
}

async function readHeld(session: CDPSession): Promise<Held> {
  for (let times = 0; times < 3; times += 1) await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { nodes } = await session.send('Memory.getDOMCounters')
  const data = sumData(await takeSnapshot(session))
  return { megabytes: usedSize / 1e6, dataMegabytes: data / 1e6, nodes }
}

async function takeSnapshot(session: CDPSession): Promise<string> {
  let text = ''
  const collect = ({ chunk }: { chunk: string }) => {
    text += chunk
  }
  session.on('HeapProfiler.addHeapSnapshotChunk', collect)
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  session.off('HeapProfiler.addHeapSnapshotChunk', collect)
  return text
}

type Snapshot = {
  snapshot: { meta: { node_fields: string[]; node_types: [string[]] } }
  nodes: number[]
  strings: string[]
}

/** Bytes of what a page's own values take up: not what the engine compiled of its script, nor what is kept for developer tools. */
function sumData(text: string): number {
  const { snapshot, nodes, strings } = JSON.parse(text) as Snapshot
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, name, size] = ['type', 'name', 'self_size'].map((field) => fields.indexOf(field))
  let sum = 0
  for (let at = 0; at < nodes.length; at += fields.length) {
    const kind = types[0][nodes[at + type!]!]
    const isForTools = /NetworkResources/u.test(strings[nodes[at + name!]!] ?? '')
    if (kind !== 'code' && kind !== 'hidden' && !isForTools) sum += nodes[at + size!]!
  }
  return sum
}
