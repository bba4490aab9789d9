import { systemClock } from '../../src/clock.ts'
import type { Suggestion } from '../../src/compose/types.ts'
import { createEventHub } from '../../src/conversations/index.ts'
import type { Transcript } from '../../src/conversations/types.ts'
import { createLive } from '../../src/copilot/live.ts'
import { LIVE_SETTINGS } from '../../src/copilot/live-settings.ts'
import type { Database } from '../../src/db/index.ts'
import { loadDesk } from '../../src/desk/index.ts'
import { createApp } from '../../src/http/app.ts'
import type { AppDeps } from '../../src/http/app-deps.ts'
import { readAccess } from '../../src/http/callers.ts'
import { silentLog } from '../../src/log.ts'

/** Debounce off: a test waits for events, not for time. */
export const AT_ONCE = {
  ...LIVE_SETTINGS,
  debounceMs: { hotline: 0, chat: 0, email: 0 },
  longestWaitMs: 0,
  refusalGridMs: 0,
}

/** Answers with the customer's last words, so that a test sees which state was answered. */
export function echo(transcript: Transcript): Suggestion {
  const last = transcript.turns.findLast((turn) => turn.speaker === 'customer')
  const isSmallTalk = last?.text === '谢谢'
  return {
    outcome: isSmallTalk ? 'nothing' : 'answer',
    text: `您问：${last?.text}`,
    sentences: [{ text: `您问：${last?.text}`, basis: 'phrase', citations: [] }],
    confidence: 0.9,
    missing: [],
    guidance: [
      {
        audience: 'agent',
        article: 'look-up',
        title: '查询',
        chunk: 'look-up#1',
        quote: '先查订单',
      },
    ],
    findings: [],
    engine: 'extractive',
    forTurn: last?.seq ?? 0,
    generation: 1,
    ms: 1,
  }
}

/** Puts the guidance that `echo` gives into the store it is quoted from. */
export function putLookUp(db: Database): Promise<void> {
  return db.write('index', async (sql) => {
    const [article] = await sql<{ key: number }[]>`
      insert into agent.article
        (id, part, audience, lang, title, tags, asks, state, path, rev, after)
      values ('look-up', 0, 'agent', 'zh-Hans', '查询', '{}', '{}', 'published', 'look-up.md', 'r', 0)
      returning key
    `
    await sql`
      insert into agent.chunk (id, article, piece, headings, text, start_offset, end_offset, line,
        source_start, source_line, is_standard_reply)
      values ('look-up#1', ${article!.key}, 0, '{}', '先查订单', 0, 4, 1, 0, 1, false)
    `
  })
}

export type TestApp = {
  app: ReturnType<typeof createApp>
  deps: AppDeps
  /** A request with a JSON body. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** Opens a conversation and returns its address below /v1. */
  open(headers?: Record<string, string>): Promise<string>
  close(): Promise<void>
}

export async function openApp(db: Database, more: Partial<AppDeps> = {}): Promise<TestApp> {
  const { desk } = await loadDesk('knowledge')
  const hub = await createEventHub(db)
  const suggest = more.suggest ?? (async (transcript) => echo(transcript))
  const settings = AT_ONCE
  const live = createLive({ db, desk, clock: systemClock, log: silentLog, settings, suggest })
  const shutdown = new AbortController()
  const deps: AppDeps = {
    ...{ db, hub, live, desk, suggest },
    clock: systemClock,
    refusalGridMs: 0,
    log: silentLog,
    access: readAccess(undefined),
    findWarnings: () => [],
    check: async () => ({ verdict: 'pass', findings: [] }),
    draftTicket: async () => undefined,
    dispatchDue: () => {},
    knowledge: () => 'served',
    knowledgeDir: 'knowledge',
    panelDir: 'dist/no-panel',
    version: '0.0.0',
    shutdown: shutdown.signal,
    ...more,
  }
  const app = createApp(deps)
  const request = (path: string, init: RequestInit) => Promise.resolve(app.request(path, init))
  const post: TestApp['post'] = (path, body, headers) =>
    request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body:
        typeof body === 'string' || body instanceof Uint8Array
          ? (body as string)
          : JSON.stringify(body),
    })
  return {
    app,
    deps,
    post,
    get: (path, headers) => request(path, headers ? { headers } : {}),
    async open(headers) {
      const opened = await post('/v1/conversations', { channel: 'chat' }, headers)
      return `/v1/conversations/${((await opened.json()) as { id: string }).id}`
    },
    async close() {
      shutdown.abort()
      await live.close()
      await hub.close()
    },
  }
}

export type SeenEvent = {
  id: number
  kind: string
  data: Record<string, unknown>
  /** The `id:` line, to resume from. */
  sseId: string
}

/** Reads a stream of server-sent events until `isEnough`, then lets it go. */
export async function readStream(
  response: Response,
  isEnough: (events: SeenEvent[]) => boolean,
): Promise<SeenEvent[]> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const events: SeenEvent[] = []
  let rest = ''
  while (!isEnough(events)) {
    const { value, done } = await reader.read()
    if (done) break
    const blocks = (rest + value).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = /^data: (.*)$/mu.exec(block)?.[1]
      const sseId = /^id: (.*)$/mu.exec(block)?.[1]
      if (data) events.push({ ...JSON.parse(data), sseId } as SeenEvent)
    }
  }
  await reader.cancel()
  return events
}
