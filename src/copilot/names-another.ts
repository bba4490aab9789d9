import type { GlossaryTerm } from '../desk/types.ts'
import { foldText } from '../text/fold.ts'

/** A code the customer reads out: R8, P9, E1042. */
const CODE = /(?<![\p{Script=Latin}\p{N}])[A-Z]{1,3}-?\d{1,5}(?![\p{Script=Latin}\p{N}])/gu
/** A capitalised name inside an English sentence. */
const LATIN_NAME = /(?<=[a-z,;] )(?!I\b)[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*/gu
/** Kinds of things that any desk has several of, each with a name of its own before it. */
const KINDS =
  '活动 盛典 庆典 大会 嘉年华 计划 方案 功能 模式 套餐 客服 优惠 福利 返利 加赠 满减'.split(' ')
/** Things by themselves, which may also have a name before them. */
const THINGS = '充值卡 储值卡 礼品卡 礼物卡 购物卡 会员卡 优惠码 推荐码 激活码'.split(' ')
/** Characters of verbs, numbers, measures and particles: with one of them it is no name. */
const NO_NAME =
  '开買买办续退用送有没是不我你他她您的了个几多少怎么什哪能会要想刚还给拿到在上下和跟与及或再又都就也被把让从对这那每各一二三四五六七八九十两只光看关投抢领得换取点消打回过来去做说问查找当成为年月日张次天号吗呢吧啊后前中里外所以因为但而且如果只然过期掉'

/**
 * Whether a question names a thing, by a name of its own, that an article nowhere mentions: it then asks about
 * something else, however alike the rest is. `article`: all that customers may read of it, asks included.
 */
export function namesAnother(
  question: string,
  article: string,
  glossary: readonly GlossaryTerm[],
): boolean {
  const folded = foldText(article)
  const latin = [...question.matchAll(CODE), ...question.matchAll(LATIN_NAME)].map(([name]) => name)
  if (latin.some((name) => !folded.includes(foldText(name)))) return true
  const asked = foldText(question)
  if (THINGS.some((thing) => asked.includes(thing) && !folded.includes(thing))) return true
  const named = namesBefore(glossary)
  const han = asked.match(/\p{Script=Han}+/gu) ?? []
  return han.some((run) =>
    // The name is what comes first: 金秋充值加赠 is told from others by 金秋.
    [...run.matchAll(named)].some(([name]) => !folded.includes(name.slice(0, 2))),
  )
}

/** A name, and after it what kind of thing it names: a general kind, or the kind of one of the desk's products. */
function namesBefore(glossary: readonly GlossaryTerm[]): RegExp {
  const known = patterns.get(glossary)
  if (known) return known
  const kinds = new Set([...KINDS, ...THINGS, ...glossary.flatMap(kindsOf)].map(foldText))
  const pattern = new RegExp(
    `([^${NO_NAME}\\P{Script=Han}]{2,4}?)(?=${[...kinds].join('|')})`,
    'gu',
  )
  patterns.set(glossary, pattern)
  return pattern
}

const patterns = new WeakMap<readonly GlossaryTerm[], RegExp>()

/** 月票 is a kind of 票, 星享会员 of 会员: what a Chinese name ends in, and what customers call it for short. */
function kindsOf({ term, synonyms, abbreviations, isProduct }: GlossaryTerm): string[] {
  if (!isProduct) return []
  const names = [term, ...synonyms, ...abbreviations].filter((name) =>
    /^\p{Script=Han}{2,}$/u.test(name),
  )
  return names.flatMap((name) => {
    const characters = [...name]
    return characters.length === 2
      ? [name, characters[1] as string]
      : [characters.slice(-2).join('')]
  })
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
