/** Making a formatter costs more than using it, and a long transcript uses it a thousand times. */
const clocks = new Map<string, Intl.DateTimeFormat>()

/** An instant as hours and minutes, by the clock of the reader. */
export function timeOfDay(at: string, lang: string): string {
  const known = clocks.get(lang)
  const form = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const clock = known ?? new Intl.DateTimeFormat(lang, form)
  if (!known) clocks.set(lang, clock)
  return clock.format(new Date(at))
}
