/** Codes a caller may branch on; `http/problems.ts` gives each its status number. */
export type ErrorCode =
  | 'BAD_REQUEST'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'IDEMPOTENCY_MISMATCH'
  | 'TOO_LARGE'
  | 'TOO_LONG'
  | 'TOO_MANY_TURNS'
  | 'UPGRADE_REQUIRED'
  | 'RATE_LIMITED'
  | 'REMOVALS_REFUSED'
  | 'DATA_LOCKED'
  | 'BAD_INPUT'
  | 'NOT_READY'
  | 'TRY_LATER'
  | 'INTERNAL'

/** Where in a file or a request something is wrong; lines and columns count from 1. */
export type Place = { file?: string; line?: number; column?: number; field?: string }

/** Everything Sidecue throws on purpose. The message names the thing and what was found; `hint` says what to do. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly place: Place | undefined
  /** What a program needs to go on: the current version, what changed. Part of the answer, so nothing secret. */
  readonly details: Record<string, unknown> | undefined

  constructor(
    code: ErrorCode,
    message: string,
    more: {
      hint?: string
      place?: Place
      details?: Record<string, unknown>
      cause?: unknown
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = new.target.name
    this.code = code
    this.hint = more.hint
    this.place = more.place
    this.details = more.details
  }
}

/** `file:line:column` with the parts that are known, as editors make it clickable. */
export function formatPlace(place: Place): string {
  const parts = [place.file, place.line, place.column].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(':') : (place.field ?? '')
}

/** A flaw found in a file, in the shape of unified's messages. `error`: the article is not served. */
export type Flaw = {
  severity: 'error' | 'warning' | 'info'
  /** Stable kebab-case name: `unknown-key`, `bad-date`, `directive-suspect` … */
  rule: string
  message: string
  file: string
  line: number
  column: number
  found?: string
  allowed?: string
}
