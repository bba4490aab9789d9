import { type Logger, pino } from 'pino'

export type Log = Logger

/**
 * One JSON object per event on stderr, with ids and durations. The text of a turn, a draft or an
 * article is never a field: callers log ids, counts and codes.
 */
export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
}

export const silentLog: Log = pino({ level: 'silent' })
