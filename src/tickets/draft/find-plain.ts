import type { RequiredField } from '../../desk/types.ts'
import { findSpecifics } from '../../text/specifics.ts'
import {
  ENGLISH_NUMERAL,
  foldNumerals,
  HAN_NUMERAL,
  parseNumeral,
} from '../../text/specifics-numerals.ts'
import { afterCorrections, openAnswer } from './answer-text.ts'
import { type Candidate, firstSurest, surest } from './candidate.ts'
import type { ExchangedTurn } from './exchange.ts'
import { fits } from './field-kinds.ts'
import { findLabelled, labelledText, labelsOf } from './labels.ts'
import { answeredAmount, findAmounts } from './value-amount.ts'
import { chosenValue } from './value-choice.ts'
import { findDevice, findVersions } from './value-device.ts'

type Turns = readonly ExchangedTurn[]

function customerTurns(turns: Turns): ExchangedTurn[] {
  return turns.filter(({ speaker }) => speaker === 'customer')
}

/** What is wished for is not yet what was lost. */
const WISHED = /要求|希望|赔|賠|退(?:我|给|給|差|一|回)|refund|compensat|i want|i'd like/iu

/** The amount in question: the answer to the question for it, else the first exact one told with the problem. */
export function findAmountField(field: RequiredField, turns: Turns): Candidate | null {
  const candidates: Candidate[] = []
  for (const turn of customerTurns(turns)) {
    const isAsked = turn.asked.has(field.field)
    if (isAsked) {
      const answer = answeredAmount(turn.text)
      if (answer !== null && fits(field, answer.value)) {
        candidates.push({
          value: answer.value,
          evidence: [turn.seq],
          confidence: answer.strength + 0.05,
        })
        continue
      }
    }
    const exactly = afterCorrections(turn.text)
    const told = exactly.length > 1 ? (exactly.at(-1) ?? '') : turn.text
    const amounts = findAmounts(told, false)
    for (const amount of amounts.length > 0 ? amounts : findAmounts(turn.text, false)) {
      if (!fits(field, amount.value)) continue
      const isWish = WISHED.test(turn.text.slice(Math.max(0, amount.start - 10), amount.start))
      const confidence = amount.strength - (amount.isExact ? 0.1 : 0.2) - (isWish ? 0.1 : 0)
      candidates.push({ value: amount.value, evidence: [turn.seq], confidence })
    }
  }
  return firstSurest(candidates)
}

/** A version of the app. */
export function findVersionField(field: RequiredField, turns: Turns): Candidate | null {
  const candidates: Candidate[] = []
  for (const turn of customerTurns(turns)) {
    const isAsked = turn.asked.has(field.field)
    const versions = findVersions(turn.text, isAsked).filter((value) => fits(field, value))
    const value = versions.at(-1)
    if (value === undefined) continue
    candidates.push({ value, evidence: [turn.seq], confidence: isAsked ? 0.92 : 0.85 })
  }
  return surest(candidates)
}

/** Device and system, put together from all turns that name a part of them. */
export function findDeviceField(field: RequiredField, turns: Turns): Candidate | null {
  const parts: { text: string; turn: ExchangedTurn; isAsked: boolean }[] = []
  const labels = labelsOf(field)
  for (const turn of customerTurns(turns)) {
    const isAsked = turn.asked.has(field.field)
    const marked = findLabelled(turn.text, labels).find(({ isMarked }) => isMarked)
    const line =
      marked === undefined ? null : /^[^\n。；;]*/u.exec(turn.text.slice(marked.from))?.[0]
    const text =
      (line && findDevice(line, true)) ?? findDevice(turn.text, isAsked || parts.length > 0)
    if (text === null || parts.some((part) => part.text.includes(text))) continue
    parts.push({ text, turn, isAsked })
  }
  const asked = parts.filter(({ isAsked }) => isAsked)
  const used = parts.slice(0, 3)
  if (used.length === 0) return null
  const isHan = /\p{Script=Han}/u.test(used.map(({ text }) => text).join(''))
  return {
    value: used.map(({ text }) => text).join(isHan ? '，' : ', '),
    evidence: used.map(({ turn }) => turn.seq),
    confidence: asked.length > 0 ? 0.88 : 0.75,
  }
}

/** One of the listed values. */
export function findChoiceField(field: RequiredField, turns: Turns): Candidate | null {
  const values = field.values ?? []
  const labels = labelsOf(field)
  const candidates: Candidate[] = []
  for (const turn of customerTurns(turns)) {
    const strength = turn.asked.get(field.field)
    const marked = findLabelled(turn.text, labels).find(({ isMarked }) => isMarked)
    const text = marked === undefined ? turn.text : labelledText(turn.text, marked.from)
    const isAsked = strength !== undefined || marked !== undefined
    const value = chosenValue(text, values, isAsked)
    if (value !== null) {
      candidates.push({ value, evidence: [turn.seq], confidence: isAsked ? 0.92 : 0.7 })
    } else if (turn.isYes && strength !== undefined && turn.before !== null) {
      const offered = chosenValue(turn.before.text, values, true)
      const isOnly =
        values.filter((one) => chosenValue(turn.before!.text, [one], true) !== null).length === 1
      if (offered !== null && isOnly)
        candidates.push({ value: offered, evidence: [turn.before.seq, turn.seq], confidence: 0.8 })
    }
  }
  return surest(candidates)
}

