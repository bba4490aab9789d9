import { insertAtCaret } from './insert-at-caret.ts'
import {
  type FromHost,
  type FromPanel,
  type HostConversation,
  type HostTurn,
  readFromPanel,
  wrap,
} from './protocol.ts'
import { followTicket, insertIntoEditor, type ZafClient } from './zendesk.ts'

/** What `sidecue-insert` carries: a text the agent wants in the reply box of the conversation on the screen. */
export type InsertDetail = {
  ref: string
  text: string
  /** Says whether the text stands in the reply box now; otherwise the panel copies it. */
  answer: (isInserted: boolean | Promise<boolean>) => void
}

/** Where this script came from is where the panel is. */
const home = new URL(
  '.',
  (document.currentScript as HTMLScriptElement | null)?.src ?? document.baseURI,
)
/** Until the panel answers it is asked again: it may still be loading. */
const HELLO_MS = 250

/** `<sidecue-panel>`: the panel in a frame, and the only one that talks to it. */
class SidecuePanel extends HTMLElement {
  static observedAttributes = ['lang']
  #frame: HTMLIFrameElement | null = null
  #current: HostConversation | null = null
  #hello: ReturnType<typeof setInterval> | undefined
  #isReady = false

  connectedCallback(): void {
    if (this.#frame) return
    const frame = document.createElement('iframe')
    const page = new URL('embed', new URL(this.getAttribute('src') ?? home, document.baseURI))
    const lang = this.getAttribute('lang')
    if (lang) page.searchParams.set('lang', lang)
    frame.src = page.href
    frame.title = 'Sidecue'
    frame.allow = 'clipboard-write'
    frame.style.cssText = 'border:0;width:100%;height:100%;display:block'
    if (this.style.display === '') this.style.display = 'block'
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    root.replaceChildren(frame)
    this.#frame = frame
    addEventListener('message', this.#listen)
    this.#hello = setInterval(() => this.#send(this.#greeting()), HELLO_MS)
    if (this.getAttribute('host') === 'zendesk') this.#joinZendesk()
  }

  disconnectedCallback(): void {
    removeEventListener('message', this.#listen)
    clearInterval(this.#hello)
    this.#frame = null
    this.#isReady = false
  }

  /** Shows this conversation from now on; a text for another one is not taken any more. */
  setConversation(
    conversation: Omit<HostConversation, 'channel' | 'turns'> & Partial<HostConversation>,
  ): void {
    const whole = {
      channel: 'chat' as const,
      turns: [],
      ...conversation,
      ref: String(conversation.ref),
    }
    this.#current = whole
    if (this.#isReady) this.#send({ type: 'conversation', conversation: whole })
  }

  /** What has been said in the conversation on the screen: all of it, or the latest part. */
  setTurns(turns: HostTurn[]): void {
    if (!this.#current) return
    this.#current = { ...this.#current, turns }
    if (this.#isReady) this.#send({ type: 'turns', ref: this.#current.ref, turns })
  }

  clearConversation(): void {
    this.#current = null
    if (this.#isReady) this.#send({ type: 'clear' })
  }

  get #origin(): string {
    return new URL(this.#frame?.src ?? home).origin
  }

  #greeting(): FromHost {
    return { type: 'hello', insert: this.getAttribute('insert') !== 'off' }
  }

  #send(message: FromHost): void {
    this.#frame?.contentWindow?.postMessage(wrap(message), this.#origin)
  }

  readonly #listen = (event: MessageEvent): void => {
    if (event.source !== this.#frame?.contentWindow || event.origin !== this.#origin) return
    const read = readFromPanel(event.data)
    if (read.ok) this.#take(read.message)
    else console.warn(`<sidecue-panel>: ${read.why}`)
  }

  #take(message: FromPanel): void {
    switch (message.type) {
      case 'ready':
        clearInterval(this.#hello)
        this.#isReady = true
        this.dispatchEvent(new CustomEvent('sidecue-ready'))
        if (this.#current) this.#send({ type: 'conversation', conversation: this.#current })
        return
      case 'bound':
        this.dispatchEvent(new CustomEvent('sidecue-bound', { detail: message }))
        return
      case 'ignored':
        console.warn(`<sidecue-panel>: the panel ignored a message: ${message.why}`)
        return
      case 'insert':
        void this.#insert(message)
    }
  }

  async #insert({ insert, ref, text }: Extract<FromPanel, { type: 'insert' }>): Promise<void> {
    let answered: boolean | Promise<boolean> = false
    // The agent has gone on to another conversation meanwhile: the text is not for that one.
    if (ref === this.#current?.ref) {
      const answer: InsertDetail['answer'] = (isInserted) => {
        answered = isInserted
      }
      this.dispatchEvent(
        new CustomEvent<InsertDetail>('sidecue-insert', { detail: { ref, text, answer } }),
      )
      const target = this.getAttribute('target')
      if (answered === false && target)
        answered = insertAtCaret(document.querySelector(target), text)
    }
    const ok = await Promise.resolve(answered).catch(() => false)
    this.#send({ type: 'inserted', insert, ok: ok === true })
  }

  #joinZendesk(): void {
    const zaf = (globalThis as { ZAFClient?: { init(): ZafClient | false } }).ZAFClient
    const client = zaf?.init()
    if (!client) {
      console.warn(
        '<sidecue-panel host="zendesk">: no ZAFClient. Load zaf_sdk.min.js before embed.js, in a page that Zendesk shows as an app.',
      )
      return
    }
    this.addEventListener('sidecue-insert', (event) => {
      const { text, answer } = (event as CustomEvent<InsertDetail>).detail
      answer(insertIntoEditor(client, text).then(() => true))
    })
    const onFault = (error: unknown) =>
      console.warn('<sidecue-panel host="zendesk">: the ticket was not read.', error)
    followTicket(client, (ticket) => this.#showTicket(ticket), onFault)
  }

  #showTicket(ticket: HostConversation): void {
    if (ticket.ref === this.#current?.ref) this.setTurns(ticket.turns)
    else this.setConversation(ticket)
  }
}

// Loaded twice it is still one element.
if (!customElements.get('sidecue-panel')) customElements.define('sidecue-panel', SidecuePanel)
