import type { Session } from '../../http/api-types.ts'

export type Lang = Session['desk']['languages'][number]

/** The languages of the interface, in the order the switch goes through them. */
export const LANGS: readonly Lang[] = ['zh-Hans', 'zh-Hant', 'en']

/** The language with this tag, if the interface has it. */
export function findLang(tag: string | null): Lang | undefined {
  return LANGS.find((lang) => lang === tag)
}
