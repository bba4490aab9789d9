/**
 * Opens a simple query that may take long, as a migration or a vacuum does: the embedded engine's
 * watchdog then waits for `SLOW_MS`.
 */
export const SLOW = '/* slow */'

export const SLOW_MS = 15 * 60_000
