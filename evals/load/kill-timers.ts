import { setTimeout as wait } from 'node:timers/promises'
import { type Follower, follow } from './kill-follower.ts'
import { openConversation } from './kill-talker.ts'

export type TimerFaults = {
  /** Conversations in which something was to become due. */
  timed: number
  /** What was due and was not told, and what was told more than once. */
  notFired: number
  firedTwice: number
}

/** What must have fired exactly once in the end; anything else fires once at most. */
const WANTED = {
  asked: ['reply-overdue'],
  answered: ['idle-reminder', 'idle-close'],
  dropped: ['call-back'],
} as const
type Case = keyof typeof WANTED

/** The timers of the run's own desk are a few seconds; a process that is away when they are due makes up for it later. */
const PATIENCE_MS = 40_000

/** Conversations in which nobody does what they should, so that timers run out among the kills. */
export function createTimerWatch(where: () => string | undefined) {
  const watched: { id: string; kind: Case; follower: Follower }[] = []

  async function post(path: string, body: unknown): Promise<boolean> {
    const base = where()
    if (base === undefined) return false
    try {
      const headers = { 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body: JSON.stringify(body) }
      return (await fetch(`${base}${path}`, init)).ok
    } catch {
      return false
    }
  }
  async function untilDone(path: string, body: unknown): Promise<void> {
    while (!(await post(path, body))) await wait(20)
  }
  async function open(kind: Case): Promise<void> {
    const base = where()
    if (base === undefined) return
    const id = await openConversation(base, 'chat').catch(() => undefined)
    if (id === undefined) return
    const path = `/v1/conversations/${id}`
    const said = kind === 'answered' ? '好的，请稍等' : '充值两小时了还没到账'
    const speaker = kind === 'answered' ? 'agent' : 'customer'
    await untilDone(`${path}/turns`, { seq: 1, speaker, text: said })
    if (kind === 'dropped') await untilDone(`${path}/drop`, {})
    watched.push({ id, kind, follower: follow(id, 'events', where) })
  }

  return {
    /** Opens one of each kind. */
    async add(): Promise<void> {
      for (const kind of Object.keys(WANTED) as Case[]) await open(kind)
    },
    /** Waits until everything is told that has to be, and a while longer. */
    async check(): Promise<TimerFaults> {
      const timesOf = ({ follower }: (typeof watched)[number], due: string) =>
        follower.events.filter(({ kind, data }) => kind === 'timer-due' && data.kind === due).length
      const missing = () =>
        watched.flatMap((one) => WANTED[one.kind].filter((due) => timesOf(one, due) === 0)).length
      for (
        const until = performance.now() + PATIENCE_MS;
        performance.now() < until;
        await wait(100)
      )
        if (missing() === 0) break
      await wait(2_000)
      const kinds = ['reply-warning', 'reply-overdue', 'idle-reminder', 'idle-close', 'call-back']
      const twice = watched.flatMap((one) => kinds.filter((due) => timesOf(one, due) > 1))
      for (const { follower } of watched) follower.stop()
      return { timed: watched.length, notFired: missing(), firedTwice: twice.length }
    },
  }
}
