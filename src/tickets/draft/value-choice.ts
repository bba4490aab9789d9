import { foldText } from '../../text/fold.ts'

/** Ways people say the same thing as a listed value. Folded. */
const ALSO: [RegExp, string][] = [
  [/无线网|无线(?!电)|wlan|wi[\s-]?fi/u, 'wifi'],
  [/(?:四|4)\s?g(?![a-z])/u, '4g'],
  [/(?:五|5)\s?g(?![a-z])/u, '5g'],
  [/网线|有线/u, '有线'],
  [/\b(?:ethernet|wired|lan cable)\b/u, 'wired'],
]

/** Which of the listed values a text names, if it names one; each value may list its names: `有线 / wired`. */
export function chosenValue(
  text: string,
  values: readonly string[],
  isAsked: boolean,
): string | null {
  const said = spoken(text)
  const named = values.filter((value) =>
    value.split('/').some((name) => isNamed(said, spoken(name.trim()), isAsked)),
  )
  if (named.length === 1) return named[0]!
  // 流量 4G: the one named last says it more exactly.
  return named.sort((a, b) => lastPlace(said, b) - lastPlace(said, a))[0] ?? null
}

function spoken(text: string): string {
  let folded = foldText(text)
  for (const [pattern, name] of ALSO) folded = folded.replaceAll(new RegExp(pattern, 'gu'), name)
  return folded
}

function isNamed(said: string, name: string, isAsked: boolean): boolean {
  if (name === '') return false
  const isShort = name.length < 2
  if (isShort && !isAsked) return false
  if (/^[\p{Script=Latin}\d]/u.test(name)) {
    const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return new RegExp(`(?<![a-z\\d])${escaped}(?![a-z\\d])`, 'u').test(said)
  }
  return said.includes(name)
}

function lastPlace(said: string, value: string): number {
  return Math.max(...value.split('/').map((name) => said.lastIndexOf(spoken(name.trim()))))
}
