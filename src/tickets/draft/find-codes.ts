import type { RequiredField } from '../../desk/types.ts'
import { correctCode } from '../../text/dictation.ts'
import { type Candidate, surest } from './candidate.ts'
import type { ExchangedTurn } from './exchange.ts'
import { type FieldKind, fits } from './field-kinds.ts'
import { findLabelled, labelsOf } from './labels.ts'
import {
  answeredCapitals,
  answeredCode,
  answeredHandle,
  answeredMail,
  answeredPhone,
  isMobile,
  isPhone,
  wholeCodes,
} from './value-code.ts'

/** How people call these when they write them down unasked. */
const LABELS: Partial<Record<FieldKind, string[]>> = {
  account: [
    ...['用户编号', '用戶編號', '编号', '編號', '账号', '帳號', '会员号', '會員號', 'UID', 'ID'],
    ...['user number', 'user id', 'account number', 'account', 'member number', 'number'],
  ],
  contact: [
    ...['电话', '電話', '手机', '手機', '联系方式', '聯絡方式', '邮箱', '信箱', '打我', '打我这个'],
    ...[
      'phone',
      'mobile',
      'e-mail',
      'email',
      'reached at',
      'call me on',
      'call me at',
      'use my office one',
    ],
  ],
}

/** A value for a telephone number or address, an account, a number or a code of any other sort. */
export function findCodeField(
  field: RequiredField,
  kind: FieldKind,
  turns: readonly ExchangedTurn[],
): Candidate | null {
  const takes = takenBy(field, kind)
  const labels = [...(LABELS[kind] ?? []), ...labelsOf(field)]
  const candidates: Candidate[] = []
  let standing: Candidate | null = null
  const take = (candidate: Candidate) => {
    candidates.push(candidate)
    standing = candidate
  }
  for (const turn of turns) {
    if (turn.speaker !== 'customer') continue
    const strength = turn.asked.get(field.field)
    const isAsked = strength !== undefined
    const readBack = confirmedCode(turn, takes, isAsked, candidates)
    if (readBack !== null) {
      take(readBack)
      continue
    }
    const answer = isAsked ? answered(turn.text, kind, takes) : null
    if (answer !== null) {
      const before = standing as Candidate | null
      const isPart = turn.isNo && before !== null && answer.length < before.value.length
      const value = isPart ? correctCode(before.value, answer) : answer
      const evidence = isPart ? [...before.evidence, turn.seq] : [turn.seq]
      take({ value, evidence, confidence: 0.9 + (isPart ? 0.02 : 0) })
      continue
    }
    const isAskedElse = [...turn.asked].some(([other]) => other !== field.field)
    const unasked = labelled(turn.text, labels, takes) ?? loose(turn.text, kind, takes, isAskedElse)
    if (unasked !== null) take({ ...unasked, evidence: [turn.seq] })
  }
  return surest(candidates)
}

type Takes = {
  mail: boolean
  phone: boolean
  code: boolean
  isFit: (value: string) => boolean
}

/** What may stand in the field, from its kind and pattern. */
function takenBy(field: RequiredField, kind: FieldKind): Takes {
  const isFit = (value: string) => fits(field, value)
  if (kind === 'account') return { mail: true, phone: true, code: true, isFit }
  if (kind === 'code') return { mail: false, phone: false, code: true, isFit }
  const text = Object.values(field.description).join(' ')
  const asks = Object.values(field.ask).join(' ')
  const mail = /邮|郵|信箱|mail|联系方式|聯絡方式|contact/iu.test(
    `${text} ${field.field === 'contact' ? 'contact' : ''}`,
  )
  const phone = /电话|電話|手机|手機|phone|mobile|联系方式|聯絡方式/iu.test(text + asks)
  return { mail, phone: phone || !mail, code: false, isFit }
}

function answered(text: string, kind: FieldKind, takes: Takes): string | null {
  const allowed = (value: string | null) => (value !== null && takes.isFit(value) ? value : null)
  const mail = takes.mail ? allowed(answeredMail(text)) : null
  if (mail !== null) return mail
  if (!takes.code) return allowed(answeredPhone(text))
  const least = kind === 'account' ? 4 : 2
  const code = answeredCode(text, (value) => value.length >= least && takes.isFit(value))
  if (code !== null) return code
  const other = kind === 'account' ? answeredHandle(text) : answeredCapitals(text)
  return allowed(other)
}

function labelled(
  text: string,
  labels: readonly string[],
  takes: Takes,
): Omit<Candidate, 'evidence'> | null {
  for (const { from, isMarked } of findLabelled(text, labels)) {
    const rest = text.slice(from, from + 60)
    const mail = takes.mail ? /^\s*\S*@\S+/u.exec(rest) : null
    const value = mail ? answeredMail(mail[0]) : null
    if (value !== null && takes.isFit(value)) return { value, confidence: 0.9 }
    const code = wholeCodes(rest)[0]
    const handle = takes.mail && takes.code ? /^[A-Za-z]\w*[_\d]\w*/u.exec(rest)?.[0] : undefined
    if (handle !== undefined && takes.isFit(handle)) return { value: handle, confidence: 0.85 }
    if (code === undefined || code.start > (isMarked ? 6 : 3)) continue
    const isRight = takes.code ? code.value.length >= 4 : isPhone(code.value)
    const plain = takes.code ? code.value : code.value.replaceAll(/[ -]/g, '')
    if (isRight && takes.isFit(plain)) return { value: plain, confidence: isMarked ? 0.9 : 0.85 }
  }
  return null
}

/** A mail address or mobile number that stands there unasked is how they can be reached. */
function loose(
  text: string,
  kind: FieldKind,
  takes: Takes,
  isAskedElse: boolean,
): Omit<Candidate, 'evidence'> | null {
  if (kind !== 'contact') return null
  const confidence = isAskedElse ? 0.6 : 0.78
  const mail = takes.mail ? answeredMail(text) : null
  if (mail !== null && takes.isFit(mail)) return { value: mail, confidence }
  if (!takes.phone) return null
  const phone = answeredCode(text, isMobile)?.replaceAll(/[ -]/g, '') ?? null
  return phone !== null && takes.isFit(phone) ? { value: phone, confidence } : null
}

/** The agent reads a number back or offers one, and the customer says yes. */
function confirmedCode(
  turn: ExchangedTurn,
  takes: Takes,
  isAsked: boolean,
  known: readonly Candidate[],
): Candidate | null {
  const { before } = turn
  if (!turn.isYes || before === null) return null
  const read = wholeCodes(before.text).at(-1)
  if (read === undefined) return null
  const value = takes.code ? read.value : read.value.replaceAll(/[ -]/g, '')
  const isKnown = known.some((one) => sameDigits(one.value, value))
  const isRight = takes.code ? value.length >= 4 : isPhone(value)
  if (!isRight || !(isAsked || isKnown) || !takes.isFit(value)) return null
  // Of a number nobody gave, only one of the kind that was asked for.
  if (!isKnown && known.length > 0 && !isSimilar(known.at(-1)!.value, value)) return null
  const evidence = known.filter((one) => isSimilar(one.value, value)).flatMap((one) => one.evidence)
  return {
    value,
    evidence: [...new Set([...evidence, before.seq, turn.seq])].sort((a, b) => a - b),
    confidence: 0.95,
  }
}

function sameDigits(a: string, b: string): boolean {
  return a.replaceAll(/\W/g, '').toUpperCase() === b.replaceAll(/\W/g, '').toUpperCase()
}

function isSimilar(a: string, b: string): boolean {
  return sameDigits(a, b) || Math.abs(a.length - b.length) <= 2
}
