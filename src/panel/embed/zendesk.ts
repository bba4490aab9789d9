import { escapeText } from './escape-text.ts'
import type { HostConversation, HostTurn } from './protocol.ts'

/** What of the Zendesk Apps Framework's client is used, as its documentation has it. */
export type ZafClient = {
  context(): Promise<{ account?: { subdomain?: string }; ticketId?: number }>
  get(path: string | string[]): Promise<Record<string, unknown>>
  invoke(action: string, ...args: unknown[]): Promise<unknown>
  on(event: string, handler: () => void): void
}

/** Zendesk's roles; everyone who is not the customer and not the machine writes for the desk. */
const SPEAKERS: Record<string, HostTurn['speaker']> = { 'end-user': 'customer', system: 'system' }

/**
 * The ticket on the screen. Of the people in it only their part in the talk is taken, never who they are: that
 * stands in Sidecue's own key.
 */
export async function readTicket(client: ZafClient): Promise<HostConversation> {
  const [{ account, ticketId }, got] = await Promise.all([
    client.context(),
    client.get(['ticket.id', 'ticket.conversation']),
  ])
  const id = got['ticket.id'] ?? ticketId
  const said = got['ticket.conversation']
  const turns = (Array.isArray(said) ? said : []).flatMap(readMessage)
  const isMail = Array.isArray(said) && said.some((one) => channelOf(one) === 'email')
  return {
    ref: `zendesk-${account?.subdomain ?? ''}-${String(id)}`,
    channel: isMail ? 'email' : 'chat',
    turns,
  }
}

/** Puts a text where the agent's cursor stands. The editor takes HTML, so the text is made to mean itself. */
export async function insertIntoEditor(client: ZafClient, text: string): Promise<void> {
  await client.invoke('ticket.editor.insert', escapeText(text))
}

/** Calls back with the ticket, and again whenever something was said in it. */
export function followTicket(
  client: ZafClient,
  onTicket: (ticket: HostConversation) => void,
  onFault: (error: unknown) => void,
): void {
  const read = () => void readTicket(client).then(onTicket, onFault)
  for (const event of ['app.activated', 'ticket.conversation.changed']) client.on(event, read)
  read()
}

type Message = {
  author?: { role?: unknown }
  channel?: { name?: unknown }
  content?: unknown
  message?: { content?: unknown; contentType?: unknown }
  timestamp?: unknown
}

function channelOf(message: unknown): unknown {
  return (message as Message | null)?.channel?.name
}

function readMessage(message: unknown): HostTurn[] {
  const { author, channel, content, message: body, timestamp } = (message ?? {}) as Message
  const raw = body?.content ?? content
  // Internal notes are no part of what was said.
  if (typeof raw !== 'string' || /^internal/iu.test(String(channel?.name ?? ''))) return []
  const isPlain = body?.contentType === 'text/plain'
  const text = (isPlain ? raw : textOf(raw)).trim().slice(0, 8_000)
  if (text === '') return []
  const speaker = SPEAKERS[String(author?.role)] ?? 'agent'
  const at = Date.parse(String(timestamp))
  return [{ speaker, text, ...(Number.isNaN(at) ? {} : { at: new Date(at).toISOString() }) }]
}

/** Words of an HTML message. The document is inert: nothing in it runs or is fetched. */
function textOf(html: string): string {
  if (!/[<&]/u.test(html)) return html
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const one of page.querySelectorAll('script, style')) one.remove()
  for (const one of page.querySelectorAll('br')) one.replaceWith('\n')
  for (const one of page.querySelectorAll('p, div, li, tr, h1, h2, h3, h4, blockquote'))
    one.append('\n')
  return (page.body.textContent ?? '').replaceAll(/\n{3,}/g, '\n\n')
}
