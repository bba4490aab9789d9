import { fold } from '../text/fold.ts'

/** Text made comparable, with the way back to the original. */
export type TightText = {
  text: string
  /** UTF-16 offset in the original of what stands at `index`; `text.length` gives the original's length. */
  offsetAt(index: number): number
}

const HAN = /\p{Script=Han}/u
/** What somebody puts between the characters of a word to part them. */
const PARTING = /[\s*_.·~|/\\•-]/
const FORMAL = '壹贰叁肆伍陆柒捌玖拾佰仟'
const PLAIN = '一二三四五六七八九十百千'
/** Formal numerals, two of them or one before a unit: alone they may be a surname. */
const FORMAL_RUN =
  /[零壹贰叁肆伍陆柒捌玖拾佰仟]{2,}|[壹贰叁肆伍陆柒捌玖拾](?=[元块天月日号个次年币枚小分])/gu

/**
 * Folded, with the blanks and signs left out that stand between single Chinese characters, and formal numerals
 * read as plain ones.
 */
export function foldTight(original: string): TightText {
  const folded = fold(original)
  const source = folded.text.replaceAll(/[’‘`´]/g, "'")
  let text = ''
  const offsets: number[] = []
  for (let at = 0; at < source.length; at++) {
    if (PARTING.test(source[at]!) && HAN.test(text.at(-1) ?? '')) {
      let next = at
      while (next < source.length && next - at < 4 && PARTING.test(source[next]!)) next++
      if (HAN.test(source[next] ?? '')) continue
    }
    text += source[at]
    offsets.push(folded.offsetAt(at))
  }
  offsets.push(folded.offsetAt(source.length))
  return {
    text: text.replaceAll(FORMAL_RUN, (run) =>
      run.replaceAll(/./gu, (char) => PLAIN[FORMAL.indexOf(char)] ?? char),
    ),
    offsetAt: (index) => offsets[Math.max(0, Math.min(index, offsets.length - 1))]!,
  }
}
