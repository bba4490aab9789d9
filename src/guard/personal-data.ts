import type { Span } from '../text/types.ts'
import {
  isCreditCode,
  isHongKongId,
  isIban,
  isLuhn,
  isMainlandId,
  isTaiwanId,
} from './checksums.ts'
import { findAddresses, findNames } from './personal-names.ts'
import { type PlainText, plainText } from './plain-text.ts'

export const PERSONAL_TYPES = [
  'CN_ID',
  'TW_ID',
  'HK_ID',
  'BANK_CARD',
  'CN_MOBILE',
  'CN_LANDLINE',
  'US_PHONE',
  'UK_PHONE',
  'PHONE',
  'EMAIL',
  'CN_PASSPORT',
  'CN_PLATE',
  'CN_USCC',
  'IBAN',
  'US_SSN',
  'ADDRESS',
  'NAME',
] as const
export type PersonalType = (typeof PERSONAL_TYPES)[number]

export type PersonalData = Span & { type: PersonalType; text: string }

type Rule = {
  type: PersonalType
  pattern: RegExp
  /** Checks what was matched with its separators taken out, upper case. */
  isValid?: (value: string) => boolean
  /** May have taken words that follow it: they are left out one by one. */
  mayRunOn?: boolean
  /** Words before it that make the same digits something else. */
  isVetoedByContext?: boolean
}

/** May stand between the digits of one number, as people group them. */
const SEP = '[ .·_‐-―-]{0,2}'
const digits = (least: number, most: number) => `\\d(?:${SEP}\\d){${least - 1},${most - 1}}`
const FREE = '(?<![\\p{Script=Latin}\\d])'
const END = '(?![\\p{Script=Latin}\\d])'

const RULES: Rule[] = [
  {
    type: 'EMAIL',
    pattern:
      /(?<![\w.+-])[\w.+-]{1,64}(?:\s?(?:@|\(at\)|\[at\]|（at）|艾特|#(?=\w+\.(?:com|cn|net|org)))\s?|\sat\s(?=[\w-]{1,40}(?:\s?\.\s?|\sdot\s|\s?点\s?)(?:com|cn|net|org|io|hk|tw|edu|gov)(?![\w-])))(?:[\w-]{1,40}(?:\.|\s\.\s?|\s?(?:\[\.\]|\(dot\)|\[dot\]|点|點)\s?|\sdot\s|。)){1,5}[a-z]{2,}/giu,
  },
  {
    type: 'IBAN',
    pattern: new RegExp(`${FREE}[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}${END}`, 'giu'),
    isValid: isIban,
    mayRunOn: true,
  },
  {
    type: 'CN_USCC',
    pattern: new RegExp(`${FREE}[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}${END}`, 'giu'),
    isValid: (value) =>
      /[A-Z]/.test(value)
        ? isCreditCode(value) || /^9[1-3]/.test(value)
        : isCreditCode(value) && !isMainlandId(value),
  },
  {
    type: 'CN_ID',
    pattern: new RegExp(`${FREE}\\d(?:${SEP}\\d){16}${SEP}[\\dXx]${END}`, 'gu'),
    isValid: isMainlandId,
  },
  {
    type: 'BANK_CARD',
    pattern: new RegExp(`${FREE}${digits(13, 19)}${END}`, 'gu'),
    isValid: isCardNumber,
    isVetoedByContext: true,
  },
  {
    type: 'CN_MOBILE',
    pattern: new RegExp(
      `(?<![\\p{Script=Latin}\\d])(?:[(（]?(?:\\+|00)?86[)）]?${SEP})?1${SEP}[3-9](?:${SEP}\\d){9}${END}`,
      'gu',
    ),
    isValid: isMobile,
    isVetoedByContext: true,
  },
  {
    type: 'CN_LANDLINE',
    pattern: new RegExp(
      `${FREE}[(（]?(?:010|02\\d|0[3-9]\\d{2})[)）]?[ -]?[2-9]\\d{2,3}[ -]?\\d{4}${END}`,
      'gu',
    ),
    isVetoedByContext: true,
  },
  {
    type: 'CN_LANDLINE',
    pattern: new RegExp(`${FREE}(?:\\(0[2-8]\\) ?|0[2-8]-)\\d{3,4}[ -]?\\d{4}${END}`, 'gu'),
    isVetoedByContext: true,
  },
  {
    type: 'PHONE',
    pattern:
      /(?<=(?:电话|電話|手机|手機|聯絡|联络|致電|致电|whatsapp|mobile|phone|tel|call)\s?(?:号码?|號碼?|number)?\s?(?:是|為|为|:|：|is|\.)?\s?)(?![48]00)[2-9]\d{3}[ -]?\d{4}(?!\d)|(?<=香港\s?)[2-9]\d{3}[ -]?\d{4}(?!\d)/giu,
    isVetoedByContext: true,
  },
  {
    type: 'CN_MOBILE',
    pattern: new RegExp(`${FREE}1[3-9]\\d[/，,*#|~]\\d{4}[/，,*#|~]\\d{4}${END}`, 'gu'),
    isValid: isMobile,
    isVetoedByContext: true,
  },
  {
    type: 'UK_PHONE',
    pattern: new RegExp(
      `${FREE}(?:\\+44 ?(?:\\(0\\) ?)?|0)7\\d{3}[ -]?\\d{3}[ -]?\\d{3}${END}`,
      'gu',
    ),
    isVetoedByContext: true,
  },
  {
    type: 'CN_MOBILE',
    pattern: new RegExp(`${FREE}09\\d{2}[ -]?\\d{3}[ -]?\\d{3}${END}`, 'gu'),
    isVetoedByContext: true,
  },
  {
    type: 'US_SSN',
    pattern: /(?<![\d-])(?!000|666|9)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}(?![\d-])/gu,
  },
  {
    type: 'US_PHONE',
    pattern:
      /(?<![\d-]|\d )(?![48]00)(?:\+?1[-. ]?)?\(?[2-9]\d{2}\)?[-. ] ?\d{3}[-. ]\d{4}(?![\d-]| \d)/gu,
    isVetoedByContext: true,
  },
  {
    type: 'PHONE',
    pattern: /(?<![\w+])\+\d{1,3}[- ]?(?:\(\d+\)[- ]?)?\d(?:[- ]?\d){6,12}(?!\d)/gu,
  },
  {
    type: 'CN_PASSPORT',
    pattern: new RegExp(`${FREE}(?:[EG]\\d{8}|E[A-HJ-NP-Z]\\d{7}|[DSP]E?\\d{7,8})${END}`, 'gu'),
  },
  {
    type: 'TW_ID',
    pattern: new RegExp(`${FREE}[A-Z][12]\\d{8}${END}`, 'giu'),
    isValid: isTaiwanId,
  },
  {
    type: 'HK_ID',
    pattern: new RegExp(`${FREE}[A-Z]{1,2}\\d{6} ?[(（]?[\\dA][)）]?${END}`, 'giu'),
    isValid: isHongKongId,
  },
  {
    type: 'CN_PLATE',
    pattern:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-HJ-NP-Z]\s?[·•.-]?\s?(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]/giu,
  },
]

