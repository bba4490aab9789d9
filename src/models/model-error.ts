import { AppError } from '../errors.ts'

export type ModelFault =
  | 'unreachable'
  | 'timeout'
  | 'aborted'
  | 'refused'
  | 'bad-answer'
  | 'wrong-dimension'

/** A model that could not be used this time. Expected: callers fall back to working without it. */
export class ModelError extends AppError {
  readonly fault: ModelFault

  constructor(fault: ModelFault, message: string, cause?: unknown) {
    super('TRY_LATER', message, { cause, hint: 'Sidecue goes on without the model.' })
    this.fault = fault
  }
}
