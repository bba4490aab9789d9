import type { Finding } from '../compose/types.ts'
import type { Turn } from '../conversations/types.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/types.ts'
import { checkText } from '../guard/check-text.ts'
import { retrieve } from '../retrieval/index.ts'
import { detectLanguage } from '../text/language.ts'
import type { Lang } from '../text/types.ts'

export type Draft = {
  text: string
  /** The agent's language, for messages; the draft's own when left out. */
  lang?: Lang | undefined
  /** Earlier turns, whose facts count as said. */
  turns: Turn[]
}

export type Verdict = { verdict: 'pass' | 'warn' | 'block'; findings: Finding[] }

/** Passages that may support what a draft says; more than an answer needs, since a draft may mix matters. */
const SUPPORTING_PASSAGES = 12

/**
 * The check of an agent's own words before they are sent. Support is looked for as the customer role
 * only: a true secret and a wrong guess are both unsupported and get the same finding.
 */
export async function checkDraft(
  { db, desk }: { db: Database; desk: Desk },
  { text, lang, turns }: Draft,
): Promise<Verdict> {
  const own = detectLanguage(text)
  const context = turns.slice(-4).map((turn) => turn.text)
  const query = { text, context: context.reverse(), lang: own }
  const { passages } = await retrieve(db, 'customer', query, { top: SUPPORTING_PASSAGES })
  const findings = checkText(text, { passages, turns, desk, lang: lang ?? own })
  return { verdict: verdictOf(findings), findings }
}

function verdictOf(findings: Finding[]): Verdict['verdict'] {
  if (findings.some((finding) => finding.severity === 'block')) return 'block'
  return findings.some((finding) => finding.severity === 'warn') ? 'warn' : 'pass'
}
