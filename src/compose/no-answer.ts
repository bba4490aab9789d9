import type { Desk } from '../desk/types.ts'
import type { Lang } from '../text/types.ts'
import type { Draft } from './draft.ts'
import type { SlotValues } from './fill-slots.ts'
import { type PhraseSeed, phraseSentence, pickPhrase } from './set-phrase.ts'

/** For a desk whose phrases cannot be read: neither confirms nor denies anything. */
const LAST_RESORT: Record<Lang, string> = {
  'zh-Hans': '您好，您提到的内容目前没有可以提供的信息，请以官方公告为准。',
  'zh-Hant': '您好，您提到的內容目前沒有可以提供的資訊，請以官方公告為準。',
  en: 'I have no information to share on that at the moment; please refer to our official announcements.',
}

/**
 * What is said when nothing may be or can be told. It sees neither the question nor what was found, so that
 * the unknown and the hidden cannot be told apart by it.
 */
export function composeNoAnswer(
  desk: Desk,
  lang: Lang,
  seed: PhraseSeed,
  slots: SlotValues,
): Draft {
  const phrase = pickPhrase(desk, 'refuse', lang, seed, slots) ?? LAST_RESORT[lang]
  return { outcome: 'no-answer', sentences: [phraseSentence(phrase)], missing: [] }
}
