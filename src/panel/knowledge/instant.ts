const PARTS = ['year', 'month', 'day', 'hour', 'minute'] as const

/** What clocks in a zone show at an instant, as a `datetime-local` box takes it: `2026-12-01T10:00`. */
export function toBox(instant: Date, timeZone: string): string {
  const shown = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  }).formatToParts(instant)
  const [year, month, day, hour, minute] = PARTS.map(
    (name) => shown.find(({ type }) => type === name)?.value ?? '00',
  )
  return `${year}-${month}-${day}T${hour}:${minute}`
}

/** The instant at which clocks in a zone show this, as the API takes it; null for what is no time. */
export function fromBox(box: string, timeZone: string): string | null {
  const shown = /^\d{4}-\d\d-\d\dT\d\d:\d\d/u.test(box)
    ? Date.parse(`${box.slice(0, 16)}:00Z`)
    : Number.NaN
  if (Number.isNaN(shown)) return null
  let guess = shown
  // Twice, as the first guess may lie on the other side of a change of the clocks.
  for (let round = 0; round < 2; round++)
    guess = shown - (Date.parse(`${toBox(new Date(guess), timeZone)}:00Z`) - guess)
  return new Date(guess).toISOString()
}

/** An instant as people of the zone write it. */
export function tellInstant(instant: string, timeZone: string, lang: string): string {
  return new Date(instant).toLocaleString(lang, {
    timeZone,
    ...{ dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' },
  })
}
