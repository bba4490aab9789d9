import type { Finding } from '../compose/types.ts'
import type { Turn } from '../conversations/types.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import { AppError } from '../errors.ts'
import { checkText } from '../guard/check-text.ts'
import type { HiddenSounds } from '../guard/near-copy.ts'
import { detectLanguage } from '../text/language.ts'
import type { Lang } from '../text/types.ts'
import { findSupport } from './find-support.ts'

export type Draft = {
  text: string
  /** The agent's language, for messages; the draft's own when left out. */
  lang?: Lang | undefined
  /** Earlier turns, whose facts count as said. */
  turns: Turn[]
}

export type Verdict = { verdict: 'pass' | 'warn' | 'block'; findings: Finding[] }

export type CheckParts = {
  db: Database
  desk: Desk
  /** Prints of what customers may not see; without them only what is stated counts. */
  hidden?: HiddenSounds | undefined
  /** Told which hidden articles say what the draft says: for the security log. */
  onMatch?: ((sources: string[]) => void) | undefined
}

/** No message to a customer is longer; what is longer is refused rather than read in part. */
export const LONGEST_DRAFT = 8_000

/**
 * The check of an agent's own words before they are sent. Support is looked for as the customer role
 * only: a true secret and a wrong guess are both unsupported and get the same finding. Throws `TOO_LONG`.
 */
export async function checkDraft(
  { db, desk, hidden, onMatch }: CheckParts,
  { text, lang, turns }: Draft,
): Promise<Verdict> {
  if (text.length > LONGEST_DRAFT)
    throw new AppError('TOO_LONG', `The draft has ${text.length} characters.`, {
      hint: `At most ${LONGEST_DRAFT} are checked at a time.`,
    })
  const own = detectLanguage(text)
  const context = turns.slice(-4).map((turn) => turn.text)
  const { passages } = await findSupport(db, { text, context: context.reverse(), lang: own })
  const findings = checkText(text, { passages, turns, desk, lang: lang ?? own, hidden, onMatch })
  return { verdict: verdictOf(findings), findings }
}

function verdictOf(findings: Finding[]): Verdict['verdict'] {
  if (findings.some((finding) => finding.severity === 'block')) return 'block'
  return findings.some((finding) => finding.severity === 'warn') ? 'warn' : 'pass'
}
