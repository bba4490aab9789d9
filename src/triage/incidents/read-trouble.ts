import { createHash } from 'node:crypto'
import { findPersonalData } from '../../guard/personal-data.ts'
import { isStopWord } from '../../retrieval/stop-words.ts'
import { foldText } from '../../text/fold.ts'
import { tokenize } from '../../text/tokens.ts'
import { FAMILY, findFaults } from './faults.ts'
import { findThings, isGeneralThing, type OwnThing } from './things.ts'

/** What a customer's words tell of something that does not work. */
export type Trouble = {
  /** `fault:crash`, `thing:login`, `word:e5031`, and `pair:access+login` of a kind of fault with a thing. */
  traits: string[]
  /** Digests of numbers and addresses of the speaker: two conversations of one customer share them. */
  persons: string[]
}

/** More words than this tell no more. */
const MOST_WORDS = 12
const MOST_LENGTH = 1_500

/** It is asked what would be, not told what is. */
const SUPPOSED =
  /如果|假如|要是|万一|假设|倘若|的话|会不会|\bwhat (?:if|happens)\b|\bif (?:a|an|my|the|i|it|there)\b|\bin case\b|\bsuppose\b|\bwould (?:it|i|you)\b/
const HAPPENING =
  /一直|刚|现在|今天|昨|到现在|至今|还没|已经|又|突然|\d+ ?(?:分钟|小时|天)|\b(?:now|today|since|already|still|just|again|yesterday|this (?:morning|afternoon|evening))\b/
/** The reason lies with the customer: a password forgotten, a number given up. */
const OWN_AFFAIR =
  /忘(?:记|了|掉)|密码(?:错|不对|不正确)|换(?:了|过)?(?:新)?(?:手机|号|电话)|(?:号码?|手机号?|电话)(?:换|停|注销|不用)|停用|封号|被封|注销|欠费|盗号|被盗|\bforg(?:e|o)t(?:ten)?\b|\b(?:changed?|lost|new) (?:my )?(?:number|phone|e-?mail)\b|\b(?:banned|suspended|hacked)\b|\b(?:wrong|incorrect) password\b/
/** It is over. */
const OVER =
  /(?:已经|现在|又|刚刚|终于)(?:可以|好|恢复(?:正常)?|正常|能用|解决|到账|到)了(?![吗么没])|\b(?:works?|working|fine|fixed|resolved|back) (?:now|again)\b|\b(?:it's|it is|all) (?:fixed|back|resolved)\b/

/** Said in most reports of any trouble. */
const USUAL_WORDS = new Set(
  '今天 昨天 现在 刚才 刚刚 一直 问题 客服 处理 解决 怎么回事 提示 显示 失败 成功 小时 分钟 半天 时间 时候 功能 试 重试 次 反馈 用户 情况 麻烦 钱 today try tri again sinc help problem issu custom servic pleas time hour minut still now morn work say tell messag thing noth'.split(
    ' ',
  ),
)

const CODE =
  /(?<![a-z0-9])(?:[a-z]{1,4}-?\d{2,6}|(?<=(?:错误|代码|错误码|code|error)\s?[:：#]?\s?)\d{2,6})(?![a-z0-9])/g

/** Null where the words tell of no trouble that others could have as well. `own` are the desk's things. */
export function readTrouble(text: string, own: readonly OwnThing[] = []): Trouble | null {
  const said = text.slice(0, MOST_LENGTH)
  const folded = foldText(said).replaceAll('’', "'")
  const faults = findFaults(folded)
  if (faults.length === 0 || OWN_AFFAIR.test(folded)) return null
  if (SUPPOSED.test(folded) && !HAPPENING.test(folded)) return null
  if (OVER.test(folded) && !/但|还是|仍|\bbut\b|\bstill\b/.test(folded)) return null
  const things = findThings(folded, own)
  const personal = findPersonalData(said)
  const words = wordsOf(withoutSpans(said, personal))
  const families = [...new Set(faults.map((fault) => FAMILY[fault]))]
  const special = things.filter((thing) => !isGeneralThing(thing))
  const pairs = families.flatMap((family) => special.map((thing) => `pair:${family}+${thing}`))
  return {
    traits: [
      ...faults.map((fault) => `fault:${fault}`),
      ...things.map((thing) => `thing:${thing}`),
      ...pairs,
      ...words.map((word) => `word:${word}`),
    ],
    persons: [...new Set(personal.filter(({ type }) => IDENTIFYING.has(type)).map(digestOf))],
  }
}

const IDENTIFYING = new Set<string>([
  'CN_ID',
  'TW_ID',
  'HK_ID',
  'CN_MOBILE',
  'CN_LANDLINE',
  'US_PHONE',
  'UK_PHONE',
  'PHONE',
  'EMAIL',
  'BANK_CARD',
])

function digestOf({ text }: { text: string }): string {
  const plain = foldText(text)
  const digits = plain.replaceAll(/\D/g, '')
  const value = plain.includes('@') ? plain.replaceAll(/\s/g, '') : digits.slice(-11)
  return createHash('sha256').update(value).digest('hex').slice(0, 16)
}

function withoutSpans(text: string, spans: readonly { start: number; end: number }[]): string {
  let left = text
  for (const { start, end } of spans.toSorted((a, b) => b.start - a.start))
    left = `${left.slice(0, start)} ${left.slice(end)}`
  return left
}

/** Codes first, then words in the order they were said. */
function wordsOf(text: string): string[] {
  const folded = foldText(text)
  const codes = (folded.match(CODE) ?? []).map((code) => code.replaceAll('-', ''))
  const words = tokenize(text).words.filter(
    (word) =>
      word.length >= 2 &&
      !/^\p{N}/u.test(word) &&
      !isStopWord(word) &&
      !USUAL_WORDS.has(word) &&
      findThings(word).length === 0,
  )
  return [...new Set([...codes, ...words])].slice(0, MOST_WORDS)
}
