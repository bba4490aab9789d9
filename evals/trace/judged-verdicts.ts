import type { Suggestion } from '../../src/compose/types.ts'
import type { Wanted } from '../suites/judge-answer.ts'
import type { JudgedCase } from '../suites/judge-case.ts'
import type { Verdict } from './types.ts'

/** What was looked at in a suggestion, the checks that apply to it. */
export function judgedVerdicts(
  judged: JudgedCase,
  wanted: Wanted,
  { outcome }: Pick<Suggestion, 'outcome'>,
): Verdict[] {
  const { gold, mustSay, mustNotSay } = wanted
  const verdicts: Verdict[] = []
  if (wanted.outcome.length > 0) {
    const told = { wanted: wanted.outcome.join(' / '), found: outcome }
    verdicts.push({ name: 'outcome', ok: judged.isOutcomeRight, ...told })
  }
  if (judged.isGoldCited !== undefined)
    verdicts.push({ name: 'goldCited', ok: judged.isGoldCited, wanted: gold.join(' ') })
  if (judged.said !== undefined)
    verdicts.push({ name: 'mustSay', ok: judged.said === 1, wanted: mustSay.join('; ') })
  const none = (name: string, found: readonly string[], isAsked = true) => {
    if (isAsked) verdicts.push({ name, ok: found.length === 0, found: found.join('\n') })
  }
  none('mustNotSay', judged.leaked, mustNotSay.length > 0)
  none('leaks', judged.leaks)
  none('uncitedSentences', judged.uncited)
  none('inventedNumbers', judged.invented)
  return verdicts
}

/** The parts of a suggestion that a reader of a trace wants to see. */
export function shownSuggestion(suggestion: Suggestion): Record<string, string> {
  const { outcome, text, sentences, guidance, confidence, engine } = suggestion
  const cites = sentences.flatMap(({ citations }) =>
    citations.map(({ article, line }) => `${article}:${line}`),
  )
  return {
    ...{ outcome, text, engine },
    ...(confidence === undefined ? {} : { confidence: confidence.toFixed(3) }),
    cites: [...new Set(cites)].join(' '),
    guidance: [...new Set(guidance.map(({ article }) => article))].join(' '),
  }
}
