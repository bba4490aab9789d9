import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ZodError } from 'zod'
import { AppError, type ErrorCode } from '../errors.ts'
import type { Problem } from './api-types.ts'
import type { AppEnv } from './app-env.ts'
import { readFieldFaults } from './field-faults.ts'

/** The one place where a code becomes a status number. */
export const STATUS_OF: Record<ErrorCode, ContentfulStatusCode> = {
  BAD_REQUEST: 400,
  BAD_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  IDEMPOTENCY_MISMATCH: 409,
  REMOVALS_REFUSED: 409,
  TOO_LARGE: 413,
  TOO_LONG: 413,
  TOO_MANY_TURNS: 422,
  UPGRADE_REQUIRED: 426,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  DATA_LOCKED: 503,
  NOT_READY: 503,
  TRY_LATER: 503,
}

const TITLE_OF: Record<ErrorCode, string> = {
  BAD_REQUEST: 'The request cannot be read',
  BAD_INPUT: 'The input is wrong',
  UNAUTHENTICATED: 'No valid key',
  FORBIDDEN: 'Not allowed for this role',
  NOT_FOUND: 'Not found',
  CONFLICT: 'In conflict with what is stored',
  IDEMPOTENCY_MISMATCH: 'The Idempotency-Key was used for another request',
  REMOVALS_REFUSED: 'Too many removals',
  TOO_LARGE: 'The request is too large',
  TOO_LONG: 'A text is too long',
  TOO_MANY_TURNS: 'Too many turns',
  UPGRADE_REQUIRED: 'This address speaks WebSocket',
  RATE_LIMITED: 'Too many requests',
  INTERNAL: 'An error inside Sidecue',
  DATA_LOCKED: 'The data is in use',
  NOT_READY: 'Not ready yet',
  TRY_LATER: 'Not available at the moment',
}

/** Answers an error as a problem document (RFC 9457); nothing of stack, SQL or values gets out. */
export function answerProblem(error: Error, c: Context<AppEnv>): Response {
  const known = recognise(error)
  const status = STATUS_OF[known.code]
  const requestId = c.get('requestId') ?? ''
  if (status >= 500 && !isCancelled(error))
    c.get('log')?.error({ requestId, code: known.code, error: describe(error) }, 'request-failed')
  const problem: Problem = {
    type: 'about:blank',
    title: TITLE_OF[known.code],
    status,
    detail: known.message,
    code: known.code,
    ...(known.hint ? { hint: known.hint } : {}),
    requestId,
    ...(known.errors ? { errors: known.errors } : {}),
    ...(known.details ? { details: known.details } : {}),
  }
  c.header('content-type', 'application/problem+json')
  if (status === 401) c.header('www-authenticate', 'Bearer')
  if (status === 503 || status === 429) c.header('retry-after', '2')
  return c.body(JSON.stringify(problem), status)
}

/** What a problem document says of an error, without the request. */
export type Known = {
  code: ErrorCode
  message: string
  hint: string | undefined
  errors?: { field: string; message: string }[]
  details?: Record<string, unknown>
}

/** Nothing of stack, SQL or values gets out. */
export function recognise(error: Error): Known {
  if (error instanceof ZodError) return readFieldFaults(error)
  if (error instanceof AppError) {
    const field = error.place?.field
    return {
      code: error.code,
      message: error.message,
      hint: error.hint,
      ...(field ? { errors: [{ field, message: error.message }] } : {}),
      ...(error.details ? { details: error.details } : {}),
    }
  }
  if (error instanceof HTTPException && error.status < 500)
    return { code: 'BAD_REQUEST', message: 'The request cannot be read.', hint: undefined }
  if (isCancelled(error))
    return { code: 'TRY_LATER', message: 'The request was cancelled.', hint: undefined }
  return {
    code: 'INTERNAL',
    message: 'Something went wrong on our side.',
    hint: 'Give the requestId to whoever runs this server; its log has the cause.',
  }
}

/** The client went away; nobody reads the answer. */
function isCancelled(error: Error): boolean {
  return error.name === 'AbortError'
}

/** For the log: what kind of error and where, never its data (a database error quotes values). */
export function describe(error: Error): Record<string, unknown> {
  const code = 'code' in error ? error.code : undefined
  const where = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '))
  return { name: error.name, code, where: where?.slice(0, 6).map((line) => line.trim()) }
}
