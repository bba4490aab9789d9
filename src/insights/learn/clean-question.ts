import { maskText } from '../../copilot/mask-turns.ts'
import { needText } from '../../copilot/need-text.ts'
import { findPersonalData } from '../../guard/personal-data.ts'
import { dropFillers } from '../../retrieval/fillers.ts'

/** Shorter than a need; longer than a way of asking. Characters, a Chinese one counting for two. */
const LENGTH = { least: 8, most: 120 }
const PLACEHOLDER = /⟦[^⟧]*⟧/gu
const CLAUSE = /(?<=[，,。.!！?？;；\n])/u
/** What led up to a value that was taken out: 我的订单号是, "my order number is". */
const LEAD_IN =
  /(?:(?:我的?)?(?:订单|訂單|手机|手機|电话|電話|账号|帳號|会员|會員|用户|用戶)(?:号码?|號碼?)?(?:是|为|為|[:：])|(?:my|the) (?:order|phone|account|ticket|card)(?: (?:number|id|no\.?))? (?:is|:)|(?:我叫|我是|本人|my name is|this is|i am|i'm))\s*$/iu
/** Addresses of pages, markup and directives: no way of asking. */
const UNSPEAKABLE = /https?:|www\.|:::|[<>{}[\]|`\\⟦⟧]|[^\P{Cc}\t\r\n]|[\u2028\u2029]/u
/** Asks whether one may ask. */
const ASKING =
  /^(?:(?:那|我)?(?:请问|請問|请教|請教|想问|想問|想请问|想請問|问|問|咨询|諮詢|想咨询|想諮詢)(?:一?下)?[，,：: ]?|(?:excuse me|please tell me|may i ask|can i ask|could you tell me)[,:]? )+/iu

/**
 * What a customer asked as an article could list it: without greetings, outbursts and personal data, on one line. Null
 * where too little or too much is left, or where it is no plain question.
 */
export function cleanQuestion(said: string): string | null {
  if (UNSPEAKABLE.test(said) || !said.isWellFormed()) return null
  const bare = dropFillers(needText(said.normalize('NFC')))
  const clauses = maskText(bare).split(CLAUSE)
  const whole = clauses.filter((clause) => !hasPlaceholder(clause))
  // A clause around a phone number is about the number; only where nothing else is said is the rest of it kept.
  const kept = whole.some(saysSomething) ? whole : clauses.map(withoutValues)
  const question = tidy(kept.join(''))
  const length = lengthOf(question)
  if (length < LENGTH.least || length > LENGTH.most) return null
  return isPersonal(question) ? null : question
}

function hasPlaceholder(text: string): boolean {
  return text.search(PLACEHOLDER) >= 0
}

function withoutValues(clause: string): string {
  return clause
    .split(PLACEHOLDER)
    .map((part) => part.replace(LEAD_IN, ''))
    .join('')
}

function saysSomething(clause: string): boolean {
  return lengthOf(clause.replaceAll(/[^\p{L}\p{N}]/gu, '')) >= LENGTH.least
}

/** Something that slipped through, such as a name that shows only now that the rest is gone. */
function isPersonal(text: string): boolean {
  return findPersonalData(text).length > 0 || hasPlaceholder(maskText(text))
}

function tidy(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .trimStart()
    .replace(ASKING, '')
    .replaceAll(/\s+(?=[，。？！,.?!])/gu, '')
    .replaceAll(/([，,。.！!？?；;])(?=[，,。.！!？?；;])/gu, '')
    .replace(/^[\s，,。.！!；;：:、]+|[\s，,。.！!；;：:、]+$/gu, '')
}

function lengthOf(text: string): number {
  let length = 0
  for (const char of text) length += /\p{Script=Han}/u.test(char) ? 2 : 1
  return length
}
