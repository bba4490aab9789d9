import { foldText } from '../text/fold.ts'

/** A code the customer reads out: R8, P9, E1042. */
const CODE = /(?<![\p{Script=Latin}\p{N}])[A-Z]{1,3}-?\d{1,5}(?![\p{Script=Latin}\p{N}])/gu
/** A capitalised name inside an English sentence. */
const LATIN_NAME = /(?<=[a-z,;] )(?!I\b)[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*/gu
/** Kinds of things that a desk has several of, each with a name of its own before it. */
const KIND =
  '(?:会员|套餐|充值卡|礼品卡|客服|盛典|庆典|大会|嘉年华|活动|计划|方案|功能|律所|事务所|返利|加赠|满减|特惠|福利|票|模式)'
/** Characters of verbs, numbers, measures and particles: with one of them it is no name. */
const NO_NAME =
  '开買买办续退用送有没是不我你他她您的了个几多少怎么什哪能会要想刚还给拿到在上下和跟与及或再又都就也被把让从对这那每各一二三四五六七八九十两只光看关投抢领得换取点消打回过来去做说问查找当成为年月日张次天号吗呢吧啊后前中里外所以因为但而且如果只然过期掉'
const NAMED = new RegExp(`([^${NO_NAME}\\P{Script=Han}]{2,4}?)(?=${KIND})`, 'gu')

/**
 * Whether a question names a thing, by a name of its own, that an article nowhere mentions: it then asks about
 * something else, however alike the rest is. `article`: all that customers may read of it, asks included.
 */
export function namesAnother(question: string, article: string): boolean {
  const folded = foldText(article)
  const latin = [...question.matchAll(CODE), ...question.matchAll(LATIN_NAME)].map(([name]) => name)
  if (latin.some((name) => !name.split(' ').some((word) => folded.includes(foldText(word)))))
    return true
  const han = foldText(question).match(/\p{Script=Han}+/gu) ?? []
  return han.some((run) =>
    // The name is what comes first: 金秋充值加赠 is told from others by 金秋.
    [...run.matchAll(NAMED)].some(([name]) => !folded.includes(name.slice(0, 2))),
  )
}

/** A question of a word or two has nothing to go by but these: half of their pairs of characters stand there. */
const SHORT_HAN = 4

/** Whether a question that is a mere word or two is about an article at all: whether its words stand in it. */
export function isWordOf(question: string, article: string): boolean {
  const said = foldText(question).replaceAll(/[^\p{L}\p{N}]/gu, '')
  if (!/^\p{Script=Han}+$/u.test(said) || said.length > SHORT_HAN || said.length < 2) return true
  const folded = foldText(article)
  const pairs = [...said].slice(1).map((char, at) => said[at]! + char)
  return pairs.filter((pair) => folded.includes(pair)).length >= pairs.length / 2
}
