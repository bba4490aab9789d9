/** `2026-12-01 10:00 (UTC+8)`, with seconds where there are any; unknown zones as UTC. */
export function formatZoned(iso: string, timeZone: string): string {
  const date = new Date(iso)
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
    ...{ timeZone, timeZoneName: 'shortOffset' },
  })
  const parts = Object.fromEntries(
    format.formatToParts(date).map(({ type, value }) => [type, value]),
  )
  const seconds = parts.second === '00' ? '' : `:${parts.second}`
  const zone = (parts.timeZoneName ?? 'UTC').replace('GMT', 'UTC')
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}${seconds} (${zone})`
}
