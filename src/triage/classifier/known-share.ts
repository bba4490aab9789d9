import { KIND } from './features.ts'
import type { Scorer } from './scorer.ts'

/** How much of a text the examples knew: share of its features, and of its words; 0 where it has none. */
export function knownShare(
  { vocabulary }: Scorer,
  features: string[],
): { features: number; words: number } {
  let known = 0
  let words = 0
  let knownWords = 0
  for (const feature of features) {
    const isKnown = vocabulary.index.has(feature)
    if (isKnown) known++
    if (!feature.startsWith(KIND.word)) continue
    words++
    if (isKnown) knownWords++
  }
  return {
    features: features.length > 0 ? known / features.length : 0,
    words: words > 0 ? knownWords / words : 0,
  }
}
