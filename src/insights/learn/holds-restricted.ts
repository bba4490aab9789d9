import { namesAnother } from '../../copilot/names-another.ts'
import type { GlossaryTerm } from '../../desk/types.ts'
import { findInternalRecords } from '../../guard/check-records.ts'
import { findConductFaults } from '../../guard/conduct.ts'
import { findLinks } from '../../guard/find-links.ts'
import type { HiddenSounds } from '../../guard/near-copy.ts'
import { soundsOf } from '../../guard/syllables.ts'
import { foldText } from '../../text/fold.ts'
import { findSpecifics, type Specific, specificKeys } from '../../text/specifics.ts'

/** So much of a question in one hidden passage, and so much more than in the article: as the check of drafts has it. */
const COPY = { share: 0.45, beyond: 0.15 }
const SMALL_NUMBER = 3
const QUOTED_NAME = /[“"「『《【]([^”"」』》】]{2,20})[”"」』》】]/gu

/** What a customer may read of the article that a question is to be listed in. */
export type ListedIn = {
  readable: string
  glossary: readonly GlossaryTerm[]
  /** Prints of what customers may not see. */
  hidden?: HiddenSounds | undefined
}

/**
 * Whether a question says something that the article does not: a date, a price, a number, a name, a link, or what sounds like
 * hidden text. An article that listed it would tell it. A true secret and a made-up one are the same here.
 */
export function holdsRestricted(
  question: string,
  { readable, glossary, hidden }: ListedIn,
): boolean {
  const known = specificKeys(readable)
  const said = findSpecifics(question).filter((one) => !isOwnCase(question, one))
  if (said.some(({ key }) => !known.has(key))) return true
  const folded = foldText(readable)
  const quoted = [...question.matchAll(QUOTED_NAME)].map(([, name = '']) => foldText(name))
  if (quoted.some((name) => !folded.includes(name))) return true
  if (namesAnother(question, readable, glossary)) return true
  if (findLinks(question).length > 0 || findInternalRecords(question).length > 0) return true
  const likeness = hidden?.compare(question, [soundsOf(readable)])
  if (!likeness) return false
  return likeness.share >= COPY.share && likeness.share - likeness.visible >= COPY.beyond
}

/** Abuse is no way of asking. */
export function isRude(question: string): boolean {
  return findConductFaults(question).some(({ category }) => category === 'abuse')
}

/** How long the customer has waited, and small numbers in passing: 两天了, for three hours, 2本. */
function isOwnCase(question: string, { kind, key, start, end }: Specific): boolean {
  if (kind === 'number') return Number(key.split(':')[1]) <= SMALL_NUMBER
  if (kind !== 'duration') return false
  return (
    /^\s?(?:了|都|还|還|ago\b)/iu.test(question.slice(end)) ||
    /\bfor (?:over )?$/iu.test(question.slice(0, start))
  )
}
