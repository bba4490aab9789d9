import { foldText } from '../../text/fold.ts'
import { finish } from './hashes.ts'

/** Bins of a sketch: the likeness is known to about 4 %. */
export const BINS = 128
/** Rows of one band: pages that are six tenths alike share a band with a probability above 0.99. */
const ROWS = 3
const EMPTY = 0xffffffff

/** Letters in a row that are one shingle; a Chinese character counts three. */
const SHINGLE_WEIGHT = 15

export type Sketch = { bins: number[]; weight: number }

/**
 * One-permutation MinHash over the shingles of a text: each shingle falls into a bin and the smallest of each bin is
 * kept; an empty one takes its neighbour's. Figures, punctuation, blanks, case and script do not count.
 */
export function sketchOf(text: string): Sketch {
  const bins = new Uint32Array(BINS).fill(EMPTY)
  const letters = lettersOf(text)
  let weight = 0
  for (const { width } of letters) weight += width
  let end = 0
  let inside = 0
  for (let start = 0; start < letters.length; start++) {
    while (inside < SHINGLE_WEIGHT && end < letters.length) inside += letters[end++]!.width
    if (inside < SHINGLE_WEIGHT) break
    let hash = 0x811c9dc5
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ letters[i]!.code, 0x01000193)
    const value = finish(hash)
    const bin = value % BINS
    if (value < bins[bin]!) bins[bin] = value
    inside -= letters[start]!.width
  }
  return { bins: densify(bins), weight }
}

/** How much of the shingles of two texts is shared, 0 to 1. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0
  let same = 0
  for (let i = 0; i < BINS; i++) if (a[i] === b[i]) same++
  return same / BINS
}

/** Keys that two sketches share when they are likely alike. */
export function bandsOf(bins: readonly number[]): number[] {
  const bands: number[] = []
  for (let at = 0; at + ROWS <= bins.length; at += ROWS) {
    let hash = at
    for (let row = 0; row < ROWS; row++) hash = Math.imul(hash ^ bins[at + row]!, 0x01000193)
    bands.push(finish(hash) + at * 0x1_0000_0000)
  }
  return bands
}

type Letter = { code: number; width: number }

const LETTER = /\p{L}/u
const widths = new Map<number, number>()

/** 0 for what does not count. */
function widthOf(code: number): number {
  const known = widths.get(code)
  if (known !== undefined) return known
  const isHan = code >= 0x3040 && code <= 0xd7a3
  const width = LETTER.test(String.fromCharCode(code)) ? (isHan ? 3 : 1) : 0
  widths.set(code, width)
  return width
}

function lettersOf(text: string): Letter[] {
  const letters: Letter[] = []
  const folded = foldText(text)
  for (let i = 0; i < folded.length; i++) {
    const code = folded.charCodeAt(i)
    const width = widthOf(code)
    if (width > 0) letters.push({ code, width })
  }
  return letters
}

function densify(bins: Uint32Array): number[] {
  const filled = Array.from(bins)
  if (filled.every((value) => value === EMPTY)) return []
  for (let i = 0; i < BINS; i++) {
    if (bins[i] !== EMPTY) continue
    let step = 1
    while (bins[(i + step) % BINS] === EMPTY) step++
    filled[i] = finish(bins[(i + step) % BINS]! + step)
  }
  return filled
}
