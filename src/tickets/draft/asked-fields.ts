import type { RequiredField } from '../../desk/types.ts'
import { foldText } from '../../text/fold.ts'
import { splitSentences } from '../../text/sentences.ts'
import { tokenize } from '../../text/tokens.ts'
import { type FieldKind, kindOf } from './field-kinds.ts'

/** Words of politeness and grammar that any question may hold. */
const COMMON = new Set(
  `请问 您 您的 的 是 吗 呢 请 麻烦 一下 多少 什么 哪 哪个 方便 提供 告诉 我 我们 好 有 在 看 吧 了 哪里 用 到 当时 目前 现在 这 那 就 和
  与 及 或 可以 能 还 说 要 号 是多少 是什么 一个 个 留 报 想
  could you give me your the may i ask what is which are a an of to please can us we do on it and or with for in at
  did this was were tell know have leave so that will would like see find any there be me my us`.split(
    /\s+/,
  ),
)

/** How agents ask for values of a kind, whatever the field is called. Folded. */
const KIND_CUES: Partial<Record<FieldKind, RegExp>> = {
  name: /怎么称呼|如何称呼|贵姓|尊姓|大名|(?:您|你)(?:的)?(?:姓名|名字)|叫什么名字|(?:may|can|could) i (?:ask|have|take|get|know) (?:your|the) (?:full )?name|your name|who am i (?:speaking|talking) (?:with|to)|what (?:may|should|can) i call you|name on the account/,
  contact:
    /联系(?:电话|方式|号码)|(?:您|你|留)(?:的|个|一个|下)?(?:联系)?(?:电话|手机号?码?|邮箱|联络方式|联络电话)|联络(?:方式|电话)|来电号码|收件信箱|信箱|(?:电话|手机号)(?:是|方便|多少)|手机号(?:码)?(?:是|呢|吗)|(?:phone|contact|mobile|telephone) number|(?:number|contact)[^.?]{0,30}(?:reach|call)|(?:reach|call) you|which number|e-?mail|(?:and|a) (?:contact|number)(?:,| please|\?)|write to you/,
  account:
    /用户(?:编号|id|号)|账号|帐号|注册(?:的)?手机|会员号|user (?:number|id|name)|username|account (?:number|id)|which account|account do you|sign in with/,
  amount:
    /金额|多少钱|(?:充|付|扣|花|转)(?:值|款|费)?了多少|充值了多少|how much|what (?:amount|sum)|the amount/,
  instant:
    /什么时候|何时|几点|哪(?:一)?天|几号|大概(?:什么)?时间|(?:今天|昨天|刚刚).{0,6}(?:吗|么)|什么时间|\bwhen\b|what time|since when|which day|what date/,
  version: /版本(?:号)?|\bversion\b/,
  device:
    /型号|什么(?:手机|设备|机型|平板)|(?:手机|设备)(?:是)?(?:什么|哪)|which (?:device|phone)|what (?:phone|device|model)|in which browser/,
  place:
    /哪个(?:页面|渠道|地方|位置)|在哪里|什么地方|哪一页|which (?:page|channel|screen)|where (?:are|did|does|do|is|exactly)|on what page/,
  request:
    /希望(?:我们|怎么|怎样|如何)|(?:怎样|怎么|如何)(?:处理|解决|协助|帮)|您的诉求|想要(?:我们)?怎么|what (?:would|do) you (?:like|want) (?:us )?(?:to do|from us)|how (?:would|can|may) (?:you like|we) (?:us )?(?:to )?(?:handle|resolve|help|settle|put this right)/,
  problem:
    /(?:遇到|碰到)(?:什么|的)|什么问题|具体(?:说|情况)|怎么了|what (?:happened|has happened|is the (?:problem|matter)|seems to be)|describe/,
  scene: /什么(?:情况|场景|情形)下|什么时候会用|what situation|when would/,
}

