import type {
  AppendedTurns,
  Article,
  ArticleList,
  CheckVerdict,
  ClassCorrection,
  ClosedConversation,
  Conversation,
  ConversationClass,
  ConversationState,
  Embedding,
  Feedback,
  Guide,
  NewClassCorrection,
  NewConversation,
  NewEmbedding,
  NewFeedback,
  NewOverride,
  NewTurn,
  Override,
  Problem,
  Sample,
  SampleList,
  SearchResults,
  Session,
  Suggestion,
  Ticket,
  TicketApproval,
  TicketEdit,
  TicketForm,
  TicketPersonal,
  TicketRejection,
} from '../../http/api-types.ts'
import type { Lang } from '../messages/languages.ts'
import { noteServerTime } from '../state/server-time.ts'

/** What the server (or the lack of one) answered instead of a result. */
export class ApiError extends Error {
  /** 0: no answer at all. */
  readonly status: number
  readonly code: string
  /** What to go on with: of a conflict, what has changed. */
  readonly details: Record<string, unknown>

  constructor(
    status: number,
    code: string,
    message: string,
    more: { cause?: unknown; details?: Record<string, unknown> | undefined } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.details = more.details ?? {}
  }
}

export type Client = {
  /** Address of a path below `/v1/`, for streams. */
  url(path: string): string
  headers(): Record<string, string>
  /** Any path below `/v1/`, for pages that ask for more than the panel does. */
  read<T>(path: string, signal?: AbortSignal): Promise<T>
  post<T>(path: string, body: unknown): Promise<T>
  session(): Promise<Session>
  /** Whether knowledge is served yet; false while a first start still indexes it. */
  isReady(): Promise<boolean>
  samples(): Promise<SampleList['samples']>
  sample(id: string): Promise<Sample>
  open(conversation: NewConversation): Promise<Conversation>
  /** The conversation that stands for the reference of a host around the frame. */
  openEmbedded(embedding: NewEmbedding): Promise<Embedding>
  reopen(id: string): Promise<ConversationState>
  close(id: string): Promise<ClosedConversation>
  /** Lets time pass in a conversation played from a recording. Only a server without keys does. */
  elapse(id: string, seconds: number): Promise<ConversationState>
  conversation(id: string, signal?: AbortSignal): Promise<Conversation>
  guide(id: string, signal: AbortSignal): Promise<Guide>
  conversationClass(id: string, signal: AbortSignal): Promise<ConversationClass>
  correctClass(id: string, correction: NewClassCorrection): Promise<ClassCorrection>
  undoCorrection(id: string, correction: string): Promise<ClassCorrection>
  append(id: string, turns: NewTurn[]): Promise<AppendedTurns>
  suggest(transcript: { lang?: Lang; turns: NewTurn[] }): Promise<Suggestion>
  check(text: string, conversation: string | null): Promise<CheckVerdict>
  /** A draft goes out in spite of its verdict. */
  override(check: string, override: NewOverride): Promise<Override>
  search(q: string, signal: AbortSignal): Promise<SearchResults>
  articles(
    wanted: { lang: Lang; module: string; cursor?: string },
    signal: AbortSignal,
  ): Promise<ArticleList>
  article(id: string, signal: AbortSignal): Promise<Article>
  judge(suggestion: string, feedback: NewFeedback): Promise<Feedback>
  /** Null: the conversation has none yet. */
  ticket(conversation: string, signal: AbortSignal): Promise<Ticket | null>
  ticketForm(): Promise<TicketForm>
  ticketPersonal(ticket: string): Promise<TicketPersonal>
  editTicket(ticket: string, edit: TicketEdit): Promise<Ticket>
  approveTicket(ticket: string, approval: TicketApproval): Promise<Ticket>
  rejectTicket(ticket: string, rejection: TicketRejection): Promise<Ticket>
  reopenTicket(ticket: string): Promise<Ticket>
}

/** A server silent for this long is not going to answer. */
const TIMEOUT_MS = 20_000
/** The check of a reply holds up its sending: better unchecked than late. */
const CHECK_TIMEOUT_MS = 2_000

