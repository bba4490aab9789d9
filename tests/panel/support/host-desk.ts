import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Pages of a help desk, on an origin of its own. */
export class HostDesk {
  readonly #name: string
  readonly #pages = new Map<string, string>()
  #server: Server | undefined

  /** `localhost` and `127.0.0.1` are two sites to a browser. */
  constructor(name: 'localhost' | '127.0.0.1') {
    this.#name = name
  }

  async start(): Promise<string> {
    this.#server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://host').pathname
      const page = this.#pages.get(path)
      response.writeHead(page === undefined ? 404 : 200, {
        'content-type': path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8',
      })
      response.end(page)
    })
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve))
    return this.origin
  }

  get origin(): string {
    return `http://${this.#name}:${(this.#server?.address() as AddressInfo | undefined)?.port ?? 0}`
  }

  /** Serves a page and returns its address. */
  put(path: string, body: string): string {
    const page = path.endsWith('.js')
      ? body
      : `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Desk</title></head><body>${body}</body></html>`
    this.#pages.set(path, page)
    return `${this.origin}${path}`
  }

  async stop(): Promise<void> {
    const server = this.#server
    if (!server) return
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** What Chatwoot's dashboard does for an app: the context once the frame has loaded, and again when it is asked. */
export function chatwootPage(app: string): string {
  return `<iframe id="app" src="${app}" style="width:400px;height:760px;border:0"></iframe>
<script>
  window.asked = 0
  window.chat = { meta: { sender: { id: 3, name: 'x' }, channel: 'Channel::WebWidget' }, id: 7, messages: [
    { id: 11, content: '充值两小时了还没到账', message_type: 0, private: false, created_at: 1795000000 },
    { id: 12, content: '内部备注：VIP', message_type: 1, private: true, created_at: 1795000010 },
  ] }
  const frame = document.querySelector('#app')
  const send = () => frame.contentWindow.postMessage(JSON.stringify({ event: 'appContext',
    data: { conversation: window.chat, contact: { id: 3 }, currentAgent: { id: 1, role: 'administrator' } } }), '*')
  frame.onload = send
  addEventListener('message', (event) => {
    if (event.data === 'chatwoot-dashboard-app:fetch-info') { window.asked++; send() }
  })
</script>`
}

/** Zendesk's side of the framework: a ticket, its editor, and the answers an app gets. */
export function zendeskPage(app: string): string {
  return `<div id="editor" contenteditable="true" aria-label="Editor"></div>
<iframe id="app" src="${app}" style="width:420px;height:700px;border:0"></iframe>
<script>
  window.calls = []
  window.ticket = { id: 1042, conversation: [
    { author: { id: 5, role: 'end-user', name: 'x' }, channel: { name: 'native_messaging' },
      message: { content: '<p>充值两小时了<br>还没到账 &amp; 很急</p>', contentType: 'text/html' }, timestamp: '2026-11-21T02:00:00Z' },
    { author: { id: 6, role: 'agent', name: 'y' }, channel: { name: 'internal' },
      message: { content: '内部备注', contentType: 'text/html' }, timestamp: '2026-11-21T02:00:05Z' } ] }
  const frame = document.querySelector('#app')
  window.changed = () => frame.contentWindow.postMessage({ zaf: 'event', name: 'ticket.conversation.changed' }, '*')
  const known = { 'ticket.id': () => window.ticket.id, 'ticket.conversation': () => window.ticket.conversation }
  addEventListener('message', ({ data, source }) => {
    if (data.zaf !== 'call') return
    window.calls.push([data.method, ...data.args])
    let value = null
    if (data.method === 'context') value = { account: { subdomain: 'galaxy' }, location: 'ticket_sidebar', ticketId: window.ticket.id }
    if (data.method === 'get') value = Object.fromEntries([data.args[0]].flat().map((path) => [path, known[path]?.()]))
    if (data.method === 'invoke' && data.args[0] === 'ticket.editor.insert') document.querySelector('#editor').innerHTML += data.args[1]
    source.postMessage({ zaf: 'answer', id: data.id, value }, '*')
  })
</script>`
}

/** A stand-in for Zendesk's SDK with the part of its interface that its documentation promises and we use. */
export const ZAF_SDK = `window.ZAFClient = { init() {
  const handlers = {}, waiting = new Map()
  let count = 0
  addEventListener('message', ({ data, source }) => {
    if (source !== parent) return
    if (data.zaf === 'answer') waiting.get(data.id)?.(data.value)
    if (data.zaf === 'event') for (const handler of handlers[data.name] ?? []) handler()
  })
  const call = (method, ...args) => new Promise((resolve) => {
    waiting.set(++count, resolve)
    parent.postMessage({ zaf: 'call', id: count, method, args }, '*')
  })
  return { context: () => call('context'), get: (paths) => call('get', paths),
    invoke: (...args) => call('invoke', ...args), on: (name, handler) => (handlers[name] ??= []).push(handler) }
} }`
