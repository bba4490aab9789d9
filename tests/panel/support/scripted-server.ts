import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type {
  Conversation,
  ConversationEvent,
  NewTurn,
  StoredSuggestion,
} from '../../../src/http/api-types.ts'
import { readServedFile } from '../../../src/http/serve-files.ts'
import { ANSWER, ARTICLE, checkText, FOUND, SAMPLE, SESSION, suggestFor } from './scripted-desk.ts'
import { ScriptedGuide } from './scripted-guide.ts'

type Kind = ConversationEvent['kind']

/** An API that speaks the contract from memory, and can be told to do what a real one rarely does. */
export class ScriptedServer {
  readonly feedback: { suggestion: string; body: unknown }[] = []
  /** The `Last-Event-ID` of each event stream asked for. */
  readonly resumedFrom: string[] = []
  /** The key every call must carry, when set. */
  key: string | null = null
  /** Every turn sent to it, repetitions too. */
  readonly received: NewTurn[] = []
  /** Stores the next turns and hangs up instead of answering. */
  losesNextAnswer = false
  /** What is answered for tickets; by default there are none. */
  ticketDesk: ((method: string, path: string, body: unknown) => [number, unknown]) | null = null
  readonly guide = new ScriptedGuide()
  /** Drafts that went out in spite of their verdict. */
  readonly overrides: { check: string; body: unknown }[] = []
  /** The search takes so long. */
  searchDelayMs = 0
  /** The outgoing check does not answer as it should. */
  breaksCheck = false
  /** Suggestions come at once unless a test wants to send them itself. */
  suggestsByItself = true
  port = 0
  #server: Server | undefined
  #conversation: Conversation | undefined
  #events: ConversationEvent[] = []
  #listeners = new Set<ServerResponse>()
  readonly #panelDir: string

