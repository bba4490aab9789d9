import { findPersonalData, type PersonalType } from '../guard/personal-data.ts'
import { foldText } from '../text/fold.ts'
import { writeSpokenDigits } from '../text/spoken-digits.ts'
import { findName } from './find-name.ts'
import type { Turn } from './types.ts'

/** What an agent reads back to a customer before anything is done with it. */
export const FACT_KINDS = ['name', 'phone', 'email', 'order'] as const
export type FactKind = (typeof FACT_KINDS)[number]

export type KeyFact = {
  kind: FactKind
  /** As it is written: 13800138000, GR2026…, Rachel Green; of a name perhaps the surname alone. */
  value: string
  /** The customer's turn that gave it. */
  seq: number
  /** The agent's turn that read it back; null: none has. */
  readBackIn: number | null
}

type Said = Pick<Turn, 'seq' | 'speaker' | 'text'>

/**
 * Name, phone, e-mail and order number that the customer has given, each with the agent's turn that read it back. What
 * the customer corrects takes the place of what it corrects. `turns`: final ones, in order.
 */
export function findKeyFacts(turns: readonly Said[]): KeyFact[] {
  const facts: KeyFact[] = []
  let asked = ''
  for (const turn of turns) {
    if (turn.speaker === 'agent') {
      asked = turn.text
      noteReadBack(facts, turn)
    } else if (turn.speaker === 'customer') {
      for (const fact of factsIn(turn, asked)) addFact(facts, fact, turn.text)
    }
  }
  return facts
}

function addFact(facts: KeyFact[], fact: KeyFact, text: string): void {
  const same = facts.findIndex(({ kind, value }) => kind === fact.kind && value === fact.value)
  if (same !== -1) return
  const before = facts.findLastIndex(({ kind }) => kind === fact.kind)
  const isCorrected = before !== -1 && (CORRECTS.test(foldText(text)) || fact.kind === 'name')
  if (isCorrected) facts.splice(before, 1, fact)
  else facts.push(fact)
}

const CORRECTS =
  /不对|不是|错了|说错|搞错|更正|改成|应该是|刚才|\b(?:no|not|wrong|sorry|actually|i mean|correction|instead)\b/u

const PHONES: ReadonlySet<PersonalType> = new Set([
  'CN_MOBILE',
  'CN_LANDLINE',
  'US_PHONE',
  'UK_PHONE',
  'PHONE',
])
const ASKS_PHONE =
  /电话|手机号|手机是|号码|phone|mobile|(?:my|your|contact|call ?back) number|(?:call|reach) me/u
const ASKS_ORDER = /订单|单号|流水|编号|order|receipt|reference/u
/** The digits after these are nothing to be read out. */
const OTHER_NUMBER =
  /(?:卡号?|身份证|证件|验证码|密码|card|passport|password|pin|verification|code)[^\d]{0,8}$/u
/** Letters before a number belong to it where they are written to it, or spelled one by one. */
const CODE = /(?<![a-z\d])((?:[a-z] ){2,4}|[a-z]{1,4}-?)?(\d(?:[ -]?\d){5,23})(?![\d])/gu

function factsIn({ seq, text }: Said, askedText: string): KeyFact[] {
  const written = writeSpokenDigits(text)
  const asked = foldText(askedText)
  const facts: KeyFact[] = []
  const add = (kind: FactKind, value: string) => facts.push({ kind, value, seq, readBackIn: null })
  const name = findName(text, asked)
  if (name !== null) add('name', name)
  const personal = findPersonalData(written)
  for (const { type, text: value } of personal) if (type === 'EMAIL') add('email', value)
  const others = personal.filter(({ type }) => !PHONES.has(type) && type !== 'NAME')
  for (const match of written.matchAll(CODE)) {
    const at = { start: match.index, end: match.index + match[0].length }
    if (others.some((other) => overlaps(other, at))) continue
    const prefix = (match[1] ?? '').replaceAll(/[^a-z]/gu, '').toUpperCase()
    const number = match[2]!.replaceAll(/\D/gu, '')
    if (OTHER_NUMBER.test(written.slice(Math.max(0, at.start - 16), at.start))) continue
    const isPhone = personal.some((one) => PHONES.has(one.type) && overlaps(one, at))
    const mayBePhone = number.length <= 13 && (isPhoneOnly(asked) || isPhoneOnly(written))
    if (prefix === '' && (isPhone || mayBePhone)) add('phone', number)
    else if (prefix !== '' || number.length >= 10 || ASKS_ORDER.test(asked + written))
      add('order', prefix + number)
  }
  return facts
}

function isPhoneOnly(text: string): boolean {
  return ASKS_PHONE.test(text) && !ASKS_ORDER.test(text)
}

function overlaps(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end
}

const LAST_DIGITS = /尾号|末[四4]|后[四4]位|最后[四4]|ending|last (?:four|4)/u

function noteReadBack(facts: KeyFact[], { seq, text }: Said): void {
  const written = writeSpokenDigits(text)
  const bare = bareOf(written)
  for (const fact of facts) {
    if (fact.readBackIn !== null) continue
    const value = bareOf(fact.value)
    const isSaid = fact.kind === 'name' ? isNamed(written, fact.value) : bare.includes(value)
    const isEnd =
      LAST_DIGITS.test(written) && /\d{4}$/u.test(value) && bare.includes(value.slice(-4))
    if (isSaid || isEnd) fact.readBackIn = seq
  }
}

function bareOf(text: string): string {
  return foldText(text).replaceAll(/[^\p{L}\p{N}@.]+/gu, '')
}

/** By the full name, by a part of it in English, or by the surname with a form of address. */
function isNamed(text: string, name: string): boolean {
  const folded = foldText(name)
  if (/\p{Script=Han}/u.test(folded)) {
    if (folded.length > 1 && text.includes(folded)) return true
    const surname = folded.length > 2 && COMPOUND.test(folded) ? folded.slice(0, 2) : folded[0]!
    return new RegExp(`${surname}(?:先生|女士|小姐|太太|老师|同学|总)`, 'u').test(text)
  }
  const words = text.split(/[^\p{L}'’-]+/u)
  return folded.split(' ').some((part) => part.length > 1 && words.includes(part))
}

const COMPOUND = /^(?:欧阳|上官|司马|诸葛|尉迟|夏侯|皇甫|东方|令狐|慕容|司徒)/u
