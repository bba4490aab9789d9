import { foldText } from '../text/fold.ts'

/** Words that a clause can consist of without asking or telling anything. Written folded (Simplified, lower case). */
const FILLER_ZH = `你好 您好 嗨 喂 哈喽 哈啰 亲 客服 在吗 在不在 在么 有人吗 有人在吗 早上好 上午好 中午好 下午好 晚上好 嗯 嗯嗯 哦 哦哦 噢 好 好的 好吧
好滴 好嘞 行 行吧 可以 可以的 是 是的 对 对的 对啊 没错 没有了 没了 不用了 不用 知道了 明白了 明白 了解 了解了 收到 谢谢 谢谢你 谢谢您 谢谢啦 多谢 感谢 非常感谢 感谢您
麻烦了 麻烦你了 麻烦您了 麻烦您 辛苦了 辛苦啦 不好意思 打扰了 打扰一下 抱歉 请问 请问一下 问一下 问下 请教一下 咨询一下 想问一下 想咨询一下 我想问一下 我想问下 我想咨询一下
我想请问一下 有个问题 我有个问题 有个问题想问一下 有个问题想咨询一下 再见 拜拜 88 哈 哈哈 呵呵 稍等 等一下 那个 这个 就是 然后 那好 那好吧 ok 好 谢 人工 转人工`
const FILLER_EN = `hi|hello|hey|hi there|hello there|hey there|good morning|good afternoon|good evening|thanks|thank you|thank you so much|thank you very much|thanks a lot|many thanks|thx|ok|okay|k|sure|yes|yeah|yep|yes please|no|nope|no thanks|no thank you|great|perfect|cool|alright|all right|right|got it|i see|understood|sorry|excuse me|pardon|please|bye|goodbye|anyone there|is anyone there|are you there|i have a question|i have a quick question|quick question|can i ask you something|can i ask a question|can you help me|can you help|could you help me|can you help me please|i need help|i need some help|please help|help|um|uh|er|hmm|well|so|that is all|that's all`

const fillers = new Set([
  ...FILLER_ZH.split(/\s+/).map(foldText),
  ...FILLER_EN.split('|').map(foldText),
])
const agreements = new Set(
  'yes yeah yep sure ok okay please 好 好的 好啊 是 是的 对 对的 嗯 嗯嗯 可以 行 要 需要 想'
    .split(' ')
    .concat(['yes please']),
)

const CLAUSE_END = /(?<=[,，。.!！?？;；~～…\n、])/u

/** A text without the clauses that only greet, thank or agree. Empty when nothing is left. */
export function dropFillers(text: string): string {
  const clauses = text.split(CLAUSE_END).filter((clause) => !isFiller(clause))
  return clauses.join('').trim()
}

/** "Yes", "好的": the need is in what was asked before. */
export function isAgreement(text: string): boolean {
  const words = bare(text)
  return (
    agreements.has(words) ||
    (words.length <= 12 &&
      text.split(CLAUSE_END).every((clause) => bare(clause) === '' || agreements.has(bare(clause))))
  )
}

function isFiller(clause: string): boolean {
  const words = bare(clause)
  return words === '' || fillers.has(words)
}

function bare(clause: string): string {
  return foldText(clause)
    .replaceAll(/[^\p{L}\p{M}\p{N}']+/gu, ' ')
    .replaceAll(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '')
    .replace(/(?<=\p{Script=Han})[啊呀哦哈呢吧啦了]+$/u, (particles) =>
      particles.includes('了') ? '了' : '',
    )
    .trim()
}