/** The digits name something else than a person's number when one of these stands before them. */
const OTHER_NUMBER =
  /(?:订单|单号|流水号?|编号|条码|序列号|批次|版本|验证码|UID|ID号|工单|訂單|單號|編號|序號|order|serial|tracking|session|build|ticket|invoice|reference|sku|barcode)(?:\s?(?:number|no\.?|id|号|號|是|为|為|:|：|#))*\s*$/iu

/** Without a run of digits, a spoken one, an `@` or a cue for a name there is nothing to find. */
const MAY_HOLD_DATA =
  /[\d０-９\p{No}](?:[^\p{L}]{0,3}[\d０-９\p{No}])|[\d０-９]\s?[号號]|@|＠|\bat\b|(?:[〇零一二三四五六七八九幺两洞拐勾壹贰叁肆伍陆柒捌玖貳參陸兩][ -]?){7}|艾特|我叫|我是|本人|本名|名|收[件货]人|[联聯][系絡]人|[户戶]|\bI(?:'|’| a)m\b|name|this is|recipient|cardholder|[A-Z]{1,2}\d/iu

/** Personal data in a text, in order; where two readings overlap the stricter one stands. */
export function findPersonalData(text: string): PersonalData[] {
  if (!MAY_HOLD_DATA.test(text)) return []
  const plain = readDigits(plainText(text))
  const found: PersonalData[] = []
  const add = (type: PersonalType, from: number, to: number): void => {
    const span = { start: plain.offsetAt(from), end: plain.offsetAt(to) }
    if (found.some((other) => other.start < span.end && span.start < other.end)) return
    found.push({ ...span, type, text: text.slice(span.start, span.end) })
  }
  for (const rule of RULES) {
    for (const match of plain.text.matchAll(rule.pattern)) {
      const matched = validPart(match[0], rule)
      if (matched === null) continue
      if (
        rule.isVetoedByContext &&
        OTHER_NUMBER.test(plain.text.slice(Math.max(0, match.index - 24), match.index))
      )
        continue
      add(rule.type, match.index, match.index + matched.length)
    }
  }
  for (const span of findAddresses(plain.text)) add('ADDRESS', span.start, span.end)
  for (const span of findNames(plain.text)) add('NAME', span.start, span.end)
  return found.sort((a, b) => a.start - b.start)
}

/** What was matched as far as it is valid; `null` where it is not. */
function validPart(matched: string, { isValid, mayRunOn }: Rule): string | null {
  if (!isValid) return matched
  for (let part = matched; part !== ''; part = part.slice(0, part.lastIndexOf(' '))) {
    if (isValid(part.replaceAll(/[^\p{L}\p{N}+@]/gu, '').toUpperCase())) return part
    if (!mayRunOn || !part.includes(' ')) return null
  }
  return null
}

/** Digits as they are read aloud and written out. */
const SPOKEN = '〇零一二三四五六七八九幺两洞拐勾壹贰叁肆伍陆柒捌玖貳參陸兩'
const SPOKEN_VALUES = '00123456789120791234567892362'

const SPOKEN_RUN = new RegExp(`[${SPOKEN}\\d](?:[ -]?[${SPOKEN}\\d]){6,}`, 'gu')

/** Runs of spoken digits, as long as a telephone number, read as digits: 幺三八… */
function readDigits(plain: PlainText): PlainText {
  const text = plain.text
    .replaceAll(SPOKEN_RUN, (run) =>
      Array.from(run, (char) => SPOKEN_VALUES[SPOKEN.indexOf(char)] ?? char).join(''),
    )
    .replaceAll(/(?<=\d{17})[×✕]/gu, 'X')
  return { text, offsetAt: plain.offsetAt }
}

function isMobile(value: string): boolean {
  return /^(?:\+|00)?(?:86)?1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}$/.test(
    value,
  )
}

function isCardNumber(value: string): boolean {
  return (
    /^(?:4|5|2[2-7]|3[0-9]|6|9558|8[68]|1[08])/.test(value) && isLuhn(value) && !isMainlandId(value)
  )
}