/** A question of the agent for one field, and how sure it is that it asks for that. */
export type Asked = { field: string; strength: number }

/** Reads off which fields an agent asks for. Prepared once for the fields of a desk. */
export class AskedFields {
  readonly #fields: { field: string; kind: FieldKind; wordings: Map<string, number>[] }[]

  constructor(fields: readonly RequiredField[]) {
    const perField = fields.map((field) => wordingsOf(field))
    const spread = new Map<string, number>()
    for (const wordings of perField) {
      for (const word of new Set(wordings.flat())) spread.set(word, (spread.get(word) ?? 0) + 1)
    }
    const weigh = (word: string) => Math.log(1 + fields.length / (spread.get(word) ?? 1))
    this.#fields = fields.map((field, i) => ({
      field: field.field,
      kind: kindOf(field),
      wordings: (perField[i] ?? []).map(
        (words) => new Map([...new Set(words)].map((word) => [word, weigh(word)])),
      ),
    }))
  }

  /** Fields that a turn of the agent asks for, in the order of the desk. */
  find(text: string): Asked[] {
    const asked = new Map<string, number>()
    for (const sentence of splitSentences(text)) {
      if (!isQuestion(sentence.text)) continue
      for (const { field, strength } of this.#inSentence(sentence.text)) {
        asked.set(field, Math.max(strength, asked.get(field) ?? 0))
      }
    }
    return [...asked].map(([field, strength]) => ({ field, strength }))
  }

  #inSentence(sentence: string): Asked[] {
    const words = new Set(contentWords(sentence))
    const folded = foldText(sentence)
    const scored = this.#fields.map(({ field, kind, wordings }) => {
      const byWords = Math.max(0, ...wordings.map((wording) => coverage(wording, words)))
      const isCued = KIND_CUES[kind]?.test(folded) === true
      return { field, kind, byWords, isCued, strength: Math.max(byWords, isCued ? 0.7 : 0) }
    })
    const best = Math.max(0, ...scored.map(({ byWords }) => byWords))
    const isSureCued = scored.some(({ byWords, isCued }) => isCued && byWords >= 0.85)
    return scored.filter(({ kind, byWords, isCued, strength }) => {
      if (strength < 0.5) return false
      // When and where did it happen share every word but the one that counts.
      if (isSureCued && !isCued && KIND_CUES[kind] !== undefined) return false
      const ofKind = Math.max(
        ...scored.filter((one) => one.kind === kind).map((one) => one.byWords),
      )
      if (ofKind >= 0.5 && byWords < ofKind * 0.9) return false
      // Where one field is asked for in its own words, a mere cue for another is a chance likeness.
      return best < 0.85 || byWords >= 0.5 * best || isCued
    })
  }
}

function isQuestion(sentence: string): boolean {
  return /[?？]|[吗嗎呢]|请问|請問|麻烦|麻煩|请.{0,6}(?:提供|告诉|报|说)|請.{0,6}(?:提供|告訴)|提供|方便|核对|多少|\b(?:could|may|can|would|please|what|which|who|where|when|how)\b/iu.test(
    sentence,
  )
}

function coverage(wording: ReadonlyMap<string, number>, words: ReadonlySet<string>): number {
  let total = 0
  let shared = 0
  let count = 0
  for (const [word, weight] of wording) {
    total += weight
    if (!words.has(word)) continue
    shared += weight
    count++
  }
  return total === 0 || (count < 2 && wording.size > 1) ? 0 : shared / total
}

/** The question for the field and its description, each as words, in every language. */
function wordingsOf({ ask, description }: RequiredField): string[][] {
  return [...Object.values(ask), ...Object.values(description)]
    .map(contentWords)
    .filter((words) => words.length > 0)
}

function contentWords(text: string): string[] {
  const { words, bigrams } = tokenize(text)
  const latin = words.filter((word) => /^[a-z0-9]/.test(word))
  return [...latin, ...bigrams].filter((word) => !COMMON.has(word))
}
