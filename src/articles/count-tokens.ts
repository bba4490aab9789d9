/**
 * Estimate of what a language model's tokenizer makes of a text: a Han, kana or Hangul character 1, a Latin
 * word 1.3 or a quarter of its letters, a run of one sign 0.5, any other character 1. Blanks are free.
 */
export function countTokens(text: string, start = 0, end = text.length): number {
  let tokens = 0
  let wordLength = 0
  let lastSign = 0
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    const kind = code < 0x80 ? (ASCII_KINDS[code] as number) : kindOf(code)
    if (kind === WORD) {
      wordLength++
      lastSign = 0
      continue
    }
    if (wordLength > 0) {
      tokens += wordTokens(wordLength)
      wordLength = 0
    }
    if (kind === FULL) tokens += 1
    else if (kind === SIGN && code !== lastSign) tokens += 0.5
    lastSign = kind === SIGN ? code : 0
  }
  return wordLength > 0 ? tokens + wordTokens(wordLength) : tokens
}

const BLANK = 0
const WORD = 1
const SIGN = 2
const FULL = 3

function wordTokens(length: number): number {
  return Math.max(1.3, length / 4)
}

const ASCII_KINDS = Uint8Array.from({ length: 0x80 }, (_, code) => {
  if (code <= 0x20 || code === 0x7f) return BLANK
  return /[\dA-Za-z]/.test(String.fromCharCode(code)) ? WORD : SIGN
})

function kindOf(code: number): number {
  // Latin, Greek, Cyrillic and the other alphabets below the general punctuation.
  if (code >= 0xc0 && code < 0x2000) return WORD
  return code === 0xa0 || code === 0x3000 || code === 0xfeff ? BLANK : FULL
}
