import type { GivenPassage, GivenSentence } from './types.ts'

/** Whether the steps of each list are told in the list's order; `told` is in the order of telling. */
export function stepsInOrder(
  told: ReadonlySet<GivenSentence>,
  passages: readonly GivenPassage[],
): boolean {
  const places = new Map(
    passages.flatMap(({ sentences }) => sentences).map((sentence, place) => [sentence, place]),
  )
  const last = new Map<string, number>()
  for (const sentence of told) {
    if (!sentence.isStep) continue
    const place = places.get(sentence) ?? -1
    if (place < (last.get(sentence.group) ?? -1)) return false
    last.set(sentence.group, place)
  }
  return true
}