const COUNTED = new RegExp(
  `(${HAN_NUMERAL}|\\d{1,4})\\s?(?:位|个人|人|件|个|间|份|张|台|箱|名)`,
  'gu',
)

/** How many: a figure, also where it was said in words. */
export function findCountField(field: RequiredField, turns: Turns): Candidate | null {
  const candidates: Candidate[] = []
  for (const turn of customerTurns(turns)) {
    if (!turn.asked.has(field.field)) continue
    const folded = foldNumerals(turn.text)
    const counted = [...folded.matchAll(COUNTED)].at(-1)?.[1]
    const bare = [
      ...folded.matchAll(new RegExp(`\\d{1,4}|${HAN_NUMERAL}|${ENGLISH_NUMERAL}`, 'giu')),
    ]
    const value = parseNumeral(counted ?? bare.at(-1)?.[0] ?? '')
    if (value === null || !fits(field, String(value))) continue
    candidates.push({ value: String(value), evidence: [turn.seq], confidence: 0.88 })
  }
  return surest(candidates)
}

const PAGE =
  /(?:在|从|從|于|於)([^，。,.！!？?\s在]{1,12}?(?:页面|頁面|页|頁|界面|介面|后台|後台|官网|官網|小程序|网页|網頁|公众号|门店|門市|柜台|櫃檯))(?:面|上|里|裡|中)?/u
const PAGE_FIRST =
  /(?:^|[，。,.！!？?\s：:])(\p{Script=Han}{1,6}(?:页面|頁面|界面|介面|后台|後台|官网|官網|小程序))(?=\p{Script=Han})/u
const ENGLISH_PAGE =
  /\bon (?:the |your |my )?((?:[\w'-]+ ){0,3}?(?:page|screen|website|dashboard|tab|store|site))\b/iu

/** A place or page: the answer to the question for it, or where the trouble is said to be. */
export function findPlaceField(field: RequiredField, turns: Turns): Candidate | null {
  const described = Object.values(field.description).join(' ')
  const mayBeUnasked = /页面|頁面|渠道|管道|\bpage\b|channel/iu.test(described)
  const labels = labelsOf(field)
  const candidates: Candidate[] = []
  for (const turn of customerTurns(turns)) {
    const add = (value: string, confidence: number) => {
      if (fits(field, value)) candidates.push({ value, evidence: [turn.seq], confidence })
    }
    for (const { from, isMarked } of findLabelled(turn.text, labels)) {
      const value = isMarked ? labelledText(turn.text, from) : ''
      if (value !== '' && /[:：]\s*$/u.test(turn.text.slice(0, from))) add(value, 0.9)
    }
    const isAsked = turn.asked.has(field.field)
    const answer = isAsked ? openAnswer(turn.text) : null
    const isTime =
      answer !== null &&
      findSpecifics(answer).some(
        ({ kind, text }) => kind === 'time' && text.length >= answer.length - 4,
      )
    if (answer !== null && !isTime) add(answer, 0.85)
    else if (mayBeUnasked) {
      const page =
        PAGE.exec(turn.text)?.[1] ??
        PAGE_FIRST.exec(turn.text)?.[1] ??
        ENGLISH_PAGE.exec(turn.text)?.[1]
      if (page !== undefined) add(page.trim(), 0.72)
    }
  }
  return firstSurest(candidates)
}

/** A field nobody has foreseen: what the customer answers when the agent asks for it, or writes behind its name. */
export function findOpenField(field: RequiredField, turns: Turns): Candidate | null {
  const labels = labelsOf(field)
  const candidates: Candidate[] = []
  for (const turn of customerTurns(turns)) {
    for (const { from, isMarked } of findLabelled(turn.text, labels)) {
      const value = labelledText(turn.text, from)
      const isBare = /^[A-Za-z0-9]/.test(value) && value.length <= 40
      if ((isMarked || isBare) && value !== '' && fits(field, value))
        candidates.push({ value, evidence: [turn.seq], confidence: isMarked ? 0.85 : 0.7 })
    }
    const strength = turn.asked.get(field.field)
    if (strength === undefined) continue
    const value = openAnswer(turn.text)
    if (value !== null && fits(field, value))
      candidates.push({ value, evidence: [turn.seq], confidence: 0.8 + 0.1 * strength })
  }
  return firstSurest(candidates)
}
