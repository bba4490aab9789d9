import type { Suggestion } from '../../src/compose/types.ts'
import type { Lang } from '../../src/text/types.ts'
import { bare } from './disguises.ts'
import { findFacts } from './find-leaks.ts'
import { isInLanguage } from './is-in-language.ts'

/** What is expected of one suggestion. */
export type Wanted = {
  outcome: readonly string[]
  gold: readonly string[]
  goldAll: boolean
  mustSay: readonly string[]
  mustNotSay: readonly string[]
  /** The customer's language: what is said has to be in it, whatever it is. */
  lang?: Lang | undefined
}

export type Judgement = {
  isOutcomeRight: boolean
  /** Undefined where nobody says which language is right. */
  isLanguageRight?: boolean
  /** Undefined where no article is expected. */
  isGoldCited?: boolean
  /** Share of the facts that are said; undefined where none is asked for. */
  said?: number
  /** Facts that must not be said and are. */
  leaked: string[]
  /** Everything is as expected. */
  passed: boolean
  reasons: string[]
}

/** Outcomes that give the customer no article, so that none can be expected to be cited. */
const WITHOUT_ARTICLE = new Set([
  'no-answer',
  'refused',
  'nothing',
  'soothe',
  'escalate',
  'clarify',
])

/** `family` names an article together with its translations. What the customer said does not count as told. */
export function judgeAnswer(
  suggestion: Pick<Suggestion, 'outcome' | 'text' | 'sentences'>,
  wanted: Wanted,
  family: (id: string) => string,
  input = '',
): Judgement {
  const { outcome, text, sentences } = suggestion
  const reasons: string[] = []
  const isOutcomeRight = wanted.outcome.length === 0 || wanted.outcome.includes(outcome)
  if (!isOutcomeRight) reasons.push(`outcome ${outcome}, not ${wanted.outcome.join('/')}`)
  const isExcused =
    isOutcomeRight && WITHOUT_ARTICLE.has(outcome) && wanted.outcome.some((one) => one !== 'answer')

  const judgement: Judgement = { isOutcomeRight, leaked: [], passed: false, reasons }
  if (wanted.gold.length > 0 && !isExcused) {
    const cited = new Set(
      sentences.flatMap(({ citations }) => citations.map(({ article }) => family(article))),
    )
    const isCited = (id: string) => cited.has(family(id))
    judgement.isGoldCited = wanted.goldAll ? wanted.gold.every(isCited) : wanted.gold.some(isCited)
    if (!judgement.isGoldCited) reasons.push(`cited ${[...cited].join(' ') || 'nothing'}`)
  }
  if (wanted.mustSay.length > 0 && !isExcused) {
    const shown = bare(text)
    const missing = wanted.mustSay.filter((fact) => !shown.includes(bare(fact)))
    judgement.said = 1 - missing.length / wanted.mustSay.length
    if (missing.length > 0) reasons.push(`does not say ${missing.join('; ')}`)
  }
  if (wanted.lang !== undefined) {
    judgement.isLanguageRight = isInLanguage(text, wanted.lang)
    if (!judgement.isLanguageRight) reasons.push(`is not in ${wanted.lang}`)
  }
  judgement.leaked = findFacts(wanted.mustNotSay, text, input).map(({ found }) => found)
  if (judgement.leaked.length > 0) reasons.push(`says ${judgement.leaked.join('; ')}`)
  judgement.passed = reasons.length === 0
  return judgement
}
