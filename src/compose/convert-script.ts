import { Converter as FromSimplified } from 'opencc-js/cn2t'
import { Converter as FromTraditional } from 'opencc-js/t2cn'
import type { Lang } from '../text/types.ts'

const toTraditional = FromSimplified({ from: 'cn', to: 'tw' })
const toSimplified = FromTraditional({ from: 'tw', to: 'cn' })

/**
 * The same words in the customer's script. Characters only, no regional vocabulary: what is said can then
 * be checked against the source by folding.
 */
export function toScript(text: string, from: Lang, to: Lang): string {
  if (from === 'zh-Hans' && to === 'zh-Hant') return toTraditional(text)
  if (from === 'zh-Hant' && to === 'zh-Hans') return toSimplified(text)
  return text
}

/** Whether text of one language may be offered to a customer of another. */
export function isReadableIn(from: Lang, to: Lang): boolean {
  return (from === 'en') === (to === 'en')
}
