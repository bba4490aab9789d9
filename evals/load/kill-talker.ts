import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'

export type SentTurn = {
  seq: number
  speaker: 'customer' | 'agent'
  text: string
  final: boolean
  rev: number
}

/** Says things in a conversation, one after the other, and remembers what was acknowledged. */
export type Talker = {
  /** By seq: the last that was acknowledged as durable. */
  acknowledged: Map<number, SentTurn>
  /** Turns that had to be sent again, because no acknowledgement came. */
  repeated: number
  /** Says nothing more; resolves when the last word is acknowledged. */
  stop(): Promise<void>
}

type Say = (turn: SentTurn) => Promise<boolean>

/** Sends the turns one by one, each until it is acknowledged, as a client does that loses nothing. */
export function talk(
  conversation: string,
  way: 'turns' | 'stream',
  where: () => string | undefined,
  turns: Iterator<SentTurn>,
  pauseMs: () => number,
): Talker {
  const say = way === 'turns' ? sayByPost(conversation, where) : sayByStream(conversation, where)
  let isOver = false
  const talker: Talker = { acknowledged: new Map(), repeated: 0, stop }
  const done = run()

  async function run(): Promise<void> {
    while (!isOver) {
      const { value: turn } = turns.next()
      let isRepeated = false
      while (!(await say(turn))) {
        isRepeated = true
        await wait(20)
      }
      if (isRepeated) talker.repeated += 1
      talker.acknowledged.set(turn.seq, turn)
      await wait(pauseMs())
    }
  }
  async function stop(): Promise<void> {
    isOver = true
    await done
  }
  return talker
}

const PATIENCE_MS = 15_000

function sayByPost(conversation: string, where: () => string | undefined): Say {
  return async (turn) => {
    const base = where()
    if (base === undefined) return false
    try {
      const answer = await fetch(`${base}/v1/conversations/${conversation}/turns`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(turn),
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      const body = await answer.text()
      if (answer.status >= 400 && answer.status < 500) throw new Refused(body)
      return answer.ok
    } catch (error) {
      if (error instanceof Refused) throw error
      return false
    }
  }
}

/** A client's own mistake: the run itself is wrong. */
class Refused extends Error {}

function sayByStream(conversation: string, where: () => string | undefined): Say {
  let socket: WebSocket | undefined
  let sent = 0
  const waiting = new Map<string, (isTaken: boolean) => void>()

  function connect(): WebSocket | undefined {
    const base = where()
    if (base === undefined) return undefined
    const path = `/v1/conversations/${conversation}/stream?after=0`
    const own = new WebSocket(`${base.replace(/^http/, 'ws')}${path}`, ['sidecue.v1'])
    own.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { type: string; ref?: string; code?: string }
      if (frame.type === 'error' && frame.code !== 'TRY_LATER') throw new Refused(String(data))
      if (frame.ref !== undefined) waiting.get(frame.ref)?.(frame.type === 'ack')
    })
    own.on('error', () => {})
    own.on('close', () => {
      if (socket === own) socket = undefined
      for (const tell of waiting.values()) tell(false)
    })
    return own
  }
  return async (turn) => {
    socket ??= connect()
    const own = socket
    if (!own) return false
    if (own.readyState === WebSocket.CONNECTING)
      await new Promise((resolve) => own.once('open', resolve).once('close', resolve))
    if (own.readyState !== WebSocket.OPEN) return false
    sent += 1
    const ref = String(sent)
    const isTaken = new Promise<boolean>((resolve) => {
      waiting.set(ref, resolve)
      setTimeout(() => resolve(false), PATIENCE_MS).unref()
    })
    own.send(JSON.stringify({ type: 'turn', turn, ref }))
    const result = await isTaken
    waiting.delete(ref)
    return result
  }
}

/** Opens a conversation and returns its id. */
export async function openConversation(base: string, channel: string): Promise<string> {
  const answer = await fetch(`${base}/v1/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel }),
  })
  return ((await answer.json()) as { id: string }).id
}
