import type { Desk } from '../desk/types.ts'
import type { SaidTurn } from '../retrieval/build-query.ts'
import type { Passage } from '../retrieval/types.ts'
import { foldText } from '../text/fold.ts'
import { splitSentences } from '../text/sentences.ts'
import { findSpecifics, type Specific, specificKeys } from '../text/specifics.ts'
import type { Span } from '../text/types.ts'

type Support = {
  passages: Pick<Passage, 'text' | 'title'>[]
  turns: SaidTurn[]
  desk: Desk
}

/** The case in hand: what was registered, agreed or looked up for this customer is no product claim. */
const CASE_FACT =
  /(?:为|帮|给|替)您(?:登记|记录|提交|申请|反馈|转接|催|查|预约|备注|回电|回拨|致电)|(?:工单|受理|案件|登记)(?:编?号|号码)|(?:回电|回拨|回复|联系|答复|致电)(?:给)?您|(?:请|麻烦)?(?:您)?(?:稍等|稍候|等候|等待)|您(?:的|这笔|本次)?(?:订单|付款|充值|账号|会员|申请)|\b(?:i(?:'ve| have)? (?:logged|registered|recorded|submitted|raised|noted|filed|booked)|your (?:order|payment|account|ticket|case|request|refund|top-?up)|(?:ticket|case|reference) (?:number|no)|call you back|get back to you|(?:one|a) (?:moment|minute)|hold on)\b/i
/** A coming thing is announced. */
const ANNOUNCEMENT =
  /(?:即将|将(?:于|在|会)|马上(?:就)?(?:要)?|下(?:个)?(?:月|周|季度|版本)|明年|年底|月底|很快(?:就)?|近期|不久)(?:.{0,10})(?:上线|推出|开放|开启|发布|上架|涨价|降价|调价|调整|改版|举办|开始|更新|支持|取消|下线|停止)|(?:内测|灰度|还没(?:对外)?公布|未公开|内部(?:消息|通知|资料)|提前(?:透露|告诉)|偷偷告诉|别(?:告诉|跟)别人)|新(?:功能|活动|套餐|方案|政策)(?:.{0,8})(?:上线|推出|来了|开始)|\b(?:(?:will|going to|about to|soon to) (?:be )?(?:launch|release|open|introduce|roll out|start|go live|raise|increase|cut|drop|discontinue)\w*|coming (?:soon|next)|next (?:month|week|year|quarter|version|release)|not (?:yet )?(?:public|announced)|internally|between you and me|off the record|beta)\b/iu
/** Names somebody behind the desk, or how many they are. */
const STAFF =
  /(?:组长|主管|经理|班长|值班|领导|负责人|客服)(?:.{0,3})(?:是|叫|为|姓)(?!您|否|不是|要|想|人工)\s?([\p{Script=Han}]{2,4}|[A-Z][a-z]+)|(?:分机|内线|工号|ext\.?|extension)\s?[:：#]?\s?\d{2,}|(?:早|中|晚|夜|白)班(?:.{0,6})(?:\d+|[一二三四五六七八九十两]+)\s?(?:个)?人|\b(?:my|the|our) (?:team lead|supervisor|manager|shift lead) is [A-Z][a-z]+/u
/** Proper names: in quotation marks or book brackets. */
const QUOTED_NAME = /[“"「『《【]([^”"」』》】]{2,20})[”"」』》】]/gu

/** Up to here a bare number counts things in passing: 两个, three of them. */
const SMALL_NUMBER = 3

/**
 * What a draft states and nothing supports: figures, dates, names, announcements that stand neither in a
 * passage a customer may see nor in the conversation. Facts of the customer's own case are left alone.
 */
export function findUnsupported(text: string, { passages, turns, desk }: Support): Span[] {
  const source = [
    ...passages.flatMap(({ title, text }) => [title, text]),
    ...turns.map((turn) => turn.text),
  ].join('\n')
  const known = specificKeys(source)
  const folded = foldText(source)
  const names = [...Object.values(desk.name), ...desk.glossary.map(({ term }) => term)].map(
    (name) => foldText(name ?? ''),
  )
  const spans: Span[] = []
  const specifics = findSpecifics(text)
  for (const sentence of splitSentences(text)) {
    const isCase = CASE_FACT.test(sentence.text)
    const add = (start: number, end: number) =>
      spans.push({ start: sentence.start + start, end: sentence.start + end })
    for (const specific of specifics) {
      if (specific.start < sentence.start || specific.end > sentence.end) continue
      if (!known.has(specific.key) && !isIgnored(specific, isCase)) spans.push(specific)
    }
    for (const match of sentence.text.matchAll(QUOTED_NAME)) {
      const name = foldText(match[1]!)
      const isKnown =
        folded.includes(name) ||
        names.some((other) => other.includes(name) || (name.includes(other) && other !== ''))
      if (!isKnown && !isCase) add(match.index, match.index + match[0].length)
    }
    for (const pattern of [ANNOUNCEMENT, STAFF]) {
      const match = pattern.exec(sentence.text)
      if (match !== null && !folded.includes(foldText(match[0])))
        add(match.index, match.index + match[0].length)
    }
  }
  return mergeSpans(spans)
}

function isIgnored({ kind, key }: Specific, isCase: boolean): boolean {
  // Links have a rule of their own.
  if (kind === 'link' || isCase) return true
  return kind === 'number' && Number(key.split(':')[1]) <= SMALL_NUMBER
}

function mergeSpans(spans: Span[]): Span[] {
  const merged: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end)
    else merged.push({ start: span.start, end: span.end })
  }
  return merged
}
