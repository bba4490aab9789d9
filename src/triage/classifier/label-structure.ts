/** What the names of labels say about each other. */
export type LabelStructure = {
  /** By label: numbers of the parts it shares with other labels. */
  partsOf: number[][]
  partCount: number
  /** Labels that stand for two others at once, too rare to be learned by themselves. */
  pairs: LabelPair[]
}

/** `label` is the two labels said in one text: `closeaccount<div>transfermoney`. Numbers of labels. */
export type LabelPair = {
  label: number
  first: number
  second: number
  /** Not said: on texts held out it was not found well enough. Its examples count for either of the two. */
  isSilent: boolean
}

/** A pair with so many examples is learned like any other label. */
const COMMON = 20
const BETWEEN = /[^\p{L}\p{N}]+/u

/**
 * Reads `hotel-address` and `hotel-price` as labels that share `hotel`, and `a+b` as both of `a` and `b`. What texts of
 * one label teach about a part helps the others that share it.
 */
export function readStructure(
  labels: readonly string[],
  counts: ArrayLike<number>,
): LabelStructure {
  const pairs = findPairs(labels)
    .filter(({ label }) => (counts[label] ?? 0) < COMMON)
    .map((pair) => ({ ...pair, isSilent: false }))
  const isPair = new Set(pairs.map(({ label }) => label))
  const names = labels.map((label, i) =>
    isPair.has(i) ? [] : [...new Set(label.split(BETWEEN).filter((part) => part !== ''))],
  )
  const uses = new Map<string, number>()
  for (const part of names.flat()) uses.set(part, (uses.get(part) ?? 0) + 1)
  const single = names.filter((parts) => parts.length > 0).length
  const shared = [...uses]
    .filter(([, count]) => count > 1 && count < single)
    .map(([part]) => part)
    .sort()
  const numbers = new Map(shared.map((part, i) => [part, i]))
  const partsOf = names.map((parts) =>
    parts.flatMap((part) => {
      const number = numbers.get(part)
      return number === undefined ? [] : [number]
    }),
  )
  return { partsOf, partCount: shared.length, pairs }
}

function findPairs(labels: readonly string[]): Omit<LabelPair, 'isSilent'>[] {
  const numbers = new Map(labels.map((label, i) => [label, i]))
  return labels.flatMap((label, i) => {
    for (const [first, start] of numbers) {
      if (first === label || !label.startsWith(first)) continue
      for (const [second, end] of numbers) {
        if (second === label || !label.endsWith(second)) continue
        const between = label.slice(first.length, label.length - second.length)
        if (label.length <= first.length + second.length || !isSeparator(between)) continue
        return [{ label: i, first: start, second: end }]
      }
    }
    return []
  })
}

/** Signs, with a word of markup at most: `+`, `<div>`, ` & `. */
function isSeparator(text: string): boolean {
  return /^(?:[^\p{L}\p{N}]+|\s*<[a-z]+\/?>\s*)$/u.test(text)
}
