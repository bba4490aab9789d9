import { en } from './en.ts'
import type { Lang } from './languages.ts'
import type { Widen } from './widen.ts'
import { zhHans } from './zh-hans.ts'
import { zhHant } from './zh-hant.ts'

/** Every text of the interface; a language that lacks one does not compile. */
export type Messages = Widen<typeof zhHans>

export const MESSAGES: Record<Lang, Messages> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en }

/** What each language calls itself, as the switch shows it. */
export const LANGUAGE_NAMES: Record<Lang, string> = {
  'zh-Hans': '简体中文',
  'zh-Hant': '繁體中文',
  en: 'English',
}

/** The first of the browser's languages that we speak; Simplified Chinese when there is none. */
export function pickLang(wanted: readonly string[]): Lang {
  for (const tag of wanted) {
    const lower = tag.toLowerCase()
    if (/^zh\b.*\b(hant|tw|hk|mo)\b/.test(lower)) return 'zh-Hant'
    if (/^zh\b/.test(lower)) return 'zh-Hans'
    if (/^en\b/.test(lower)) return 'en'
  }
  return 'zh-Hans'
}
