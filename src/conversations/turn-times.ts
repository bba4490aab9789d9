/** Clocks of senders differ from ours by minutes, not by more. */
const MAX_AHEAD_MS = 5 * 60 * 1_000
/** Before programs of this kind there was nothing to send. */
const EARLIEST = Date.parse('2000-01-01T00:00:00Z')
/** The earliest instant that the database takes in this form. */
const STORABLE_FROM = Date.parse('0001-01-01T00:00:00Z')

/** What is wrong with a sender's clock. */
export type ClockFault = 'ahead' | 'behind'

/** Whether a turn cannot have been said then. What is merely old is taken as it is: turns are filled in later, too. */
export function findClockFault(saidAt: Date, receivedAt: Date): ClockFault | undefined {
  if (saidAt.getTime() > receivedAt.getTime() + MAX_AHEAD_MS) return 'ahead'
  return saidAt.getTime() < EARLIEST ? 'behind' : undefined
}

export type TurnTime = {
  /** When the turn was said, as well as that is known: a time that cannot be right gives way to that of receipt. */
  at: string
  /** What the sender said where that cannot be right. */
  statedAt?: string
}

/** Order among turns is by seq alone; times are for people to read and for waiting. */
export function timeOf(saidAt: Date | null, receivedAt: Date): TurnTime {
  if (saidAt === null) return { at: receivedAt.toISOString() }
  if (findClockFault(saidAt, receivedAt) === undefined) return { at: saidAt.toISOString() }
  return { at: receivedAt.toISOString(), statedAt: saidAt.toISOString() }
}

/** A sender's time as it is kept; null where there is none, or none that can be kept. */
export function keepTime(at: string | undefined): string | null {
  if (at === undefined) return null
  const saidAt = new Date(at)
  return saidAt.getTime() >= STORABLE_FROM ? saidAt.toISOString() : null
}
