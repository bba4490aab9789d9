import OpenAI, { APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import { ModelError } from './model-error.ts'

export type Endpoint = {
  /** Base address of an OpenAI-compatible API, e.g. `http://127.0.0.1:11434/v1`. */
  url: string
  key: string | undefined
  /** Model name as the endpoint knows it. */
  name: string
  timeoutMs: number
}

/** The client for one endpoint. Retries are left to the caller, who knows the deadline. */
export function openaiClient(endpoint: Endpoint): OpenAI {
  return new OpenAI({
    baseURL: endpoint.url,
    apiKey: endpoint.key ?? 'none',
    timeout: endpoint.timeoutMs,
    maxRetries: 0,
    logLevel: 'off',
  })
}

/** What the SDK throws, as a `ModelError`; never carries the endpoint's body, which may repeat our input. */
export function asModelError(error: unknown, endpoint: Endpoint): ModelError {
  if (error instanceof ModelError) return error
  const who = `model '${endpoint.name}'`
  if (error instanceof APIUserAbortError)
    return new ModelError('aborted', `${who}: cancelled`, error)
  if (error instanceof APIConnectionTimeoutError)
    return new ModelError('timeout', `${who}: no answer within ${endpoint.timeoutMs} ms`, error)
  if (error instanceof APIError && error.status !== undefined)
    return new ModelError('refused', `${who}: answered with status ${error.status}`, undefined, {
      status: error.status,
      retryAfterMs: readRetryAfter(error.headers),
    })
  if (error instanceof APIError)
    return new ModelError('unreachable', `${who}: not reachable at ${endpoint.url}`, error)
  return new ModelError('bad-answer', `${who}: an answer that cannot be read`, error)
}

/** Seconds or milliseconds, as OpenAI and its likes send them; a date is not waited for. */
function readRetryAfter(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (Number.isFinite(ms)) return ms
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined
}
