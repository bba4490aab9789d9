import type { ArticleView } from '../compose/article-view.ts'
import { type Draft, joinSentences } from '../compose/draft.ts'
import { composeNoAnswer } from '../compose/no-answer.ts'
import type { Guidance, Suggestion } from '../compose/types.ts'
import { type DraftEvidence, guardDraft } from '../guard/guard-draft.ts'
import { knownPhrases } from './known-phrases.ts'
import type { Situation } from './read-situation.ts'

export type Unfinished = {
  situation: Situation
  draft: Draft
  /** Articles, as the customer may see them, that the draft may cite. */
  views: ArticleView[]
  guidance: Guidance[]
  generation: number
  /** `performance.now()` at the start. */
  started: number
  engine?: Suggestion['engine']
  /** The customer's own words that a model's sentence addresses them by. */
  said?: readonly string[]
}

/** The last step: the gate, then the form that leaves. What fails the gate becomes what is said of the unknown. */
export function finishSuggestion(unfinished: Unfinished): Suggestion {
  const { situation, views, guidance, generation, started } = unfinished
  const guarded = guardDraft(unfinished.draft, evidenceOf(situation, views, unfinished.said))
  const { desk, lang, seed, slots } = situation
  const draft = guarded.isOk ? guarded.draft : composeNoAnswer(desk, lang, seed, slots)
  const isTold = draft.outcome !== 'no-answer'
  return {
    outcome: draft.outcome,
    text: joinSentences(draft.sentences),
    sentences: draft.sentences.map(({ lead: _, ...sentence }) => sentence),
    ...(isTold && draft.confidence !== undefined ? { confidence: draft.confidence } : {}),
    missing: draft.missing,
    guidance: isTold ? guidance : [],
    findings: [],
    engine: guarded.isOk ? (unfinished.engine ?? 'extractive') : 'extractive',
    forTurn: situation.forTurn,
    generation,
    ms: Math.round((performance.now() - started) * 10) / 10,
  }
}

/** What a draft is held against: the cited articles as the customer may see them, and the desk's phrases. */
export function evidenceOf(
  { desk, lang, slots }: Situation,
  views: ArticleView[],
  said: readonly string[] = [],
): DraftEvidence {
  const chunks = new Map<string, string>()
  for (const view of views) {
    for (const chunk of view.chunks)
      chunks.set(chunk.id, view.markdown.slice(chunk.start, chunk.end))
  }
  const isPhrase = (text: string) => knownPhrases(desk, lang, slots).has(text)
  return { chunks, officialDomains: desk.officialDomains, isPhrase, said }
}
