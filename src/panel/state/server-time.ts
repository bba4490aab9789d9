/** How far this computer's clock runs ahead of the server's, as the freshest event so far shows it. */
let aheadMs: number | null = null

/** Learns from the instant in an event that has just come in; old ones replayed only look later. */
export function noteServerTime(at: string): void {
  const ahead = Date.now() - Date.parse(at)
  aheadMs = aheadMs === null ? ahead : Math.min(aheadMs, ahead)
}

/** Now by the server's clock, in epoch milliseconds. */
export const serverNow = (): number => Date.now() - (aheadMs ?? 0)
