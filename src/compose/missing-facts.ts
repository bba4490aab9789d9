import type { Desk } from '../desk/types.ts'
import { foldText } from '../text/fold.ts'
import { splitSentences } from '../text/sentences.ts'
import { findSpecifics } from '../text/specifics.ts'
import type { Lang } from '../text/types.ts'
import { toScript } from './convert-script.ts'
import type { MissingFact } from './types.ts'

type Fact = {
  field: string
  /** How an article names it, folded. */
  named: RegExp
  /** Whether the customer has said it already. */
  isGiven: (text: string, folded: string) => boolean
  ask: { 'zh-Hans': string; en: string }
}

/** A sentence that says what the desk needs in order to go on. */
const REQUEST =
  /请(?:您)?(?:先|将|把|一并|同时)?(?:提供|准备|告知|告诉|发送|发来|出示|附上|上传|说明|备好)|(?:需要?|须|应)(?:您)?(?:先)?(?:提供|准备|提交|出示|附上|告知|上传)|凭.{0,12}(?:核查|查询|登记|办理|申请)|麻烦(?:您)?提供|\b(?:please )?(?:provide|send|share|tell us|let us know|attach|submit|have .{0,40} ready|include|give us)\b|\bwe(?:'ll| will)? need\b|\byou(?:'ll| will)? need (?:to (?:provide|send)|your)\b/

