import postgres from 'postgres'
import { AppError } from '../errors.ts'

/** What postgres.js reports when a connection breaks or cannot be made. */
const CONNECTION_LOST = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
])

/** SQLSTATEs after which the same call may succeed: lost server, overload, deadlock, timeouts. */
const PASSING_STATES = new Set([
  '40001',
  '40P01',
  '53300',
  '55P03',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  '25P03',
])

/** A lost connection or a passing fault becomes `TRY_LATER`; everything else stays what it is. */
export function asAppError(error: unknown): unknown {
  if (!isPassing(error)) return error
  return new AppError('TRY_LATER', 'The database is not available right now.', {
    hint: 'Try again in a moment.',
    cause: error,
  })
}

/** The SQLSTATE of a database error, otherwise undefined. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof postgres.PostgresError ? error.code : undefined
}

/** Whether a connection broke: one that is made anew may do better at once. */
export function isBreak(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && BREAKS.has(code)
}

const BREAKS = new Set(['CONNECTION_CLOSED', 'ECONNRESET', 'EPIPE', '57P01', '25P03'])

function isPassing(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) return PASSING_STATES.has(state)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && CONNECTION_LOST.has(code)
}
