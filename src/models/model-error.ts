import { AppError } from '../errors.ts'

export type ModelFault =
  | 'unreachable'
  | 'timeout'
  | 'aborted'
  | 'refused'
  | 'bad-answer'
  | 'wrong-dimension'
  /** The model itself will not answer, or its provider cut the answer. */
  | 'declined'
  /** It asked for a tool; it was given none. */
  | 'tool-call'

/** What is known of a failed request beside its fault. */
export type Failed = { status?: number | undefined; retryAfterMs?: number | undefined }

/** A model that could not be used this time. Expected: callers fall back to working without it. */
export class ModelError extends AppError {
  readonly fault: ModelFault
  /** HTTP status, where the endpoint answered with an error. */
  readonly status: number | undefined
  /** How long the endpoint asks to be left alone. */
  readonly retryAfterMs: number | undefined

  constructor(
    fault: ModelFault,
    message: string,
    cause?: unknown,
    { status, retryAfterMs }: Failed = {},
  ) {
    super('TRY_LATER', message, { cause, hint: 'Sidecue goes on without the model.' })
    this.fault = fault
    this.status = status
    this.retryAfterMs = retryAfterMs
  }

  /** Asking again soon may help: nobody listened yet, or the endpoint is busy. */
  get isPassing(): boolean {
    return this.fault === 'unreachable' || this.status === 429 || this.status === 503
  }
}
