import { fold } from '../text/fold.ts'

/**
 * A copied run is found from 11 Han characters or 33 other letters and digits on, which say about as
 * much; a run with a name, a number or a code in it from 19 on. Punctuation, blanks, case, width,
 * script and invisible characters do not count.
 */
const HAN_WEIGHT = 3
const RUN_WEIGHT = 33
const SPECIFIC_LENGTH = 19

const FIRST_BASE = 0x01000193
const SECOND_BASE = 0x5bd1e995

/** Letters and digits of a text, with rolling hashes over them. */
type Letters = {
  text: string
  count: number
  /** UTF-16 offset of each letter in the original. */
  offsetAt(index: number): number
  weights: Uint8Array
  first: Uint32Array
  second: Uint32Array
}

/** Fingerprints of hidden text: one number for each run that must not reappear. */
export function fingerprint(text: string): number[] {
  const letters = readLetters(text)
  const grams: number[] = []
  forEachRun(letters, (start, end) => grams.push(hashRun(letters, start, end, 0)))
  const specifics = findSpecifics(text)
  let next = 0
  for (let start = 0; start + SPECIFIC_LENGTH <= letters.count; start++) {
    const from = letters.offsetAt(start)
    while (next < specifics.length && (specifics[next] as Specific).start < from) next++
    const specific = specifics[next]
    if (!specific) break
    const end = start + SPECIFIC_LENGTH
    const isInside = specific.end <= endOffset(letters, end)
    if (isInside && isLatin(letters, start, end)) grams.push(hashRun(letters, start, end, 1))
  }
  return grams
}

/** Offset of the first run in `text` whose fingerprint `isHidden` knows, or -1. */
export function findShared(text: string, isHidden: (gram: number) => boolean): number {
  const letters = readLetters(text)
  let found = -1
  forEachRun(letters, (start, end) => {
    if (found < 0 && isHidden(hashRun(letters, start, end, 0))) found = letters.offsetAt(start)
  })
  if (found >= 0) return found
  for (let start = 0; start + SPECIFIC_LENGTH <= letters.count; start++) {
    if (isHidden(hashRun(letters, start, start + SPECIFIC_LENGTH, 1)))
      return letters.offsetAt(start)
  }
  return -1
}

/** Each start with the shortest run from it that has the full weight. */
function forEachRun(letters: Letters, visit: (start: number, end: number) => void): void {
  let end = 0
  let weight = 0
  for (let start = 0; start < letters.count; start++) {
    while (weight < RUN_WEIGHT && end < letters.count) weight += letters.weights[end++] as number
    if (weight < RUN_WEIGHT) return
    visit(start, end)
    weight -= letters.weights[start] as number
  }
}

const LETTER = /[\p{L}\p{N}]/u
const isLetterCached = new Map<number, number>()

/** 0 for what does not count, else the weight of the character. */
function weigh(code: number): number {
  const known = isLetterCached.get(code)
  if (known !== undefined) return known
  const char = String.fromCharCode(code)
  const isHan = code >= 0x3040 && code <= 0xd7a3
  // Surrogates: the rarer Han characters, each half half a character.
  const isSurrogate = code >= 0xd800 && code <= 0xdfff
  const weight = isSurrogate ? 2 : LETTER.test(char) ? (isHan ? HAN_WEIGHT : 1) : 0
  isLetterCached.set(code, weight)
  return weight
}

function readLetters(text: string): Letters {
  const folded = fold(text)
  const size = folded.text.length
  const weights = new Uint8Array(size)
  const places = new Uint32Array(size)
  const first = new Uint32Array(size + 1)
  const second = new Uint32Array(size + 1)
  let count = 0
  for (let i = 0; i < size; i++) {
    const code = folded.text.charCodeAt(i)
    const weight = weigh(code)
    if (weight === 0) continue
    weights[count] = weight
    places[count] = i
    first[count + 1] = Math.imul(first[count] as number, FIRST_BASE) + code + 1
    second[count + 1] = Math.imul(second[count] as number, SECOND_BASE) + code + 7
    count++
  }
  return {
    text: folded.text,
    count,
    offsetAt: (index) => folded.offsetAt(index < count ? (places[index] as number) : size),
    weights,
    first,
    second,
  }
}

function endOffset(letters: Letters, end: number): number {
  return letters.offsetAt(end - 1) + 1
}

function isLatin(letters: Letters, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (letters.weights[i] !== 1) return false
  return true
}

const firstPowers = powersOf(FIRST_BASE)
const secondPowers = powersOf(SECOND_BASE)

function powersOf(base: number): Int32Array {
  const powers = new Int32Array(RUN_WEIGHT + 2)
  powers[0] = 1
  for (let i = 1; i < powers.length; i++) powers[i] = Math.imul(powers[i - 1] as number, base)
  return powers
}

/** 53 bits of the run [start, end), the same wherever it stands; `kind` keeps the two lengths apart. */
function hashRun({ first, second }: Letters, start: number, end: number, kind: number): number {
  const length = end - start
  const a =
    ((first[end] as number) - Math.imul(first[start] as number, firstPowers[length] as number)) | 0
  const b =
    ((second[end] as number) - Math.imul(second[start] as number, secondPowers[length] as number)) |
    0
  return (mix(a ^ kind) & 0x1fffff) * 0x1_0000_0000 + mix(b ^ Math.imul(length + kind, 0x9e3779b1))
}

/** The finish of MurmurHash3: every bit of the input moves every bit of the result. */
function mix(value: number): number {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

type Specific = { start: number; end: number }

/** Numbers of two digits or more, codes, and capitalised words that do not begin a sentence. */
const SPECIFIC =
  /\d[\d.,:/-]*\d|\p{L}+-?\d[\p{L}\d-]*|(?<=[\p{Ll},;] )\p{Lu}\p{L}+|\b\p{Lu}{2,}[\p{Lu}\d-]*\b/gu

function findSpecifics(text: string): Specific[] {
  return [...text.matchAll(SPECIFIC)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}
