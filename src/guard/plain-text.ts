/** Drawn as nothing: zero width, bidi controls, variation selectors, tag characters, soft hyphen, fillers. */
export const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u

/** Full-width signs that end or part what is said: made ASCII they would run on into an address. */
const PUNCTUATION = /[，；：！？（）、]/u

function plainChar(char: string): string {
  if (char === '｡') return '。'
  return PUNCTUATION.test(char) ? char : char.normalize('NFKC')
}

/** Text with full-width signs made plain and invisible characters left out, and the way back. */
export type PlainText = {
  text: string
  /** Offset in the original of the unit at `index`; `text.length` gives the original's length. */
  offsetAt(index: number): number
}

/**
 * Only what keeps words and letter case as they are: NFKC for each character and no invisible ones. The
 * ideographic full stops stay, because whether they part labels or sentences depends on what follows.
 */
export function plainText(original: string): PlainText {
  let text = ''
  const offsets: number[] = []
  let at = 0
  for (const char of original) {
    const piece = INVISIBLE.test(char) ? '' : plainChar(char)
    for (let unit = 0; unit < piece.length; unit++) offsets.push(at)
    text += piece
    at += char.length
  }
  offsets.push(original.length)
  return { text, offsetAt: (index) => offsets[Math.max(0, Math.min(index, offsets.length - 1))]! }
}
