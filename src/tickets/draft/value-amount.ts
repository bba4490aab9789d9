import { findSpecifics } from '../../text/specifics.ts'
import {
  ENGLISH_NUMERAL,
  foldNumerals,
  HAN_NUMERAL,
  parseNumeral,
} from '../../text/specifics-numerals.ts'
import { CORRECTION } from './answer-text.ts'

/** An amount as digits: 128, 19.99. */
export type Amount = { value: string; start: number; isExact: boolean; strength: number }

/** Money that moved: what stands behind is an amount, also without its unit. */
const MOVED =
  /(?:充|付|扣|刷|花|转|轉|退|损失|損失|被骗|被騙|骗走|騙走|消费|消費|交|存|儲|储)(?:值)?(?:掉|走|了|我|的|卡|款|费|費|两次|兩次|两笔|一共|总共|總共)*\s?$/u
const ROUGHLY_BEFORE =
  /(?:大概|大约|大約|差不多|将近|將近|快|over|more than|about|around|nearly|almost|some)\s?$/iu
const ROUGHLY_AFTER = /^(?:\s?(?:多|余|餘|几|幾|左右|来|來)|\s(?:or so|something))/iu

const BARE =
  /(?<![\d.,:A-Za-z])(\d{1,7}(?:\.\d{1,2})?)(?![\d:%A-Za-z年月日号號点點次个個天本章张張集楼樓岁歲級级倍万萬千百]|\.\d)/gu
const HAN = new RegExp(HAN_NUMERAL, 'gu')
const ENGLISH = new RegExp(ENGLISH_NUMERAL, 'giu')

/** Amounts of money in what a customer says. `isAsked`: it answers the question for one, so a number alone is one too. */
export function findAmounts(text: string, isAsked: boolean): Amount[] {
  const folded = foldNumerals(text)
  const found: Amount[] = []
  const taken: [number, number][] = []
  const add = (value: number | null, start: number, end: number, strength: number) => {
    if (value === null || value <= 0 || taken.some(([from, to]) => start < to && from < end)) return
    taken.push([start, end])
    const isExact =
      !ROUGHLY_BEFORE.test(text.slice(0, start)) && !ROUGHLY_AFTER.test(text.slice(end))
    found.push({ value: String(value), start, isExact, strength })
  }
  for (const { kind, key, start, end } of findSpecifics(text)) {
    if (kind === 'amount') add(Number(key.split(':').at(-1)), start, end, 0.9)
    else if (
      kind === 'date' ||
      kind === 'time' ||
      kind === 'code' ||
      kind === 'duration' ||
      kind === 'link'
    )
      taken.push([start, end])
  }
  for (const match of folded.matchAll(BARE)) {
    const isMoved = MOVED.test(text.slice(0, match.index))
    if (isAsked || isMoved)
      add(Number(match[1]), match.index, match.index + match[0].length, isAsked ? 0.88 : 0.75)
  }
  for (const match of folded.matchAll(HAN)) {
    const value = parseNumeral(match[0])
    const isBig = /[十百千万]/u.test(match[0])
    const isMoved = MOVED.test(text.slice(0, match.index))
    const isCounted = /^\s?[次个個天本章张張集楼樓岁歲級级倍点點号號年月日周週笔筆]/u.test(
      text.slice(match.index + match[0].length),
    )
    if (isCounted || !(isAsked || (isMoved && isBig))) continue
    add(value, match.index, match.index + match[0].length, isAsked ? 0.85 : 0.75)
  }
  if (isAsked) {
    for (const match of folded.matchAll(ENGLISH))
      add(parseNumeral(match[0]), match.index, match.index + match[0].length, 0.8)
  }
  return found.sort((a, b) => a.start - b.start)
}

/** The amount that stands at the end of an answer: the last exact one, or the one it was corrected to. */
export function answeredAmount(text: string): Amount | null {
  const amounts = findAmounts(text, true)
  const parts = text.split(new RegExp(CORRECTION, 'giu'))
  if (parts.length > 1) {
    const from = text.length - (parts.at(-1) ?? '').length
    const corrected = amounts.find(({ start }) => start >= from)
    if (corrected !== undefined) return corrected
  }
  const exact = amounts.filter(({ isExact }) => isExact)
  const [best] = exact.toSorted((a, b) => b.strength - a.strength)
  return restated(exact) ?? best ?? amounts[0] ?? null
}

/** 两千五，两千五百六十块: begun, then said in full. */
function restated(amounts: readonly Amount[]): Amount | undefined {
  const last = amounts.at(-1)
  const first = amounts[0]
  if (first === undefined || last === undefined || first === last) return undefined
  const isNear = Math.abs(Number(last.value) - Number(first.value)) < Number(first.value) * 0.2
  return isNear ? last : undefined
}
