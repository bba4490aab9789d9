import { foldText } from '../../text/fold.ts'
import { stem } from '../../text/tokens.ts'

/**
 * Characters that join, address and ask without stating anything. Left out on purpose: what denies or
 * restricts (不 没 免 只 仅 除), what says how much or how sure (都 全 均 必 已 将), when or where (前 后 内 外 上 下),
 * what puts a choice (或), and every number.
 */
const JOINING_HAN = new Set(
  '您好你我们的地得了着过在是有也就才又再还便把被让向对于从到由与和及并且而但如若则因为所以要会能可需应请先时里这那此该其它他她个位等之吗呢吧啊呀哦麻烦谢感帮助按照根据另即跟同样',
)
const JOINING_ENGLISH = new Set(
  `a an the of to in on at for from by with and but if when then so as is are was were be been being do does did has
  have had you your yours we our us i it its they them their this that these those there here please will can may would
  could should which who what where how once also there's you're you'll it's that's we'll we're let me know thank thanks
  happy help`.split(/\s+/),
)

/**
 * Words of a text that its sources do not have: Latin words by their stem, Chinese by character, so that
 * words may be joined and put in another order but none brought in. Numbers are checked elsewhere, as values.
 */
export function findForeignWords(text: string, sources: string): string[] {
  const heard = readWords(sources)
  return wordsOf(foldText(text.replaceAll(COURTESY, ' '))).filter(
    (word) => !isJoining(word) && !heard.has(word) && !heard.has(stem(word)),
  )
}

/** Says that something follows. */
const COURTESY =
  /请您?(?:注意|留意)|請您?(?:注意|留意)|\bplease (?:note|be aware|keep in mind)(?: that)?\b/giu

/** The words of a text that state something, in order: without those that join, address and ask. */
export function statingWords(text: string): string[] {
  return wordsOf(foldText(text.replaceAll(COURTESY, ' ')))
    .filter((word) => !isJoining(word))
    .map(stem)
}

function isJoining(word: string): boolean {
  return JOINING_HAN.has(word) || JOINING_ENGLISH.has(word)
}

function readWords(text: string): Set<string> {
  const words = wordsOf(foldText(text))
  return new Set([...words, ...words.map(stem)])
}

function wordsOf(folded: string): string[] {
  const words: string[] = []
  for (const [run] of folded
    .replaceAll('’', "'")
    .matchAll(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}'])+/gu)) {
    const word = run.replaceAll(/^'+|'+$/g, '')
    if (word !== '') words.push(word)
  }
  return words
}
