import { detectLanguage } from '../text/language.ts'
import type { Lang } from '../text/types.ts'
import type { Query } from './types.ts'

/** What a query is made of; a `Turn` is one. */
export type SaidTurn = { speaker: 'customer' | 'agent' | 'system'; text: string }

/** Turns looked back on. */
const LOOK_BACK = 12

/**
 * The query of a conversation as it stands: the customer's last words are the need, what was said before is context,
 * most recent first. Deterministic, and the same for the same turns.
 */
export function buildQuery(turns: readonly SaidTurn[], lang?: Lang): Query {
  const said = turns.filter((turn) => turn.speaker !== 'system' && turn.text.trim() !== '')
  const last = said.findLastIndex((turn) => turn.speaker === 'customer')
  if (last < 0) return { text: '', context: [], lang: lang ?? 'zh-Hans' }
  let first = last
  while (first > 0 && said[first - 1]?.speaker === 'customer') first--
  const text = said
    .slice(first, last + 1)
    .map((turn) => turn.text)
    .join('\n')
  const context = said
    .slice(Math.max(0, first - LOOK_BACK), first)
    .map((turn) => turn.text)
    .reverse()
  return { text, context, lang: lang ?? detectLanguage(text) }
}
