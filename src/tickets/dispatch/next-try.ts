const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

/** Waits after the first, second … failure; the last one again and again. */
const WAITS_MS = [
  ...[5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS],
  ...[30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS],
]
/** A receiver that is down over a weekend still gets it. */
export const GIVE_UP_MS = 72 * HOUR_MS
/** However long a receiver asks us to wait. */
const LONGEST_WAIT_MS = 24 * HOUR_MS

/** Why a try failed, in a word. */
export type Fault =
  | `http-${number}`
  | 'timeout'
  | 'redirect'
  | 'private-address'
  | 'not-https'
  | 'name-not-found'
  | 'refused'
  | 'tls'
  | 'connection'
  | 'no-secret'
  | 'no-endpoint'

/** These do not heal by themselves: somebody has to look at the address, or at what is sent. */
const FINAL = new Set<Fault>([
  ...(['redirect', 'private-address', 'not-https'] as const),
  ...(['http-400', 'http-410', 'http-413', 'http-415', 'http-422'] as const),
])

export type Failure = { fault: Fault; retryAfterMs?: number | undefined }

/**
 * When a message is tried again; null: never by itself. `tries`: how often it was tried. `chance` from 0 to 1 spreads
 * what failed together, by a fifth each way.
 */
export function nextTry(
  { fault, retryAfterMs }: Failure,
  { tries, createdAt, now, chance }: { tries: number; createdAt: Date; now: Date; chance: number },
): Date | null {
  if (FINAL.has(fault)) return null
  if (now.getTime() - createdAt.getTime() >= GIVE_UP_MS) return null
  const wait = WAITS_MS[Math.min(tries, WAITS_MS.length) - 1] ?? WAITS_MS[0]!
  const spread = wait * (0.8 + 0.4 * chance)
  const asked = Math.min(retryAfterMs ?? 0, LONGEST_WAIT_MS)
  return new Date(now.getTime() + Math.max(spread, asked))
}

/** `Retry-After` as milliseconds from now: seconds, or a date. Undefined for anything else. */
export function readRetryAfter(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,9}$/u.test(header.trim())) return Number(header) * SECOND_MS
  // Date.parse would take far more for a date than HTTP does.
  const at = /^[A-Za-z]{3,9},/u.test(header.trim()) ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime())
}
