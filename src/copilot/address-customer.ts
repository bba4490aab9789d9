import type { KeyFact } from '../conversations/index.ts'
import type { Turn } from '../conversations/types.ts'
import type { Desk } from '../desk/types.ts'
import { foldText } from '../text/fold.ts'
import type { Lang } from '../text/types.ts'

const TITLES_HAN = '先生|女士|小姐|太太|老师|老師'
const TITLES_LATIN = 'mr|mrs|ms|miss|dr'

/**
 * How the customer is addressed: by the name they gave with the title that was used in the conversation, 周先生 or
 * Ms Green; by the desk's own form where no title is known. A title is never guessed from a name.
 */
export function addressOf(
  facts: readonly KeyFact[],
  turns: readonly Pick<Turn, 'text'>[],
  desk: Pick<Desk, 'address'>,
  lang: Lang,
): string | null {
  const name = facts.findLast(({ kind }) => kind === 'name')?.value
  const usual = desk.address[lang] ?? null
  if (name === undefined) return usual
  if (lang === 'en') return withEnglishTitle(name, turns) ?? name
  return withHanTitle(name, turns) ?? usual
}

function withHanTitle(name: string, turns: readonly Pick<Turn, 'text'>[]): string | null {
  const surname = foldText(name).slice(0, 1)
  const titled = new RegExp(`(${surname}\\p{Script=Han}{0,2}?)(${TITLES_HAN})`, 'u')
  for (const { text } of turns) {
    const title = titled.exec(foldText(text))
    if (!title) continue
    const at = title.index + title[1]!.length
    const isInPlace = foldText(text).length === text.length
    const shown = isInPlace ? text.slice(at, at + title[2]!.length) : title[2]!
    return `${name.length > 2 ? name.slice(0, 1) : name}${shown}`
  }
  return null
}

function withEnglishTitle(name: string, turns: readonly Pick<Turn, 'text'>[]): string | null {
  const last = name.split(' ').at(-1)!
  const titled = new RegExp(`\\b(${TITLES_LATIN})\\.? ${foldText(last)}\\b`, 'u')
  const title = turns.map(({ text }) => titled.exec(foldText(text))?.[1]).find(Boolean)
  return title ? `${title[0]!.toUpperCase()}${title.slice(1)} ${last}` : null
}
