import { useEffect, useState } from 'react'
import type { Report, Session } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'

export type Wanted = { from: string; to: string; channel: string }
export type Reported =
  | { state: 'loading'; report: Report | null }
  | { state: 'ready'; report: Report }
  | { state: 'forbidden' | 'failed'; report: null; detail: string }

/** The figures of a period; those before stay on the screen while the next are counted. */
export function useReport(
  client: Client,
  session: Session | null,
  { from, to, channel }: Wanted,
  attempt: number,
): Reported {
  const [reported, setReported] = useState<Reported>({ state: 'loading', report: null })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
  useEffect(() => {
    if (session === null) return
    const leaving = new AbortController()
    setReported(({ report }) => ({ state: 'loading', report }))
    const query = new URLSearchParams({ from, to, ...(channel === '' ? {} : { channel }) })
    fetch(client.url(`reports?${query}`), {
      headers: headersOf(client, session),
      signal: leaving.signal,
    })
      .then(async (response) => {
        const body = await response.json()
        if (response.ok) setReported({ state: 'ready', report: body as Report })
        else {
          const state = response.status === 403 ? 'forbidden' : 'failed'
          const detail = (body as { detail?: string }).detail ?? String(response.status)
          setReported({ state, report: null, detail })
        }
      })
      .catch((error: unknown) => {
        if (leaving.signal.aborted) return
        setReported({ state: 'failed', report: null, detail: String((error as Error).message) })
      })
    return () => leaving.abort()
  }, [client, session, from, to, channel, attempt])
  return reported
}

/** A desk without keys lets everybody try every role. */
function headersOf(client: Client, { isDemo }: Session): Record<string, string> {
  return isDemo ? { authorization: 'Bearer demo-lead' } : client.headers()
}

/** The calendar day of an instant in a zone: `2026-11-01`. */
export function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)
}

/** So many days of the desk, the last one today. */
export function lastDays(days: number, timeZone: string, now: Date): { from: string; to: string } {
  const to = dayIn(timeZone, now)
  const first = new Date(`${to}T12:00:00Z`)
  first.setUTCDate(first.getUTCDate() - days + 1)
  return { from: first.toISOString().slice(0, 10), to }
}
