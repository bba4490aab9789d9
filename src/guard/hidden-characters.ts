import type { Span } from '../text/types.ts'

export type HiddenCharacters = Span & { kind: 'invisible' | 'encoded' }

/** No desk needs these in a message: private use, Braille, mathematical letters. */
const UNREADABLE = /\p{Co}|[\u2800-\u28ff\u{1d400}-\u{1d7ff}]/u
const UNSEEN = /\p{Default_Ignorable_Code_Point}|\p{Cf}/u
/** Parts of an emoji when they follow one, and of nothing else. */
const JOINER = '\u200d'
const EMOJI_PART = /\u200d|\p{Variation_Selector}/u
const EMOJI = /\p{Emoji}|\p{Emoji_Modifier}|\p{Variation_Selector}/u

/** Long runs that only a machine reads: base64, hexadecimal, percent and character codes, Morse. */
const ENCODED = [
  /(?<![\w/+.@-])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{20,}={0,2}(?![\w/.@-])/gu,
  /(?<!\w)(?:0x)?(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{24,}(?!\w)/giu,
  /(?:%[0-9a-f]{2}){6,}|(?:\\u[0-9a-f]{4}){3,}|(?:&#x?[0-9a-f]{2,6};){3,}/giu,
  /(?:[.·•-]{1,6}[ /]{1,3}){8,}[.·•-]{1,6}/gu,
]

/** Characters nobody sees, and runs that can only be read by a machine, in a text for a customer. */
export function findHiddenCharacters(text: string): HiddenCharacters[] {
  const found = findInvisible(text)
  for (const pattern of ENCODED) {
    for (const match of text.matchAll(pattern)) {
      found.push({ kind: 'encoded', start: match.index, end: match.index + match[0].length })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

function findInvisible(text: string): HiddenCharacters[] {
  const found: HiddenCharacters[] = []
  let before = ''
  let at = 0
  for (const char of text) {
    const isPartOfEmoji =
      EMOJI_PART.test(char) && EMOJI.test(before) && (char !== JOINER || before > '\u00ff')
    if ((UNSEEN.test(char) || UNREADABLE.test(char)) && !isPartOfEmoji) {
      const last = found.at(-1)
      if (last?.end === at) last.end += char.length
      else found.push({ kind: 'invisible', start: at, end: at + char.length })
    }
    before = char
    at += char.length
  }
  return found
}
