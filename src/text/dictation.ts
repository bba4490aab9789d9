import type { Span } from './types.ts'

/** A number or code as it is typed or read out, character by character. */
export type Code = Span & {
  /** Without blanks and pauses: `13900214457`, `M4701993`, `MT-5540-221`. */
  value: string
  /** Whether some of it was spelled in words. */
  isSpoken: boolean
}

const HAN_DIGITS = '零〇幺一二两兩三四五六七八九洞拐勾'
const HAN_VALUES = '00112223456789079'
const WORDS: Record<string, string> = {
  zero: '0',
  oh: '0',
  nought: '0',
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
const WORD = Object.keys(WORDS).join('|')
const PROVINCE = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'

/** What a code is read out of, one alternative a kind; tried in this order. */
const TOKEN = new RegExp(
  [
    `\\b(?<repeat>double|triple)[ -](?<repeated>${WORD}|\\d)\\b`,
    `\\b(?<hundreds>${WORD}) hundred\\b(?! (?:and|dollars|euros|pounds|people))`,
    `\\b(?<word>${WORD})\\b`,
    `(?<tens>[一二三四五六七八九]?十[一二三四五六七八九]?)(?=\\s?[A-Za-z](?![A-Za-z]))`,
    `(?<han>[${HAN_DIGITS}])`,
    `(?<typed>[A-Za-z]{0,8}(?:[-_/.][A-Za-z]{1,8})*[-_]?\\d[A-Za-z0-9]*(?:[-_/.](?:[A-Za-z0-9]+))*)`,
    `(?<![A-Za-z'’])(?<letter>[A-Za-z])(?![A-Za-z'’])(?: (?:as in|for|like) [A-Za-z]+)?`,
    `(?<province>[${PROVINCE}])(?=\\s?[A-Za-z](?![a-z]))`,
  ].join('|'),
  'giu',
)

type Token = Span & { value: string; kind: 'spoken' | 'typed' | 'letter' }

/** Numbers and codes of at least two characters, one of them a digit, in order; a pause does not end one. */
export function findCodes(text: string): Code[] {
  const codes: Code[] = []
  let run: Token[] = []
  const close = () => {
    const code = toCode(run)
    if (code !== null) codes.push(code)
    run = []
  }
  for (const match of text.matchAll(TOKEN)) {
    const token = toToken(match)
    if (token === null) continue
    const last = run.at(-1)
    if (last !== undefined && !belongTogether(last, token, text.slice(last.end, token.start)))
      close()
    run.push(token)
  }
  close()
  return codes
}

function toToken(match: RegExpExecArray): Token | null {
  const place = { start: match.index, end: match.index + match[0].length }
  const groups = match.groups as Record<string, string | undefined>
  const digit = (word: string) => WORDS[word.toLowerCase()] ?? word
  if (groups.repeat !== undefined) {
    const times = groups.repeat.toLowerCase() === 'double' ? 2 : 3
    return { ...place, value: digit(groups.repeated!).repeat(times), kind: 'spoken' }
  }
  if (groups.hundreds !== undefined)
    return { ...place, value: `${digit(groups.hundreds)}00`, kind: 'spoken' }
  if (groups.word !== undefined) return { ...place, value: digit(groups.word), kind: 'spoken' }
  if (groups.tens !== undefined) {
    const [tens = '', ones = ''] = groups.tens.split('十')
    const value = `${tens === '' ? '1' : hanDigit(tens)}${ones === '' ? '0' : hanDigit(ones)}`
    return { ...place, value, kind: 'spoken' }
  }
  if (groups.han !== undefined) return { ...place, value: hanDigit(groups.han), kind: 'spoken' }
  if (groups.typed !== undefined)
    return { ...place, value: groups.typed.replace(/[-_/.]+$/, ''), kind: 'typed' }
  const letter = groups.letter ?? groups.province
  // A lower-case letter alone is a word: a, i.
  if (letter === undefined || /[ai]/.test(letter)) return null
  return { ...place, value: letter.toUpperCase(), kind: 'letter' }
}

function hanDigit(char: string): string {
  return HAN_VALUES[HAN_DIGITS.indexOf(char)] ?? ''
}

function belongTogether(last: Token, next: Token, between: string): boolean {
  if (between === '') return true
  if (!/^[ ,，、·-]{1,3}$/u.test(between)) return false
  const isLong = ({ kind, value }: Token) => kind === 'typed' && value.length >= 5
  const isWhole = ({ kind, value }: Token) =>
    kind === 'typed' && (/[._/]/.test(value) || (/[A-Za-z]/.test(value) && value.length > 5))
  if (isWhole(last) || isWhole(next)) return false
  if (/[,，、]/u.test(between)) return !isLong(last) && !isLong(next) && !bothTyped(last, next)
  return true
}

function bothTyped(last: Token, next: Token): boolean {
  return last.kind === 'typed' && next.kind === 'typed'
}

function toCode(run: Token[]): Code | null {
  const first = run[0]
  const last = run.at(-1)
  if (first === undefined || last === undefined) return null
  const value = run.map((token) => token.value).join('')
  if (value.length < 2 || !/\d/.test(value)) return null
  return {
    start: first.start,
    end: last.end,
    value,
    isSpoken: run.some(({ kind }) => kind === 'spoken'),
  }
}

/**
 * A code corrected by what was said after it: the whole anew, or only its end. `07700900123` and then `900124`
 * is `07700900124`.
 */
export function correctCode(before: string, after: string): string {
  return after.length < before.length
    ? before.slice(0, before.length - after.length) + after
    : after
}

const MAY_BE_MAIL = /@|＠|艾特|小老鼠|\bat\b/iu
const MAIL = /[a-z0-9][\w.+-]{0,63}@[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){0,4}\.[a-z]{2,}/giu

/** E-mail addresses, typed or spelled out: `w a n g 八八 艾特 幺六三点com`, `ops at northwind dot com`. */
export function findMails(text: string): string[] {
  if (!MAY_BE_MAIL.test(text)) return []
  const typed = text.replaceAll('＠', '@').match(MAIL)
  if (typed !== null) return typed
  // Bought at shop.com is no address; shop dot com is.
  const at = /\bdot\b/iu.test(text) ? /\s*(?:艾特|小老鼠|\bat\b)\s*/giu : /\s*(?:艾特|小老鼠)\s*/gu
  const spelled = text
    .replaceAll(at, '@')
    .replaceAll(/\s*(?:\bdot\b|点|點)\s*(?=[a-z])/giu, '.')
    .replaceAll(new RegExp(`[${HAN_DIGITS}]`, 'gu'), hanDigit)
    .replaceAll(new RegExp(`\\b(?:${WORD})\\b`, 'giu'), (word) => WORDS[word.toLowerCase()]!)
    .replaceAll(/(?<=(?:^|[^a-z])[a-z0-9])[ ,，]+(?=[a-z0-9](?:[^a-z]|$))/giu, '')
    .replaceAll(/(?<=[a-z0-9])\s+(?=\d+@)/giu, '')
  return spelled.match(MAIL) ?? []
}
