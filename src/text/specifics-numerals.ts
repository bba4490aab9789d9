const HAN_DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  幺: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
const HAN_SCALES: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const HAN_MYRIADS: Record<string, number> = { 万: 10_000, 亿: 100_000_000 }

const ENGLISH: Record<string, number> = {
  zero: 0,
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}

/** Sources of regular expressions, for text folded by `foldNumerals`. */
export const ARABIC =
  '(?:\\d{1,3}(?:,\\d{3}){1,5}|\\d{1,15})(?:\\.\\d{1,9})?(?:\\s?(?:万|亿|千(?!克|米)|百)(?![一二三四五六七八九十])){0,3}'
export const HAN_NUMERAL =
  '[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]{1,16}(?:点[零〇一二三四五六七八九]{1,9})?'
const SMALL =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety'
/** `and` and `-` join words of one numeral only where no list could go on, so that a text is read in one way. */
export const ENGLISH_NUMERAL = `\\b(?:${SMALL}|an? (?=hundred|thousand))(?:(?: |(?<=ty)-)(?:(?<=(?:hundred|thousand) )and (?=(?:${SMALL})\\b))?(?:${SMALL}|hundred|thousand)){0,8}\\b`

/** Value of a numeral in Arabic, Chinese or English words; `null` when it is none. */
export function parseNumeral(text: string): number | null {
  const source = text.trim().toLowerCase().replaceAll(',', '')
  const arabic = /^(\d+(?:\.\d+)?)\s?([百千万亿]*)$/.exec(source)
  if (arabic) return round(Number(arabic[1]) * scaleOf(arabic[2]!))
  if (/^[a-z]/.test(source)) return parseEnglish(source)
  return parseHan(source)
}

function scaleOf(scales: string): number {
  let scale = 1
  for (const char of scales) scale *= HAN_SCALES[char] ?? HAN_MYRIADS[char] ?? 1
  return scale
}

function round(value: number): number {
  return Number(value.toPrecision(12))
}

function parseHan(source: string): number | null {
  const [whole = '', fraction] = source.split('点')
  const digitsOnly = [...whole].every((char) => char in HAN_DIGITS)
  const value = digitsOnly && whole.length > 1 ? Number(digitString(whole)) : sumHan(whole)
  if (value === null || Number.isNaN(value)) return null
  return fraction === undefined ? value : Number(`${value}.${digitString(fraction)}`)
}

function digitString(source: string): string {
  return [...source].map((char) => HAN_DIGITS[char] ?? '').join('')
}

function sumHan(source: string): number | null {
  if (source === '') return null
  let total = 0
  let section = 0
  let digit: number | null = null
  let lastScale = 0
  for (const char of source) {
    if (char in HAN_DIGITS) {
      digit = HAN_DIGITS[char]!
      if (digit === 0) lastScale = 0
    } else if (char in HAN_SCALES) {
      lastScale = HAN_SCALES[char]!
      section += (digit ?? 1) * lastScale
      digit = null
    } else if (char in HAN_MYRIADS) {
      lastScale = HAN_MYRIADS[char]!
      const part = section + (digit ?? 0)
      // 三千万亿 multiplies all that came before, 一亿三千万 only its own part.
      if (lastScale === 10_000) total += (part || 1) * lastScale
      else total = (total + part || 1) * lastScale
      section = 0
      digit = null
    } else return null
  }
  // 一百二 is 120, 三万五 is 35,000.
  if (digit !== null) section += lastScale >= 100 ? digit * (lastScale / 10) : digit
  return total + section
}

function parseEnglish(source: string): number | null {
  let total = 0
  let current = 0
  for (const word of source.split(/[\s-]+/)) {
    if (word === 'and') continue
    if (word === 'hundred') current = (current || 1) * 100
    else if (word === 'thousand') {
      total += (current || 1) * 1000
      current = 0
    } else if (word in ENGLISH) current += ENGLISH[word]!
    else return null
  }
  return total + current
}

const PLAIN =
  '万億亿兩两點点時时個个鐘钟號号週周張张條条臺台級级間间後后內内幣币歲岁筆笔塊块圓元錢钱頁页陸陆貳贰參叁過过滿满話话線线顆颗項项種种冊册檔档'
const SAME_LENGTH = new Map<string, string>([['萬', '万']])
for (let at = 1; at + 1 < PLAIN.length; at += 2) SAME_LENGTH.set(PLAIN[at]!, PLAIN[at + 1]!)

/**
 * Full-width signs and Traditional number words made plain, one UTF-16 unit for one, so that offsets
 * in the result are offsets in the text.
 */
export function foldNumerals(text: string): string {
  let folded = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    const code = text.charCodeAt(at)
    if (code >= 0xff01 && code <= 0xff5e) folded += String.fromCharCode(code - 0xfee0)
    else if (code === 0x3000 || code === 0xa0 || code === 0x202f) folded += ' '
    else folded += SAME_LENGTH.get(char) ?? char
  }
  return folded
}
