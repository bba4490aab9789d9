import type { Lang } from './types.ts'

const HAN = /\p{Script=Han}/gu
const LATIN_WORD = /\p{Script=Latin}[\p{Script=Latin}\p{M}'’]*/gu

/** Words that only a sentence in English uses. A product name or an abbreviation is not one of them. */
const ENGLISH_GRAMMAR = new Set(
  `a an the i i'm you he she it we they my your our their is am are was were be been do does did don't doesn't didn't
  have has had haven't can can't could will would should may might must shall not no and or but if to of in on at for
  from with by about into when where what which who whom whose why how this that these those there please hi hello
  hey thanks thank yes okay me us him them still yet any some`.split(/\s+/),
)
/** Characters that only a sentence in Chinese uses, in either script. */
const CHINESE_GRAMMAR =
  /[的了吗嗎呢吧啊是在我你您他她们們怎么麼什甚哪谁誰为為这這那不没沒有无無请請能可以要想把被给給]/

/**
 * The language a customer or an article writes. Chinese words inside English, and product names inside
 * Chinese, do not turn it. Chinese without a character that belongs to one script alone is zh-Hans;
 * text without any letter is `otherwise`.
 */
export function detectLanguage(text: string, otherwise: Lang = 'zh-Hans'): Lang {
  const sample = text.length > 4000 ? text.slice(0, 4000) : text
  const han = sample.match(HAN) ?? []
  const words = sample.match(LATIN_WORD) ?? []
  if (han.length === 0) return words.length > 0 ? 'en' : otherwise
  return isEnglish(sample, han.length, words) ? 'en' : detectScript(han)
}

/** A Chinese word is about a character and a half. Where the two weigh about the same, grammar decides. */
function isEnglish(text: string, hanCount: number, words: string[]): boolean {
  const chinese = hanCount / 1.5
  const grammar = words.filter((word) => ENGLISH_GRAMMAR.has(word.toLowerCase())).length
  if (grammar === 0) return chinese * 4 < words.length && !CHINESE_GRAMMAR.test(text)
  if (CHINESE_GRAMMAR.test(text)) return chinese + 1 < words.length
  return chinese < words.length + grammar
}

function detectScript(han: string[]): 'zh-Hans' | 'zh-Hant' {
  let balance = 0
  for (const character of han) {
    const inGb = GB2312.has(character)
    if (inGb !== BIG5.has(character)) balance += inGb ? 1 : -1
  }
  return balance < 0 ? 'zh-Hant' : 'zh-Hans'
}

/** The everyday characters of either script, as its national standard lists them. */
const GB2312 = readCharset('gb18030', [0xb0, 0xf7], [[0xa1, 0xfe]])
const BIG5 = readCharset(
  'big5',
  [0xa4, 0xf9],
  [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ],
)

function readCharset(
  name: string,
  lead: [number, number],
  trails: [number, number][],
): Set<string> {
  const decoder = new TextDecoder(name)
  const characters = new Set<string>()
  for (let first = lead[0]; first <= lead[1]; first++) {
    for (const [from, to] of trails) {
      for (let second = from; second <= to; second++) {
        const character = decoder.decode(Uint8Array.of(first, second))
        if (/^\p{Script=Han}$/u.test(character)) characters.add(character)
      }
    }
  }
  return characters
}
