import { pickPhrase } from '../compose/set-phrase.ts'
import type { Stage } from '../desk/types.ts'
import type { Situation } from './read-situation.ts'

const OF_HOTLINE = /来电|來電|挂机|挂断|掛斷|掛電話|\bcall(?:ing)?\b|\bhang up\b|\bline\b/i
const OF_EMAIL = /来信|來信|邮件|郵件|e-?mail/i
const OF_CHAT = /在线客服|線上客服|online support/i
/** Says that something has been done or will come, which only the agent knows. */
const OF_OUTCOME = /处理好了|處理好了|有进展|有進展|\bis done\b|\bthere is news\b/i

/** A set phrase for the stage that fits the channel and claims nothing that may not be so. */
export function fittingPhrase(
  {
    desk,
    lang,
    seed,
    slots,
    channel,
  }: Pick<Situation, 'desk' | 'lang' | 'seed' | 'slots' | 'channel'>,
  stage: Stage,
  accept: (phrase: string) => boolean = () => true,
): string | null {
  const isFitting = (phrase: string) =>
    accept(phrase) &&
    !OF_OUTCOME.test(phrase) &&
    (channel === 'hotline' || !OF_HOTLINE.test(phrase)) &&
    (channel === 'email' || !OF_EMAIL.test(phrase)) &&
    (channel === 'chat' || !OF_CHAT.test(phrase))
  return pickPhrase(desk, stage, lang, seed, slots, isFitting)
}

/** A phrase that asks for something does not suit a customer who has just said it. */
export function isStatement(phrase: string): boolean {
  return !/[?？]|请您简单|麻煩您說明|please tell me/i.test(phrase)
}

export function isAsking(phrase: string): boolean {
  return /[?？]/.test(phrase)
}
