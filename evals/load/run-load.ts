import { setTimeout as wait } from 'node:timers/promises'
import { type ApiClient, createApiClient, type SeenEvent } from './api-client.ts'
import { type DueTurn, type LoadShape, planLoad } from './plan-load.ts'

/** What became of one customer's turn. All times in milliseconds after the start of the run. */
export type Sample = {
  dueMs: number
  /** From when it was due until it was acknowledged as durable. */
  acknowledgedMs: number
  /** From when it was due until its suggestion was at the client; absent where none came: small talk, or overtaken. */
  deliveredMs?: number
  outcome?: string
}

export type LoadRun = {
  samples: Sample[]
  sent: number
  failed: number
  /** Turns that were acknowledged and are not in the conversation as it is read at the end. */
  lostTurns: number
  /** Numbers missing or doubled in the streams. */
  brokenStreams: number
  /** Conversations whose last customer's turn still waits at the end. */
  unanswered: number
  memory: { atMs: number; megabytes: number }[]
  errors: string[]
}

type Talk = {
  id: string
  acknowledged: Set<number>
  events: number[]
  /** By the customer's turn that a suggestion is for. */
  waiting: Map<number, Sample>
}

/** After the last turn: what is still being made may arrive. */
const DRAIN_MS = 5_000
const OPEN_AT_ONCE = 20

/** Opens the conversations, follows each by its own event stream, sends the turns when they are due and checks that nothing is lost. */
export async function runLoad(
  base: string,
  shape: LoadShape,
  questions: readonly string[],
  watch: { memoryOf: () => number; onProgress: (done: number, total: number) => void },
): Promise<LoadRun> {
  const api = createApiClient(base)
  const run: LoadRun = {
    ...{ samples: [], sent: 0, failed: 0, lostTurns: 0, brokenStreams: 0, unanswered: 0 },
    ...{ memory: [], errors: [] },
  }
  try {
    const talks = await openTalks(api, shape.conversations)
    const started = performance.now()
    const sampler = setInterval(() => {
      const atMs = performance.now() - started
      run.memory.push({ atMs, megabytes: watch.memoryOf() })
      watch.onProgress(atMs / 1_000, shape.seconds)
    }, 1_000)
    const open = new Set<Promise<void>>()
    for (const due of planLoad(shape, questions)) {
      const early = due.atMs - (performance.now() - started)
      if (early > 1) await wait(early)
      const sent = send(api, talks[due.conversation] as Talk, due, started, run)
      open.add(sent)
      void sent.finally(() => open.delete(sent))
    }
    await Promise.all(open)
    await wait(DRAIN_MS)
    clearInterval(sampler)
    for (const talk of talks) await judge(api, talk, run)
  } finally {
    api.close()
  }
  return run
}

async function openTalks(api: ApiClient, count: number): Promise<Talk[]> {
  const talks: Talk[] = []
  for (let from = 0; from < count; from += OPEN_AT_ONCE) {
    const some = Array.from({ length: Math.min(OPEN_AT_ONCE, count - from) }, () => openTalk(api))
    talks.push(...(await Promise.all(some)))
  }
  return talks
}

async function openTalk(api: ApiClient): Promise<Talk> {
  const { id } = await api.post<{ id: string }>('/v1/conversations', { channel: 'chat' })
  const talk: Talk = { id, acknowledged: new Set(), events: [], waiting: new Map() }
  await api.follow(id, (event) => take(talk, event))
  return talk
}

function take(talk: Talk, { id, kind, data, atMs }: SeenEvent): void {
  talk.events.push(id)
  if (kind !== 'suggestion-ready') return
  const sample = talk.waiting.get(Number(data.forTurn))
  if (!sample || sample.deliveredMs !== undefined) return
  sample.deliveredMs = atMs - sample.dueMs
  sample.outcome = String(data.outcome)
}

async function send(
  api: ApiClient,
  talk: Talk,
  { atMs, seq, speaker, text }: DueTurn,
  started: number,
  run: LoadRun,
): Promise<void> {
  const dueMs = started + atMs
  const sample: Sample = { dueMs, acknowledgedMs: Number.NaN }
  if (speaker === 'customer') {
    talk.waiting.set(seq, sample)
    run.samples.push(sample)
  }
  run.sent += 1
  try {
    await api.post(`/v1/conversations/${talk.id}/turns`, { seq, speaker, text, final: true })
    sample.acknowledgedMs = performance.now() - dueMs
    talk.acknowledged.add(seq)
  } catch (error) {
    run.failed += 1
    if (run.errors.length < 5) run.errors.push(String(error))
  }
}

async function judge(api: ApiClient, talk: Talk, run: LoadRun): Promise<void> {
  const { turns } = await api.get<{ turns: { seq: number }[] }>(`/v1/conversations/${talk.id}`)
  const kept = new Set(turns.map(({ seq }) => seq))
  run.lostTurns += [...talk.acknowledged].filter((seq) => !kept.has(seq)).length
  if (talk.events.some((id, i) => id !== i + 1)) run.brokenStreams += 1
  const last = Math.max(...talk.acknowledged)
  const sample = talk.waiting.get(last)
  if (sample && sample.deliveredMs === undefined) run.unanswered += 1
}
