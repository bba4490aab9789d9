/** A span of seconds as a clock: 0:07, 12:40, 1:02:03; from two days on in days. */
export function clockText(seconds: number, dayText: (days: number) => string): string {
  const whole = Math.max(0, Math.floor(seconds))
  const days = Math.floor(whole / 86_400)
  if (days >= 2) return dayText(days)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3_600)
  const minutes = Math.floor((whole % 3_600) / 60)
  if (hours > 0) return `${hours}:${two(minutes)}:${two(whole % 60)}`
  return `${minutes}:${two(whole % 60)}`
}
