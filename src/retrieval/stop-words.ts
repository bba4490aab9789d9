import { foldText } from '../text/fold.ts'
import { stem } from '../text/tokens.ts'

const ENGLISH = `a an the i you he she it we they my your our their his her its me us him them mine yours ours theirs myself
am is are was were be been being do does did doing done have has had having can could will would should may might must
shall and or but if to of in on at for from with by about into onto as than then so too very just also there here when
where what which who whom whose why how this that these those not no nor yes please any some each both all more most
such own same other get got getting let im ive dont doesnt didnt cant isnt arent wasnt wont don doesn didn isn aren wasn
hi hello hey thanks thank thx ok okay sir madam`

const CHINESE = `的 了 吗 嘛 呢 吧 啊 呀 哦 噢 嗯 喔 哈 是 在 我 你 您 他 她 它 们 我们 你们 您们 他们 咱 咱们 这 那 这个 那个 这些 那些
这里 那里 这样 那样 这么 那么 哪 哪个 哪些 哪里 哪儿 哪位 什么 啥 怎么 怎么办 怎样 咋 如何 为什么 为何 多少 几 谁 何 何时 何地 什么时候 啥时候 几时 多久 多长时间 听说 据说 请 请问 麻烦 一下
一个 一些 一点 有 没有 没 和 与 跟 或 或者 及 以及 就 都 也 还 又 再 把 被 给 让 对 从 到 由 于 之 其 而 而且 但 但是 不过 因为 所以 如果 要是
可以 能 能够 会 要 想 想要 应该 需要 得 地 着 过 很 更 最 太 不 是不是 有没有 能不能 可不可以 个 些 种 为 以 等 该 此 将 已 已经 才 只 呗 么 啦 哎
你好 您好 谢谢 知道 告诉 帮 帮忙 帮我 问 问下 问一下 然后 现在`

const stopWords = new Set([
  ...ENGLISH.split(/\s+/).map((word) => stem(foldText(word))),
  ...CHINESE.split(/\s+/).map((word) => foldText(word)),
])
const stopCharacters = new Set(
  '的了吗嘛呢吧啊呀哦噢嗯喔是在我你您他她它们咱这那哪什么啥怎样咋如何请谁有没和与跟或及就都也还又再把被给让对从到由于之其而但因所以能会要想得地着过很更最太不个些为等该此才只呗啦哎',
)

/**
 * Whether a token (as `tokenize` gives it: folded, stemmed) says how something is asked rather than what about.
 * Such words count less in the text of an article, and fully in its title and `asks`, which are asked the same way.
 */
export function isStopWord(token: string): boolean {
  if (stopWords.has(token)) return true
  if (token.length === 1) return stopCharacters.has(token)
  return (
    token.length === 2 &&
    stopCharacters.has(token[0] as string) &&
    stopCharacters.has(token[1] as string)
  )
}
