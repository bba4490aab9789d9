import type {
  AppendedTurns,
  Article,
  CheckVerdict,
  Conversation,
  Feedback,
  NewConversation,
  NewFeedback,
  NewTurn,
  Problem,
  Sample,
  SampleList,
  SearchResults,
  Session,
  Suggestion,
} from '../../http/api-types.ts'
import type { Lang } from '../messages/languages.ts'

/** What the server (or the lack of one) answered instead of a result. */
export class ApiError extends Error {
  /** 0: no answer at all. */
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'ApiError'
    this.status = status
    this.code = code
  }
}

export type Client = {
  /** Address of a path below `/v1/`, for streams. */
  url(path: string): string
  headers(): Record<string, string>
  session(): Promise<Session>
  /** Whether knowledge is served yet; false while a first start still indexes it. */
  isReady(): Promise<boolean>
  samples(): Promise<SampleList['samples']>
  sample(id: string): Promise<Sample>
  open(conversation: NewConversation): Promise<Conversation>
  conversation(id: string, signal?: AbortSignal): Promise<Conversation>
  append(id: string, turns: NewTurn[]): Promise<AppendedTurns>
  suggest(transcript: { lang?: Lang; turns: NewTurn[] }): Promise<Suggestion>
  check(text: string, conversation: string | null): Promise<CheckVerdict>
  search(q: string, signal: AbortSignal): Promise<SearchResults>
  article(id: string, signal: AbortSignal): Promise<Article>
  judge(suggestion: string, feedback: NewFeedback): Promise<Feedback>
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
  const post = <T>(path: string, body: unknown, timeoutMs?: number) =>
    call<T>(
      url(path),
      {
        method: 'POST',
        headers: { ...headers(), ...idempotencyKey(), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
      timeoutMs,
    )
  const id = encodeURIComponent
  return {
    url,
    headers,
    session: () => get('session'),
    isReady: async () => (await fetch(url('../ready'))).ok,
    samples: async () => (await get<SampleList>('samples')).samples,
    sample: (sample) => get(`samples/${id(sample)}`),
    open: (conversation) => post('conversations', conversation),
    conversation: (conversation, signal) => get(`conversations/${id(conversation)}`, signal),
    append: (conversation, turns) => post(`conversations/${id(conversation)}/turns`, { turns }),
    suggest: (transcript) => post('suggest', transcript),
    check: (text, conversation) =>
      post('check', { text, ...(conversation ? { conversation } : {}) }, CHECK_TIMEOUT_MS),
    search: (q, signal) => get(`search?q=${id(q)}&top=8`, signal),
    article: (article, signal) => get(`articles/${id(article)}`, signal),
    judge: (suggestion, feedback) => post(`suggestions/${id(suggestion)}/feedback`, feedback),
  }
}

async function call<T>(url: string, init: RequestInit, timeoutMs = TIMEOUT_MS): Promise<T> {
  const timeout = AbortSignal.timeout(timeoutMs)
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout
  try {
    const response = await fetch(url, { ...init, signal })
    if (!response.ok) throw await readProblem(response)
    return (await response.json()) as T
  } catch (cause) {
    if (cause instanceof ApiError || init.signal?.aborted) throw cause
    throw new ApiError(0, 'UNREACHABLE', 'The server gave no answer.', cause)
  }
}

async function readProblem(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as Partial<Problem> | null
  return new ApiError(response.status, body?.code ?? 'INTERNAL', body?.detail ?? '')
}

// Only secure pages have randomUUID; without a key the write is still correct, just not repeatable.
function idempotencyKey(): Record<string, string> {
  return typeof crypto.randomUUID === 'function' ? { 'idempotency-key': crypto.randomUUID() } : {}
}
