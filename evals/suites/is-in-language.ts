import { Converter as FromSimplified } from 'opencc-js/cn2t'
import { Converter as FromTraditional } from 'opencc-js/t2cn'
import type { Lang } from '../../src/text/types.ts'

const toTraditional = FromSimplified({ from: 'cn', to: 't' })
const toSimplified = FromTraditional({ from: 't', to: 'cn' })

/** Of the letters of English speech, so few may be Chinese: a name, a button. */
const MOST_HAN = 0.3

/**
 * Whether a text is in a language, as far as its characters tell: Chinese is written with Chinese characters and English is not; of
 * characters that only one of the scripts has, most are of the right one. What says nothing is in any.
 */
export function isInLanguage(text: string, lang: Lang): boolean {
  const letters = [...text.replaceAll(/https?:\S+/g, '')].filter((one) => /\p{L}/u.test(one))
  if (letters.length === 0) return true
  const han = letters.filter((one) => /\p{Script=Han}/u.test(one))
  if (lang === 'en') return han.length <= letters.length * MOST_HAN
  if (han.length === 0) return false
  const simplified = han.filter((one) => toTraditional(one) !== one && toSimplified(one) === one)
  const traditional = han.filter((one) => toSimplified(one) !== one)
  return lang === 'zh-Hans'
    ? traditional.length <= simplified.length
    : simplified.length <= traditional.length
}
