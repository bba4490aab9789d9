import { foldText } from './fold.ts'

const HAN_DIGITS: Record<string, string> = Object.fromEntries(
  [...'〇零一幺二两三四五六七八九洞拐勾'].map((char, at) => [char, '0011223456789079'[at]!]),
)
const ENGLISH_DIGITS: Record<string, string> = {
  zero: '0',
  oh: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
}
const H = '[〇零一幺二两三四五六七八九洞拐勾]'
/** Run together, in groups, or one by one; a lone character behind a space begins a word: 八零零零 一直. */
const HAN_RUN = new RegExp(`(?:${H}[ -]){4,}${H}(?!${H})|${H}{2,}(?:[ -]?${H}{2,})*`, 'gu')
const WORD = `(?:${Object.keys(ENGLISH_DIGITS).join('|')}|(?:double|triple) (?:${Object.keys(ENGLISH_DIGITS).join('|')})|\\d)`
const ENGLISH_RUN = new RegExp(`\\b${WORD}(?:[ -]+${WORD}){3,}\\b`, 'gu')

/**
 * Folded text in which digits that were read aloud, four or more in a row, are written: 幺三八零零 becomes 13800,
 * "four one five double five" becomes 41555. Numbers that count something (三百) stay as they are.
 */
export function writeSpokenDigits(text: string): string {
  return foldText(text)
    .replaceAll(HAN_RUN, (run) =>
      run.replaceAll(/[ -]/gu, '').length < 4
        ? run
        : [...run].map((char) => HAN_DIGITS[char] ?? char).join(''),
    )
    .replaceAll(ENGLISH_RUN, (run) =>
      /[a-z]/u.test(run)
        ? run
            .replaceAll(/(double|triple) ([a-z]+)/gu, (_, times: string, word: string) =>
              ` ${word}`.repeat(times === 'double' ? 2 : 3),
            )
            .split(/[ -]+/u)
            .map((word) => ENGLISH_DIGITS[word] ?? word)
            .join('')
        : run,
    )
}
