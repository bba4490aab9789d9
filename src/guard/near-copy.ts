import { soundsOf } from './syllables.ts'

/** A passage that customers may not see, as keyed prints of how it sounds; no word of it can be read back. */
export type HiddenPassage = { source: string; prints: Uint32Array }

/** How close a sentence comes to hidden text. */
export type Likeness = {
  /** The share of the sentence, rare sounds counting more, that stands in one hidden passage, 0 to 1. */
  share: number
  /** The same for what a customer may see. */
  visible: number
  /** Where it stands, for the security log. */
  source: string
}

/** Sentences with fewer sounds say too little to be a copy of anything. */
const FEWEST = 4

/** FNV-1a, begun with a key that each process draws for itself. */
export function printOf(sound: string, key: number): number {
  let hash = 2166136261 ^ key
  for (let at = 0; at < sound.length; at++) hash = Math.imul(hash ^ sound.charCodeAt(at), 16777619)
  return hash >>> 0
}

export function printsOf(text: string, key: number): Uint32Array {
  return Uint32Array.from(soundsOf(text), (sound) => printOf(sound, key))
}

/** Prints of all hidden passages, to compare sentences with. */
export class HiddenSounds {
  readonly #key: number
  readonly #passages: readonly HiddenPassage[]
  /** Print to the passages that have it. */
  readonly #places = new Map<number, number[]>()

  constructor(passages: readonly HiddenPassage[], key: number) {
    this.#key = key
    this.#passages = passages
    for (const [at, { prints }] of passages.entries()) {
      for (const print of prints) {
        const places = this.#places.get(print)
        if (places) places.push(at)
        else this.#places.set(print, [at])
      }
    }
  }

  /** `seen`: the sounds of what a customer may see. Null where the sentence says too little. */
  compare(sentence: string, seen: readonly Set<string>[]): Likeness | null {
    const sounds = [...soundsOf(sentence)]
    if (sounds.length < FEWEST || this.#passages.length === 0) return null
    const weights = sounds.map((sound) => {
      const places = this.#places.get(printOf(sound, this.#key))
      return Math.log((this.#passages.length + 1) / ((places?.length ?? 0) + 0.5))
    })
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const shared = new Map<number, number>()
    for (const [i, sound] of sounds.entries()) {
      for (const at of this.#places.get(printOf(sound, this.#key)) ?? [])
        shared.set(at, (shared.get(at) ?? 0) + weights[i]!)
    }
    let [best, place] = [0, 0]
    for (const [at, weight] of shared) if (weight > best) [best, place] = [weight, at]
    let visible = 0
    for (const passage of seen) {
      let weight = 0
      for (const [i, sound] of sounds.entries()) if (passage.has(sound)) weight += weights[i]!
      visible = Math.max(visible, weight)
    }
    return {
      share: best / total,
      visible: visible / total,
      source: this.#passages[place]!.source,
    }
  }
}
