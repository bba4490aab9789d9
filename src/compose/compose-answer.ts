import type { Desk } from '../desk/types.ts'
import type { Passage, Query, Retrieval } from '../retrieval/types.ts'
import type { Lang } from '../text/types.ts'
import { readBlocks } from './article-blocks.ts'
import type { ArticleView } from './article-view.ts'
import { chooseBlocks } from './choose-blocks.ts'
import { isReadableIn } from './convert-script.ts'
import type { Draft, DraftSentence } from './draft.ts'
import { joinSentences } from './draft.ts'
import type { SlotValues } from './fill-slots.ts'
import { findMissingFacts } from './missing-facts.ts'
import type { MayShowLink } from './rendered-text.ts'
import { sayBlock } from './say-block.ts'
import { withoutGreeting } from './without-greeting.ts'

/** Which passages the customer's language allows, best first, and the article they come from. */
export type Need = {
  query: Query
  retrieval: Retrieval
  /** The article that answers, as the customer may see it, and what was found in it. */
  view: ArticleView
  passages: Passage[]
}

export type ComposeContext = {
  desk: Desk
  lang: Lang
  slots: SlotValues
  /** What the customer has said so far: a fact in it is not asked for again. */
  customerText: string
  mayShowLink: MayShowLink
}

/** Passages a customer of this language can be answered from. */
export function readablePassages(retrieval: Retrieval, lang: Lang): Passage[] {
  return retrieval.passages.filter((passage) => isReadableIn(passage.lang, lang))
}

/**
 * The articles' own words as an answer: for each need the standard reply and the section that matched,
 * whole, every sentence cited. Says nothing of its own.
 */
export function composeAnswer(needs: Need[], context: ComposeContext): Draft {
  const sentences: DraftSentence[] = []
  for (const need of needs) {
    const told = tellNeed(need, context)
    const isFirst = sentences.length === 0
    for (const [at, sentence] of told.entries()) {
      if (at > 0 || isFirst) sentences.push(sentence)
      else sentences.push({ ...withoutGreeting(sentence), lead: '\n\n' })
    }
  }
  const told = joinSentences(sentences)
  return {
    outcome: 'answer',
    sentences,
    confidence: Math.min(...needs.map(({ retrieval }) => retrieval.confidence)),
    missing: findMissingFacts(told, context.customerText, context.desk, context.lang),
  }
}

function tellNeed({ view, passages }: Need, context: ComposeContext): DraftSentence[] {
  const blocks = readBlocks(view.markdown, context.mayShowLink)
  const chosen = chooseBlocks(view, blocks, passages)
  return chosen.flatMap((block) => sayBlock(block, view, context))
}
