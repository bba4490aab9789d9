import type { Turn } from '../../conversations/types.ts'
import type { Condition } from '../../desk/types.ts'
import { foldText } from '../../text/fold.ts'
import { findSpecifics } from '../../text/specifics.ts'
import { LANGS } from '../../text/types.ts'
import type { UrgentCall } from './find-urgency.ts'

/** What a desk's rules are asked of. */
export type Facts = {
  /** The customer's. */
  turns: readonly Turn[]
  danger: readonly UrgentCall[]
  warnings: readonly { group: string; seq: number; cue: string }[]
  type?: string | undefined
  module?: string | undefined
  urgency?: string | undefined
}

/** What a rule rests on: turns with the words in them. Without any where it rests on other labels alone. */
export type Evidence = { seq: number; cue: string }[]

/** Evidence of the first condition that holds; null when none does. */
export function matchRules(when: readonly Condition[] | undefined, facts: Facts): Evidence | null {
  for (const condition of when ?? []) {
    const evidence = matchOne(condition, facts)
    if (evidence !== null) return evidence
  }
  return null
}

function matchOne(condition: Condition, facts: Facts): Evidence | null {
  if (!fits(condition.types, facts.type)) return null
  if (!fits(condition.modules, facts.module)) return null
  if (!fits(condition.urgencies, facts.urgency)) return null
  const parts: Evidence[] = []
  if (condition.danger) parts.push(facts.danger.map(({ seq, cue }) => ({ seq, cue })))
  if (condition.warnings) parts.push(warningsIn(condition.warnings, facts))
  if (condition.cues) parts.push(cuesIn(condition.cues, facts.turns))
  if (condition.amountFrom) parts.push(amountsIn(condition.amountFrom, facts.turns))
  return parts.some((part) => part.length === 0) ? null : parts.flat()
}

function fits(allowed: readonly string[] | undefined, found: string | undefined): boolean {
  return allowed === undefined || (found !== undefined && allowed.includes(found))
}

function warningsIn(wanted: true | readonly string[], { warnings }: Facts): Evidence {
  return warnings
    .filter(({ group }) => wanted === true || wanted.includes(group))
    .map(({ seq, cue }) => ({ seq, cue }))
}

/** Where any of the desk's words is said; letters as whole words, whatever their case and script. */
export function cuesIn(
  cues: Partial<Record<(typeof LANGS)[number], string[]>>,
  turns: readonly Turn[],
): Evidence {
  const words = LANGS.flatMap((lang) => cues[lang] ?? []).map(foldText)
  return turns.flatMap(({ seq, text }) => {
    const folded = foldText(text)
    const cue = words.find((word) => says(folded, word))
    return cue === undefined ? [] : [{ seq, cue }]
  })
}

const LETTER = /[\p{Script=Latin}\p{N}]/u

function says(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? ' '
    const after = text[at + word.length] ?? ' '
    const isWhole =
      !(LETTER.test(word[0] ?? ' ') && LETTER.test(before)) &&
      !(LETTER.test(word.at(-1) ?? ' ') && LETTER.test(after))
    if (isWhole) return true
  }
  return false
}

function amountsIn(least: Record<string, number>, turns: readonly Turn[]): Evidence {
  return turns.flatMap(({ seq, text }) =>
    findSpecifics(text).flatMap(({ kind, key, start, end }) => {
      if (kind !== 'amount') return []
      const [, currency = '', amount] = key.split(':')
      const limit = least[currency]
      return limit !== undefined && Number(amount) >= limit
        ? [{ seq, cue: text.slice(start, end) }]
        : []
    }),
  )
}
