/** By how much the server's clock is ahead of the time since this page was opened, as the freshest event so far shows it. */
let sinceOpened: number | null = null

/**
 * Learns from the instant in what has just come in; old ones replayed only look earlier. This computer's own
 * clock is not asked, so that one that is wrong, or set right meanwhile, changes nothing.
 */
export function noteServerTime(at: string): void {
  const ahead = Date.parse(at) - performance.now()
  if (!Number.isNaN(ahead)) sinceOpened = Math.max(sinceOpened ?? ahead, ahead)
}

/** Now by the server's clock, in epoch milliseconds. */
export const serverNow = (): number =>
  sinceOpened === null ? Date.now() : performance.now() + sinceOpened
