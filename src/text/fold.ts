import { Converter } from 'opencc-js/t2cn'

/** Text made comparable, with the way back to where each piece of it stood. */
export type Folded = {
  text: string
  /**
   * UTF-16 offset in the original of what stands at `index` in `text`; `text.length` gives the original's
   * length. A folded span [a, b) is the original's [offsetAt(a), offsetAt(b)).
   */
  offsetAt(index: number): number
}

const toSimplified = Converter({ from: 't', to: 'cn' })

/** Traditional characters that OpenCC keeps because some Simplified words use them too. */
const EXTRA_VARIANTS: Record<string, string> = { 著: '着', 妳: '你', 牠: '它', 祂: '他', 甚: '什' }

const MARK = /^\p{M}$/u
/** Drawn as nothing: zero width, bidi controls, variation selectors, tag characters, soft hyphen, fillers. */
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Cf}]$/u

/**
 * Makes text comparable: NFKC, full and half width, Traditional to Simplified character by character, lower
 * case, invisible characters dropped. Folding twice is folding once. For matching only, never for showing.
 */
export function fold(text: string): Folded {
  let folded = ''
  const offsets: number[] = []
  let isIdentity = true
  let index = 0
  while (index < text.length) {
    const start = index
    const codePoint = text.codePointAt(index) as number
    index += codePoint > 0xffff ? 2 : 1
    let piece = foldCodePoint(codePoint)
    if (isAttachable(text, index)) {
      const end = clusterEnd(text, index)
      piece = foldCluster(text.slice(start, end))
      index = end
    }
    if (piece.length !== 1 || index - start !== 1) isIdentity = false
    for (let i = 0; i < piece.length; i++) offsets.push(start)
    folded += piece
  }
  if (isIdentity) return { text: folded, offsetAt: (i) => clamp(i, text.length) }
  offsets.push(text.length)
  return { text: folded, offsetAt: (i) => offsets[clamp(i, offsets.length - 1)] as number }
}

/** `fold(text).text`, where nobody asks for the way back. */
export function foldText(text: string): string {
  return isPlainAscii(text) ? text.toLowerCase() : fold(text).text
}

const cache = new Map<number, string>()

function foldCodePoint(codePoint: number): string {
  const known = cache.get(codePoint)
  if (known !== undefined) return known
  const piece = foldCluster(String.fromCodePoint(codePoint))
  cache.set(codePoint, piece)
  return piece
}

/** A character with the marks on it. Lower-casing may undo NFKC and the reverse, so until nothing moves. */
function foldCluster(cluster: string): string {
  let before = ''
  let piece = cluster
  for (let round = 0; round < 4 && piece !== before; round++) {
    before = piece
    piece = [...piece].filter((c) => !INVISIBLE.test(c)).join('')
    piece = piece.normalize('NFKC').toLowerCase().normalize('NFKC')
    piece = [...piece]
      .map((c) => EXTRA_VARIANTS[c] ?? (c > '\u2e7f' ? toSimplified(c) : c))
      .join('')
  }
  return piece
}

/** Whether a mark or an invisible character follows, which may belong to the character before. */
function isAttachable(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  if (Number.isNaN(unit) || unit < 0xad) return false
  if ((unit >= 0x3040 && unit < 0xa000) || (unit >= 0xff01 && unit < 0xff9e)) {
    return unit === 0x3099 || unit === 0x309a
  }
  const character = String.fromCodePoint(text.codePointAt(index) as number)
  return MARK.test(character) || INVISIBLE.test(character)
}

function clusterEnd(text: string, from: number): number {
  let end = from
  while (isAttachable(text, end)) end += (text.codePointAt(end) as number) > 0xffff ? 2 : 1
  return end
}

function isPlainAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false
  return true
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(index, length))
}
