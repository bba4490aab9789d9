import { diffArrays } from 'diff'

/** A stretch of text, and whether only this side has it. */
export type Stretch = { text: string; isChanged: boolean }

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** Two wordings with what differs marked, word by word; Chinese is cut into words too. */
export function diffWords(base: string, head: string): { base: Stretch[]; head: Stretch[] } {
  const sides = { base: [] as Stretch[], head: [] as Stretch[] }
  for (const { value, added, removed } of diffArrays(wordsOf(base), wordsOf(head))) {
    const text = value.join('')
    if (!added) sides.base.push({ text, isChanged: removed })
    if (!removed) sides.head.push({ text, isChanged: added })
  }
  return sides
}

function wordsOf(text: string): string[] {
  return [...words.segment(text)].map(({ segment }) => segment)
}
