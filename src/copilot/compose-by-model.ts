import { type Draft, joinSentences } from '../compose/draft.ts'
import { findMissingFacts } from '../compose/missing-facts.ts'
import type { ComposeReport, Composer } from '../compose/model/composer.ts'
import { givePassages } from '../compose/model/given-passages.ts'
import type { Citation } from '../compose/types.ts'
import { withoutGreeting } from '../compose/without-greeting.ts'
import { guardDraft } from '../guard/guard-draft.ts'
import { addManners } from './add-manners.ts'
import { type Answered, contextOf } from './answer-needs.ts'
import { claimChecks } from './claim-checks.ts'
import { evidenceOf } from './finish-suggestion.ts'
import { personalPlaceholders } from './mask-turns.ts'
import type { Situation } from './read-situation.ts'

/** Composition with a model, and who is told how each run went. */
export type CopilotModel = { composer: Composer; report: (report: ComposeReport) => void }

/** The answer in a model's words, every sentence verified. */
export type ModelDraft = { draft: Draft; said: string[] }

/**
 * Tells an answer that was found in a model's words; null when the extractive answer is to be told instead.
 * A model never makes an answer of what is none: where nothing was found for certain, or there is something
 * else to say first, it is not asked.
 */
export async function composeByModel(
  { composer, report }: CopilotModel,
  situation: Situation,
  { draft: extractive, needs, views }: Answered,
  signal: AbortSignal | undefined,
): Promise<ModelDraft | null> {
  const isAnswer = extractive.outcome === 'answer' && situation.warnings.length === 0
  if (!isAnswer || needs.length === 0) return null
  const cited = extractive.sentences.flatMap(({ citations }) => citations)
  const passages = givePassages(
    needs,
    new Set(cited.map(({ chunk }) => chunk)),
    contextOf(situation),
  )
  const { turns, lang, customerText, desk } = situation
  const checks = claimChecks(situation, evidenceOf(situation, views))
  const required = extractive.sentences.filter(
    ({ basis, citations }) => basis !== 'phrase' && !citations.every(isHeading),
  )
  const task = { lang, turns, passages, required, placeholders: personalPlaceholders(), checks }
  const composed = await composer.compose(task, { signal })
  if (!composed.isOk) {
    report(composed.report)
    return null
  }
  const { said } = composed
  const sentences = composed.sentences.map((sentence, at) =>
    at === 0 ? sentence : withoutGreeting(sentence),
  )
  const missing = findMissingFacts(joinSentences(sentences), customerText, desk, lang)
  const draft = addManners({ ...extractive, sentences, missing }, situation)
  const { dropped } = guardDraft(draft, evidenceOf(situation, views, said))
  report(dropped.length === 0 ? composed.report : { ...composed.report, reason: 'guard' })
  return dropped.length === 0 ? { draft, said } : null
}

function isHeading({ quote }: Citation): boolean {
  return quote.startsWith('#')
}