  constructor(panelDir: string) {
    this.#panelDir = panelDir
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`
  }

  /** Listens; again on the same port after `stop`, with everything still known. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const url = new URL(request.url ?? '/', this.url)
        const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : undefined
        const lastEventId = String(request.headers['last-event-id'] ?? '')
        const isKeyed = this.key === null || request.headers.authorization === `Bearer ${this.key}`
        if (url.pathname.startsWith('/v1/') && !isKeyed) {
          response.writeHead(401, { 'content-type': 'application/json' })
          response.end('{"status":401,"code":"UNAUTHENTICATED","detail":"No key."}')
          return
        }
        void this.#answer(response, request.method ?? 'GET', url, body, lastEventId)
      })
    })
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve))
    this.port = (server.address() as AddressInfo).port
    this.#server = server
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections()
    await new Promise((resolve) => this.#server?.close(resolve))
  }

  /** Writes an event of the open conversation and tells whoever listens. */
  emit(kind: Kind, data: unknown): void {
    const id = this.#events.length + 1
    const conversation = this.#conversation?.id ?? ''
    const event = { id, conversation, kind, at: now(), data } as ConversationEvent
    this.#events.push(event)
    for (const listener of this.#listeners) listener.write(format(event))
  }

  /** Sends a suggestion as if the copilot had just made it. */
  suggest(suggestion: Partial<StoredSuggestion>): void {
    const id = suggestion.id ?? `s-${this.#events.length + 1}`
    const conversation = this.#conversation?.id ?? ''
    const stored = { ...ANSWER, id, conversation, at: now(), feedback: null, ...suggestion }
    this.emit('suggestion-ready', stored)
  }

  append(turn: NewTurn): void {
    const stored = { final: true, rev: 0, at: now(), ...turn, receivedAt: now() }
    this.emit('turn-added', stored)
    const isAsked = turn.speaker === 'customer' && stored.final && this.suggestsByItself
    if (isAsked) this.suggest(suggestFor(stored))
  }

  async #answer(
    response: ServerResponse,
    method: string,
    url: URL,
    body: unknown,
    lastEventId: string,
  ): Promise<unknown> {
    const path = url.pathname
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(value))
    }
    const isTicket = /^\/v1\/(tickets\/|ticket-form|conversations\/[^/]+\/ticket$)/u.test(path)
    if (isTicket && this.ticketDesk) return json(...this.ticketDesk(method, path, body))
    const guided = this.guide.answer(method, path, body)
    if (guided) return json(...guided)
    const overridden = /^\/v1\/check\/([^/]+)\/override$/u.exec(path)?.[1]
    if (overridden) {
      this.overrides.push({ check: overridden, body })
      return json(201, { id: 'o-1', by: 'agent', reason: 'approved', note: null, at: now() })
    }
    if (isTicket) return json(404, { code: 'NOT_FOUND', status: 404, detail: 'No ticket yet.' })
    if (path === '/ready') return json(200, { status: 'ready' })
    if (path === '/v1/session') return json(200, SESSION)
    if (path === '/v1/samples') {
      const { turns, ...head } = SAMPLE
      return json(200, { samples: [{ ...head, turnCount: turns.length, durationMs: 900 }] })
    }
    if (path === `/v1/samples/${SAMPLE.id}`) return json(200, SAMPLE)
    if (path === '/v1/search') return setTimeout(() => json(200, FOUND), this.searchDelayMs)
    if (path === '/v1/check' && this.breaksCheck)
      return json(500, { code: 'INTERNAL', status: 500, detail: 'Broken.' })
    if (path === '/v1/check') return json(200, checkText((body as { text: string }).text))
    if (path === '/v1/suggest') return json(200, ANSWER)
    if (path === `/v1/articles/${ARTICLE.id}`) return json(200, ARTICLE)
    const judged = /^\/v1\/suggestions\/([^/]+)\/feedback$/.exec(path)?.[1]
    if (judged) {
      this.feedback.push({ suggestion: judged, body })
      return json(201, {
        id: 'f-1',
        suggestion: judged,
        verdict: 'helpful',
        reason: null,
        at: now(),
      })
    }
    if (path === '/v1/conversations' && method === 'POST') return json(201, this.#open())
    if (path.startsWith('/v1/conversations/')) {
      return this.#answerConversation(response, path, body, lastEventId, json)
    }
    const page = await readServedFile(this.#panelDir, path === '/' ? 'index.html' : path)
    if (!page) return json(404, { code: 'NOT_FOUND', status: 404, detail: 'Not found.' })
    response.writeHead(200, { 'content-type': page.type })
    return response.end(page.bytes)
  }

  #answerConversation(
    response: ServerResponse,
    path: string,
    body: unknown,
    lastEventId: string,
    json: (status: number, value: unknown) => void,
  ): unknown {
    const conversation = this.#conversation
    if (!conversation || !path.startsWith(`/v1/conversations/${conversation.id}`)) {
      return json(404, { code: 'NOT_FOUND', status: 404, detail: 'No such conversation.' })
    }
    if (path.endsWith('/turns')) {
      const { turns } = body as { turns: NewTurn[] }
      const isLost = this.losesNextAnswer
      this.losesNextAnswer = false
      this.received.push(...turns)
      // Told of only when answered, so that the panel cannot learn of it from the events.
      if (isLost) {
        response.writeHead(201, { 'content-length': '100' })
        response.write('{')
        return setTimeout(() => response.destroy(), 50)
      }
      for (const turn of turns) this.append(turn)
      return json(201, {
        conversation: conversation.id,
        turns: [],
        stage: 'greeting',
        lastEventId: 0,
      })
    }
    if (path.endsWith('/events')) {
      this.resumedFrom.push(lastEventId)
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('retry: 1000\n\n')
      for (const event of this.#events)
        if (event.id > Number(lastEventId)) response.write(format(event))
      this.#listeners.add(response)
      return response.on('close', () => this.#listeners.delete(response))
    }
    const data = <K extends Kind>(kind: K) =>
      this.#events.filter((event) => event.kind === kind).map((event) => event.data)
    return json(200, {
      ...conversation,
      turns: data('turn-added'),
      suggestions: data('suggestion-ready'),
      warnings: data('warning-raised'),
      lastEventId: this.#events.length,
    })
  }

  #open(): Conversation {
    this.#events = []
    this.#conversation = {
      id: `c-${Math.random().toString(36).slice(2)}`,
      channel: 'chat',
      lang: 'zh-Hans',
      status: 'open',
      stage: 'greeting',
      skipped: [],
      openedAt: now(),
      closedAt: null,
      droppedAt: null,
      agent: null,
      department: null,
      turnCount: 0,
      turns: [],
      suggestions: [],
      warnings: [],
      notes: [],
      lastEventId: 0,
    }
    return this.#conversation
  }
}

const now = () => new Date().toISOString()
const format = (event: ConversationEvent) =>
  `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`
