import { splitNeeds } from '../../compose/split-needs.ts'
import type { Suggestion } from '../../compose/types.ts'
import type { Transcript } from '../../conversations/types.ts'
import { readSituation } from '../../copilot/read-situation.ts'
import type { Desk } from '../../desk/types.ts'
import type { Lang } from '../../text/types.ts'
import { cleanQuestion } from './clean-question.ts'
import { type Sketch, sketchOf } from './sketch.ts'

/** A customer's question, and the one article that was told for it. */
export type FoundQuestion = { article: string; question: string; lang: Lang; sketch: Sketch }

/**
 * The question that a suggestion answered, where it can be said which: one need, one article, asked calmly. Null for
 * everything else; it is not known then what the agent's verdict was about.
 */
export function findQuestion(
  transcript: Transcript,
  suggestion: Suggestion,
  desk: Desk,
): FoundQuestion | null {
  const articles = citedArticles(suggestion)
  if (suggestion.outcome !== 'answer' || articles.length !== 1) return null
  const need = needOf(transcript, suggestion.forTurn, desk)
  if (need === null || need.isAlarming) return null
  const { lang } = need
  const question = cleanQuestion(need.text)
  const sketch = question === null ? null : sketchOf(question, desk.glossary)
  if (question === null || sketch === null) return null
  return { article: articles[0]!, question, lang, sketch }
}

/** The one need of what the customer said last up to a turn; null where there are several, or none. */
export function needOf(
  transcript: Transcript,
  forTurn: number,
  desk: Desk,
): { text: string; lang: Lang; isAlarming: boolean } | null {
  const { texts, lang, isAlarming } = needsOf(transcript, forTurn, desk)
  const [text, ...others] = texts
  if (text === undefined || others.length > 0) return null
  return { text, lang, isAlarming }
}

/** Everything that the customer asked for in one go up to a turn. */
export function needsOf(
  transcript: Transcript,
  forTurn: number,
  desk: Desk,
): { texts: string[]; lang: Lang; isAlarming: boolean } {
  const turns = transcript.turns.filter(({ seq }) => seq <= forTurn)
  const { burst, lang, warnings } = readSituation({ ...transcript, turns }, desk)
  const texts = splitNeeds(burst.map((turn) => turn.text))
  return { texts, lang, isAlarming: warnings.length > 0 }
}

/** Articles that are cited in what a customer is told. */
export function citedArticles({ sentences }: Pick<Suggestion, 'sentences'>): string[] {
  return [...new Set(sentences.flatMap(({ citations }) => citations.map(({ article }) => article)))]
}
