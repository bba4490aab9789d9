import type { Desk } from '../desk/types.ts'
import type { Passage, Retrieval } from '../retrieval/types.ts'
import { foldText } from '../text/fold.ts'
import type { Lang } from '../text/types.ts'
import { toScript } from './convert-script.ts'
import type { Draft } from './draft.ts'
import type { SlotValues } from './fill-slots.ts'
import { type PhraseSeed, phraseSentence, pickPhrase } from './set-phrase.ts'

/** Two articles are equally likely when the second scores this much of the first. */
const NEARLY_EQUAL = 0.92
/** A question of so few characters (Chinese) or words (English) may mean several things. */
const SHORT_HAN = 5
const SHORT_WORDS = 2
const MOST_CHOICES = 3

/**
 * The articles a short question may mean, when the best are as good as equal; fewer than two: it is clear.
 * An article that is told in two languages is one choice.
 */
export function ambiguousChoices(retrieval: Retrieval, passages: Passage[]): Passage[] {
  const best = passages[0]
  if (best === undefined || retrieval.query.context.length > 0 || !isShort(retrieval.query.text))
    return []
  const choices: Passage[] = []
  for (const passage of passages) {
    if (passage.score < best.score * NEARLY_EQUAL) break
    if (passage.lang !== best.lang) continue
    if (!choices.some(({ articleId }) => articleId === passage.articleId)) choices.push(passage)
  }
  return choices.length < 2 ? [] : choices.slice(0, MOST_CHOICES)
}

function isShort(text: string): boolean {
  const folded = foldText(text)
  const han = folded.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = folded.match(/[a-z]+/g)?.length ?? 0
  return han > 0 ? han <= SHORT_HAN && words <= SHORT_WORDS : words <= SHORT_WORDS
}

/** Asks which of several things is meant; the choices are titles a customer may see. */
export function composeClarify(
  choices: Passage[],
  confidence: number,
  desk: Desk,
  lang: Lang,
  seed: PhraseSeed,
  slots: SlotValues,
): Draft | null {
  const question = pickPhrase(desk, 'clarify', lang, seed, slots, isAskingWhich)
  if (question === null) return null
  const sentence = phraseSentence(question)
  const titles = choices.map((choice, at) => ({
    text: `${at + 1}. ${toScript(choice.title, choice.lang, lang)}`,
    basis: 'phrase' as const,
    citations: [titleCitation(choice)],
    lead: '\n' as const,
  }))
  return { outcome: 'clarify', sentences: [sentence, ...titles], confidence, missing: [] }
}

/** The phrase is followed by the choices. */
function isAskingWhich(phrase: string): boolean {
  return /哪|which/i.test(phrase) && !/版本|version/i.test(phrase)
}

/** The passage that made the article a choice: the title itself is not part of its text. */
function titleCitation(passage: Passage) {
  const quote = passage.text.trim()
  const start = passage.start + passage.text.indexOf(quote)
  const { articleId: article, title, chunkId: chunk, line, rev } = passage
  return { article, title, chunk, start, end: start + quote.length, line, quote, rev }
}