const FACTS: Fact[] = [
  {
    field: 'order_no',
    named: /订单(?:编?号|号码)|order (?:number|no\.?|id)|receipt (?:number|id)/,
    isGiven: (text) =>
      /\b[A-Z]{1,3}-?\d{8,}\b|(?:订单|訂單|order)\D{0,12}[A-Za-z0-9-]{6,}/i.test(text),
    ask: { 'zh-Hans': '方便提供一下订单号吗？', en: 'Could you share the order number, please?' },
  },
  {
    field: 'account',
    named:
      /(?:登录|注册|绑定)(?:的)?(?:账号|手机号)|账号(?:id|编号|昵称)|(?:星河|用户|读者)(?:号|id)|uid|account (?:id|number|name)|registered (?:phone|mobile|e-?mail)|username|user id/,
    isGiven: (text) =>
      /(?<!\d)(?:1[3-9]\d{9}|09\d{8}|\d{3,4}[- ]\d{3,4}[- ]\d{4})(?!\d)|[\w.+-]+@[\w-]+\.[\w.]+/.test(
        text,
      ) || /(?:uid|用户id|账号|帳號|account|user(?:name)?)\D{0,8}[\w-]{5,}/i.test(text),
    ask: {
      'zh-Hans': '请问您登录使用的账号或手机号是哪一个呢？',
      en: 'Which account or phone number do you sign in with, please?',
    },
  },
  {
    field: 'paid_at',
    named:
      /(?:付款|支付|充值|扣款|交易|购买|下单)(?:的)?(?:日期|时间)|日期和金额|(?:payment|purchase|charge|transaction|top-?up) (?:date|time)|date (?:and time )?of (?:the )?(?:payment|purchase|charge)|(?:date|time) and amount/,
    isGiven: (text, folded) =>
      findSpecifics(text).some(({ kind }) => kind === 'date' || kind === 'time') ||
      /(?:今|昨|前)天|今早|刚刚?|(?:小时|分钟|天)(?:之)?前|上(?:午|周)|下午|早上|晚上|today|yesterday|(?:hours?|minutes?|days?) ago|this morning|last night/.test(
        folded,
      ),
    ask: { 'zh-Hans': '请问是什么时候付款的呢？', en: 'When was the payment made, please?' },
  },
  {
    field: 'amount',
    named: /(?:付款|支付|充值|扣款|交易)?金额|(?:payment|charged|top-?up|exact)? ?amount/,
    isGiven: (text) => findSpecifics(text).some(({ kind }) => kind === 'amount'),
    ask: { 'zh-Hans': '请问付款金额是多少呢？', en: 'What was the amount, please?' },
  },
  {
    field: 'receipt',
    named:
      /(?:支付|付款|扣款|充值|交易)(?:凭证|截图|记录截图)|收据(?:邮件)?截图|扣款短信|screenshot of (?:the|your) (?:payment|receipt|charge)|proof of payment|receipt/,
    isGiven: (_, folded) =>
      /\[图片\]|\[image\]|截图(?:发|如下|在)|screenshot (?:attached|below)|attached/.test(folded),
    ask: {
      'zh-Hans': '方便发一张支付成功的截图吗？',
      en: 'Could you send a screenshot of the payment, please?',
    },
  },
  {
    field: 'screenshot',
    named:
      /(?:报错|错误|问题|页面|提示)(?:的)?(?:截图|录屏)|截图或录屏|screenshot (?:of the (?:error|page|problem))|screen recording/,
    isGiven: (_, folded) =>
      /\[图片\]|\[image\]|截图(?:发|如下|在)|screenshot (?:attached|below)|attached/.test(folded),
    ask: {
      'zh-Hans': '方便发一张出现问题时的截图吗？',
      en: 'Could you send a screenshot of the problem, please?',
    },
  },
  {
    field: 'device',
    named:
      /(?:手机|设备|机型)(?:的)?(?:型号|品牌)|机型|系统版本|device (?:model|and|type)|phone model|(?:operating system|os|system) version/,
    isGiven: (_, folded) =>
      /苹果|安卓|iphone|ipad|ios|android|华为|小米|红米|oppo|vivo|荣耀|三星|鸿蒙|huawei|xiaomi|samsung|pixel|windows|mac/.test(
        folded,
      ),
    ask: {
      'zh-Hans': '请问您用的是什么型号的手机，系统是哪个版本呢？',
      en: 'Which device and system version are you using, please?',
    },
  },
  {
    field: 'app_version',
    named: /(?:应用|app|客户端|软件)(?:的)?版本(?:号)?|app version|version number/,
    isGiven: (_, folded) => /(?:版本|version|v)\D{0,4}\d+\.\d+|(?<!\d)\d+\.\d+\.\d+/.test(folded),
    ask: {
      'zh-Hans': '请问应用是哪个版本呢？在“我的—设置—关于”中可以看到。',
      en: 'Which version of the app is it, please?',
    },
  },
  {
    field: 'book_title',
    named:
      /(?:书名|作品名|作品名称|作品链接)|(?:book|work|novel) (?:title|name|link)|title of the (?:book|work)/,
    isGiven: (text) => /《[^》]+》|"[^"]{2,40}"|“[^”]{2,40}”/.test(text),
    ask: { 'zh-Hans': '请问是哪一部作品呢？', en: 'Which title is it about, please?' },
  },
]

/** At most so many questions at once. */
const MOST_QUESTIONS = 3

/**
 * Facts that the told part of the article asks for and the customer has not given yet, in the order the
 * article names them, each with the polite question for it: the desk's own where it has one.
 */
export function findMissingFacts(
  told: string,
  customerText: string,
  desk: Desk,
  lang: Lang,
): MissingFact[] {
  const requests = splitSentences(told)
    .map((sentence) => foldText(sentence.text))
    .filter((sentence) => REQUEST.test(sentence))
    .join('\n')
  if (requests === '') return []
  const folded = foldText(customerText)
  return FACTS.map((fact) => ({ fact, at: requests.search(fact.named) }))
    .filter(({ fact, at }) => at !== -1 && !fact.isGiven(customerText, folded))
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST_QUESTIONS)
    .map(({ fact }) => ({ field: fact.field, ask: askOf(fact, desk, lang) }))
}

function askOf(fact: Fact, desk: Desk, lang: Lang): string {
  for (const type of desk.taxonomy.types) {
    const ask = type.requires.find(({ field }) => field === fact.field)?.ask
    if (ask?.[lang] !== undefined) return ask[lang]
  }
  return lang === 'en' ? fact.ask.en : toScript(fact.ask['zh-Hans'], 'zh-Hans', lang)
}