/** Typed calls to the API below `base`, which ends in `/v1/`. Each throws `ApiError`. */
export function createClient(base: string, readKey: () => string | null): Client {
  const url = (path: string) => new URL(path, base).href
  const headers = (): Record<string, string> => {
    const key = readKey()
    return key ? { authorization: `Bearer ${key}` } : {}
  }
  const get = <T>(path: string, signal?: AbortSignal) =>
    call<T>(url(path), { headers: headers(), ...(signal ? { signal } : {}) })
  const write = <T>(method: string, path: string, body: unknown, timeoutMs?: number) =>
    call<T>(
      url(path),
      {
        method,
        headers: { ...headers(), ...idempotencyKey(), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
      timeoutMs,
    )
  const post = <T>(path: string, body: unknown, timeoutMs?: number) =>
    write<T>('POST', path, body, timeoutMs)
  const id = encodeURIComponent
  return {
    url,
    headers,
    read: get,
    post,
    session: () => get('session'),
    isReady: async () => (await fetch(url('../ready'))).ok,
    samples: async () => (await get<SampleList>('samples')).samples,
    sample: (sample) => get(`samples/${id(sample)}`),
    open: (conversation) => post('conversations', conversation),
    openEmbedded: (embedding) => post('embeddings', embedding),
    reopen: (conversation) => post(`conversations/${id(conversation)}/reopen`, {}),
    close: (conversation) => post(`conversations/${id(conversation)}/close`, {}),
    elapse: (conversation, seconds) =>
      post(`conversations/${id(conversation)}/elapse`, { seconds }),
    conversation: (conversation, signal) => get(`conversations/${id(conversation)}`, signal),
    guide: (conversation, signal) => get(`conversations/${id(conversation)}/guide`, signal),
    conversationClass: (conversation, signal) =>
      get(`conversations/${id(conversation)}/class`, signal),
    correctClass: (conversation, correction) =>
      post(`conversations/${id(conversation)}/class`, correction),
    undoCorrection: (conversation, correction) =>
      write('DELETE', `conversations/${id(conversation)}/class/${id(correction)}`, undefined),
    append: (conversation, turns) => post(`conversations/${id(conversation)}/turns`, { turns }),
    suggest: (transcript) => post('suggest', transcript),
    check: (text, conversation) =>
      post('check', { text, ...(conversation ? { conversation } : {}) }, CHECK_TIMEOUT_MS),
    override: (check, override) => post(`check/${id(check)}/override`, override),
    search: (q, signal) => get(`search?q=${id(q)}&top=8`, signal),
    articles: ({ lang, module, cursor }, signal) => {
      const query = new URLSearchParams({ lang, limit: '100' })
      if (module !== '') query.set('module', module)
      if (cursor !== undefined) query.set('cursor', cursor)
      return get(`articles?${query}`, signal)
    },
    article: (article, signal) => get(`articles/${id(article)}`, signal),
    judge: (suggestion, feedback) => post(`suggestions/${id(suggestion)}/feedback`, feedback),
    ticket: (conversation, signal) =>
      get<Ticket>(`conversations/${id(conversation)}/ticket`, signal).catch(nullIfNone),
    ticketForm: () => get('ticket-form'),
    ticketPersonal: (ticket) => get(`tickets/${id(ticket)}/personal`),
    editTicket: (ticket, edit) => write('PATCH', `tickets/${id(ticket)}`, edit),
    approveTicket: (ticket, approval) => post(`tickets/${id(ticket)}/approval`, approval),
    rejectTicket: (ticket, rejection) => post(`tickets/${id(ticket)}/rejection`, rejection),
    reopenTicket: (ticket) => post(`tickets/${id(ticket)}/reopening`, { reason: 'mistake' }),
  }
}

function nullIfNone(error: unknown): null {
  if (error instanceof ApiError && error.status === 404) return null
  throw error
}

async function call<T>(url: string, init: RequestInit, timeoutMs = TIMEOUT_MS): Promise<T> {
  const timeout = AbortSignal.timeout(timeoutMs)
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
  try {
    const response = await fetch(url, { ...init, signal })
    // Whole seconds, cut off: late at most.
    noteServerTime(response.headers.get('date') ?? '')
    if (!response.ok) throw await readProblem(response)
    return (await response.json()) as T
  } catch (cause) {
    if (cause instanceof ApiError || init.signal?.aborted) throw cause
    throw new ApiError(0, 'UNREACHABLE', 'The server gave no answer.', { cause })
  }
}

async function readProblem(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null
  const { code = 'INTERNAL', detail = '', details } = body ?? {}
  return new ApiError(response.status, code, detail, { details })
}

// Only secure pages have randomUUID; without a key the write is still correct, just not repeatable.
function idempotencyKey(): Record<string, string> {
  return typeof crypto.randomUUID === 'function' ? { 'idempotency-key': crypto.randomUUID() } : {}
}
