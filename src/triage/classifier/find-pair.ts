import { readFeatures } from './features.ts'
import type { LabelPair } from './label-structure.ts'
import { type Scorer, scoreOne } from './scorer.ts'

/** How far the weaker of the two has to be seen in the whole text, and in its own part of it. */
const IN_TEXT = -0.6
const IN_PART = 0.25
/** Only what is among the likeliest is looked at. */
const LIKELIEST = 3
/** Places at which a text is parted at most. */
const MOST_PARTINGS = 60

/**
 * The pair of classes that a text is, if one part of it is of the one and the rest of the other; null where it is not.
 * Two needs in one text stand one after the other; classes that are merely alike do not.
 */
export function findPair(
  scorer: Scorer,
  ownScores: Float64Array,
  ranked: readonly number[],
  text: string,
): LabelPair | null {
  const { pairs } = scorer.structure
  if (pairs.length === 0) return null
  const likely = new Set(ranked.slice(0, LIKELIEST))
  let best: { pair: LabelPair; support: number } | null = null
  for (const pair of pairs) {
    const { first, second, isSilent } = pair
    if (isSilent) continue
    if (!likely.has(first) || !likely.has(second)) continue
    const weaker = Math.min(ownScores[first] as number, ownScores[second] as number)
    if (weaker < IN_TEXT) continue
    const support = supportOf(scorer, pair, text)
    if (support > IN_PART && support > (best?.support ?? 0)) best = { pair, support }
  }
  return best?.pair ?? null
}

/** Over all partings, how well the weaker side of the better order is supported. */
function supportOf(scorer: Scorer, { first, second }: LabelPair, text: string): number {
  let most = Number.NEGATIVE_INFINITY
  for (const at of partingsOf(text)) {
    const [before, after] = [readFeatures(text.slice(0, at)), readFeatures(text.slice(at))]
    const scoreOf = (label: number, features: string[]) => scoreOne(scorer, label, features)
    const inOrder = Math.min(scoreOf(first, before), scoreOf(second, after))
    most = Math.max(most, inOrder)
    most = Math.max(most, Math.min(scoreOf(second, before), scoreOf(first, after)))
  }
  return most
}

const BOUNDARY = /(?<=[\s，。！？；、,.!?;])(?=\S)|(?<=\p{Script=Han})(?=\p{Script=Han})/gu

function partingsOf(text: string): number[] {
  const places = [...text.matchAll(BOUNDARY)].map(({ index }) => index)
  const step = Math.ceil(places.length / MOST_PARTINGS)
  return step <= 1 ? places : places.filter((_, i) => i % step === 0)
}
