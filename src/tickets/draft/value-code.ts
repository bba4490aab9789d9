import { type Code, correctCode, findCodes, findMails } from '../../text/dictation.ts'
import { CORRECTION } from './answer-text.ts'

/** The number belongs to somebody else. */
const OTHERS =
  /(?:朋友|同事|同学|同學|老公|老婆|先生|太太|他|她|别人|別人|爸|妈|媽|儿子|兒子|女儿|女兒|孩子|室友|家人)(?:的|用的)|(?:friend|husband|wife|son|daughter|colleague|brother|sister|mother|father|boss)['’]s|\b(?:his|her|their) /iu
/** The number is none that is given: an old one, one that does not work any more. */
const NOT_MEANT =
  /原来|原來|以前|旧的|舊的|停机|停機|不用了|不是这个|\bold\b|used to|not (?:this|that)/iu

/**
 * The number or code that an answer gives in the end: of several the last whole one, one taken back replaced by what
 * came after. `isFit` says which may stand.
 */
export function answeredCode(text: string, isFit: (value: string) => boolean): string | null {
  let standing: string | null = null
  let lastEnd = 0
  for (const code of wholeCodes(text)) {
    const clause = clauseBefore(text, code.start)
    if (OTHERS.test(clause) || NOT_MEANT.test(clause)) {
      lastEnd = code.end
      continue
    }
    const between = text.slice(lastEnd, code.start)
    const isCorrected = standing !== null && CORRECTION.test(between)
    const value: string = isCorrected ? corrected(standing as string, code.value) : code.value
    // Digits repeated or gone on with in one breath: the longer one is the whole.
    if (isFit(value) && (standing === null || isCorrected || value.length >= standing.length))
      standing = value
    lastEnd = code.end
  }
  return standing
}

/** The end said anew may be a figure longer or shorter than what it stands for: where that makes a whole number, it is. */
function corrected(before: string, after: string): string {
  const made = correctCode(before, after)
  if (after.length >= before.length || isMobile(made)) return made
  const others = [1, -1].map((more) => before.slice(0, before.length - after.length + more) + after)
  return others.find(isMobile) ?? made
}

/** Codes with the capital letters that stand apart beside them: BA 287, KX21 ABN; and a plus before them. */
export function wholeCodes(text: string): Code[] {
  return findCodes(text).map((code) => {
    const before = /(?<![A-Za-z])([A-Z]{1,4})[ -]$/.exec(text.slice(0, code.start))
    const after = /^ ([A-Z]{2,4})(?![A-Za-z])/.exec(text.slice(code.end))
    const plus = /\+$/.exec(text.slice(0, code.start))
    if (before !== null && /^\d{1,4}$/.test(code.value)) {
      const start = code.start - before[0].length
      return { ...code, start, value: `${before[1]}${code.value}` }
    }
    if (after !== null && /[A-Z]/.test(code.value)) {
      return { ...code, end: code.end + after[0].length, value: `${code.value}${after[1]}` }
    }
    return plus === null ? code : { ...code, start: code.start - 1, value: `+${code.value}` }
  })
}

function clauseBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 24), at)
  return before.slice(Math.max(...[...'，。！？,!?\n'].map((mark) => before.lastIndexOf(mark))) + 1)
}

/** Digits of a telephone number: enough of them and no letters. */
export function isPhone(value: string): boolean {
  const count = value.replaceAll(/\D/g, '').length
  return /^\+?\d[\d -]*$/.test(value) && count >= 7 && count <= (value.startsWith('+') ? 15 : 13)
}

/** Certainly a telephone number, also where nobody asked for one. */
export function isMobile(value: string): boolean {
  return /^(?:\+?86)?1[3-9]\d{9}$|^09\d{8}$|^\+\d{9,14}$|^0[1-9]\d{9}$/.test(
    value.replaceAll(/[ -]/g, ''),
  )
}

export function answeredPhone(text: string): string | null {
  const value = answeredCode(text, isPhone)
  return value === null ? null : value.replaceAll(/[ -]/g, '')
}

export function answeredMail(text: string): string | null {
  return findMails(text).at(-1) ?? null
}

/** A user name: letters, maybe with digits and marks. */
export function answeredHandle(text: string): string | null {
  return (
    /(?<![\w@.])[A-Za-z][A-Za-z0-9]*[_.-]?[A-Za-z0-9_.-]*[\d_][A-Za-z0-9_.-]*(?![\w@])/u.exec(
      text,
    )?.[0] ?? null
  )
}

/** A code of capital letters alone. */
export function answeredCapitals(text: string): string | null {
  return /^\W*([A-Z]{5,10})\W*$/.exec(text.trim())?.[1] ?? null
}
