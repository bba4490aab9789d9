import { detectLanguage } from '../text/language.ts'
import type { Lang } from '../text/types.ts'

/** As much as is needed to tell. */
const READ_LENGTH = 20_000

/** A technical text in Chinese has many lines of code and names; this share of its lines holds Han characters. */
const HAN_SHARE = 0.2

/** The language of a document, by its prose: code, comments and tags do not count. */
export function documentLanguage(markdown: string): Lang {
  const prose = markdown
    .slice(0, READ_LENGTH)
    .replaceAll(/^ {0,3}(```+|~~~+)[^\n]*\n[\s\S]*?(?:^ {0,3}\1|$(?![\s\S]))/gm, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
  const lines = prose.split('\n').filter((line) => /\p{L}/u.test(line))
  const inHan = lines.filter((line) => /\p{Script=Han}/u.test(line))
  if (inHan.length === 0 || inHan.length < lines.length * HAN_SHARE) {
    return detectLanguage(prose, 'en')
  }
  return detectLanguage(inHan.join('').replaceAll(/[^\p{Script=Han}]/gu, ''))
}
