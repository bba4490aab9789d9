import { toScript } from '../../src/compose/convert-script.ts'
import type { Lang } from '../../src/text/types.ts'
import { FRAMES, INVENTED, SUBJECTS, type Subject } from './subjects.ts'

/** The same question about something hidden and about something that does not exist. */
export type RefusalPair = { id: string; lang: Lang; hidden: string; invented: string }

/**
 * All pairs that the names and the ways to ask give, in an order that is mixed but the same each time; those in
 * Chinese in both scripts. `knowledge`: all text there is, so that what is invented stands nowhere in it.
 */
export function makeRefusalPairs(knowledge: string): RefusalPair[] {
  const all = SUBJECTS.flatMap((subject) => pairsOf(subject, knowledge))
  const pairs = [...new Map(all.map((pair) => [`${pair.hidden}|${pair.invented}`, pair])).values()]
  return mix(pairs).map((pair, n) => ({ id: `rp-${String(n + 1).padStart(4, '0')}`, ...pair }))
}

function pairsOf(subject: Subject, knowledge: string): Omit<RefusalPair, 'id'>[] {
  const { lang, kind, hidden, form } = subject
  const words = INVENTED[lang][kind].filter((word) => !knowledge.includes(word))
  return FRAMES[lang][kind].flatMap((frame, n) => {
    const word = words[(n + hidden.length + hidden.codePointAt(0)!) % words.length]!
    const ask = (name: string) => frame.replace('{}', name)
    const pair = { lang, hidden: ask(hidden), invented: ask(form.replace('{}', word)) }
    return lang === 'en' ? [pair] : [pair, inTraditional(pair)]
  })
}

function inTraditional({ hidden, invented }: Omit<RefusalPair, 'id'>): Omit<RefusalPair, 'id'> {
  const convert = (text: string) => toScript(text, 'zh-Hans', 'zh-Hant')
  return { lang: 'zh-Hant', hidden: convert(hidden), invented: convert(invented) }
}

/** In an order that has nothing to do with what the pairs are about. */
function mix<T>(items: readonly T[]): T[] {
  // Steps by a prime that divides no list of this size reach every item once.
  const step = [7919, 7907, 7901].find((prime) => items.length % prime !== 0)!
  return items.map((_, n) => items[(n * step) % items.length]!)
}
