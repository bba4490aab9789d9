import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/**
 * One JSON object per event on stderr, with ids and durations. The text of a turn, a draft or an
 * article is never a field: callers log ids, counts and codes. What slips in nevertheless is masked.
 */
export function createLog(
  level: string,
  destination: DestinationStream = pino.destination(2),
): Log {
  return pino(
    {
      ...{ level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
      formatters: { log: maskLine },
    },
    destination,
  )
}

export const silentLog: Log = pino({ level: 'silent' })

/** Fields that hold words of people or keys, should somebody log a whole object. */
const SPOKEN = new Set([
  ...['text', 'turns', 'body', 'q', 'query', 'quote', 'draft', 'note', 'finalText', 'cue'],
  ...['authorization', 'parameters', 'args', 'detail', 'sentences', 'guidance', 'content'],
])

/** Ids that were made by chance: their digits are nobody's. */
const OPAQUE = new Set(['requestId', 'conversation', 'suggestion', 'check', 'id'])

/** Deeper than any line of ours; what lies below is not written. */
const DEEPEST = 4

/** Masks fields of speech by their name, and what names a person by its form. */
export function maskLine(line: Record<string, unknown>): Record<string, unknown> {
  return maskFields(line, 0)
}

function maskFields(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      if (SPOKEN.has(key)) return [key, '[masked]']
      const isId = OPAQUE.has(key) && typeof value === 'string'
      return [key, isId ? value : maskIn(value, depth)]
    }),
  )
}

function maskIn(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskPersonal(value)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth === DEEPEST) return '[deep]'
  if (Array.isArray(value)) return value.map((one) => maskIn(one, depth + 1))
  // An error of the database or of a reader quotes what it was given.
  if (value instanceof Error) return { name: value.name }
  return maskFields(value, depth + 1)
}

/** Seven digits or more, however they are grouped: phone, card, identity and order numbers. */
const LONG_NUMBER = /\d(?:[\s().-]{0,2}\d){6,}[Xx]?/gu
const MAIL = /[^\s@<>"',;:]+@[^\s@<>"',;:]+\.[^\s@<>"',;:]+/gu

/** A text without the numbers and addresses that name a person. */
export function maskPersonal(text: string): string {
  return text.normalize('NFKC').replaceAll(MAIL, '[mail]').replaceAll(LONG_NUMBER, '[number]')
}
