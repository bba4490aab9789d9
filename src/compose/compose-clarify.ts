import type { Desk } from '../desk/types.ts'
import type { Passage, Query } from '../retrieval/types.ts'
import { foldText } from '../text/fold.ts'
import type { Lang } from '../text/types.ts'
import { toScript } from './convert-script.ts'
import type { Draft } from './draft.ts'
import type { SlotValues } from './fill-slots.ts'
import { type PhraseSeed, phraseSentence, pickPhrase } from './set-phrase.ts'

/** An article whose title names what was asked is a choice when it scores this much of the best one. */
const NEARLY_EQUAL = 0.5
/** A question of so few characters (Chinese) or words (English) may mean several things. */
const SHORT_HAN = 4
const SHORT_WORDS = 2
const MOST_CHOICES = 4

/** Whether a question with nothing said before it is so short that it may mean several things. */
export function isTooShort(query: Query): boolean {
  const folded = foldText(query.text)
  const han = folded.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = folded.match(/[a-z]+/g)?.length ?? 0
  if (query.context.length > 0) return false
  return han > 0 ? han <= SHORT_HAN && words <= SHORT_WORDS : words <= SHORT_WORDS
}

/**
 * The articles a short question may mean: those whose title names it, best first; fewer than two: it is
 * clear. `passages` holds one of each article.
 */
export function ambiguousChoices(query: Query, passages: Passage[]): Passage[] {
  const best = passages[0]
  if (best === undefined) return []
  const asked = bare(query.text)
  const choices = passages.filter(
    ({ title, lang, score }) =>
      lang === best.lang && score >= best.score * NEARLY_EQUAL && bare(title).includes(asked),
  )
  return choices.length < 2 ? [] : choices.slice(0, MOST_CHOICES)
}

/** Letters and digits; an English plural names the same. */
function bare(text: string): string {
  return foldText(text)
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/(?<=[a-z]{3})s$/, '')
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
