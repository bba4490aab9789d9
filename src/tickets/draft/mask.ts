import { findPersonalData } from '../../guard/personal-data.ts'

/** A personal value as it may be shown: the ends of a number, the first letter of a name. */
export function maskValue(value: string): string {
  const mail = /^([^@\s]+)@(.+)$/u.exec(value)
  if (mail !== null) return `${mail[1]!.slice(0, 1)}***@${mail[2]}`
  const digits = value.match(/\d/g)?.length ?? 0
  if (digits >= 7) return maskDigits(value, 3, 4)
  if (digits >= 4) return maskDigits(value, 0, 2)
  if (/^\p{Script=Han}{1,4}$/u.test(value))
    return `${value.slice(0, 1)}${'*'.repeat(Math.max(1, value.length - 1))}`
  const words = value.split(/\s+/)
  if (words.length > 1) return words.map((word) => `${word.slice(0, 1)}***`).join(' ')
  return `${value.slice(0, 1)}***`
}

function maskDigits(value: string, head: number, tail: number): string {
  const total = value.match(/\d/g)?.length ?? 0
  let seen = 0
  return value.replaceAll(/\d/g, (digit) => {
    seen++
    return seen <= head || seen > total - tail ? digit : '*'
  })
}

/** A text with personal data in it masked: what looks like such data, and the values known to be. */
export function maskText(text: string, known: readonly string[]): string {
  const masks = new Map(
    known.filter((value) => value.length > 1).map((value) => [value, maskValue(value)]),
  )
  for (const { text: found } of findPersonalData(text)) masks.set(found, maskValue(found))
  let masked = text
  for (const [value, mask] of [...masks].sort(([a], [b]) => b.length - a.length)) {
    masked = masked.replaceAll(value, mask)
  }
  return masked
}
