import { foldText } from '../text/fold.ts'

/** Places in the weights; features share them by hash. */
export const OFFENCE_PLACES = 1 << 15
const LONGEST = 3

/** Runs of one to three folded characters, each as its place in the weights. */
export function offenceFeatures(text: string): number[] {
  const folded = foldText(text).replaceAll(/\s+/g, '')
  const places = new Set<number>()
  for (let length = 1; length <= LONGEST; length++) {
    for (let at = 0; at + length <= folded.length; at++) {
      places.add(placeOf(length + folded.slice(at, at + length)))
    }
  }
  return [...places]
}

/** FNV-1a. */
function placeOf(feature: string): number {
  let hash = 2166136261
  for (let at = 0; at < feature.length; at++) {
    hash = Math.imul(hash ^ feature.charCodeAt(at), 16777619)
  }
  return (hash >>> 0) & (OFFENCE_PLACES - 1)
}
