import type { ArticleView } from '../compose/article-view.ts'
import {
  type ComposeContext,
  composeAnswer,
  type Need,
  readablePassages,
} from '../compose/compose-answer.ts'
import { ambiguousChoices, composeClarify, isTooShort } from '../compose/compose-clarify.ts'
import type { Draft } from '../compose/draft.ts'
import { composeNoAnswer } from '../compose/no-answer.ts'
import { isQuestion } from '../compose/split-needs.ts'
import { isTopicOnly } from '../compose/vague-need.ts'
import type { Database } from '../db/index.ts'
import { findLinks } from '../guard/find-links.ts'
import { isOfficialLink } from '../guard/official-link.ts'
import { type Passage, type Query, type Retrieval, retrieve } from '../retrieval/index.ts'
import { UPSET } from '../triage/mood.ts'
import { addManners } from './add-manners.ts'
import { composeAsking } from './compose-asking.ts'
import { composeSoothe } from './compose-soothe.ts'
import { composeWarning } from './compose-warning.ts'
import { lookUp } from './look-up.ts'
import { isWordOf, namesAnother } from './names-another.ts'
import { needText } from './need-text.ts'
import type { Situation } from './read-situation.ts'
import { readBestView, readViews } from './read-views.ts'
import { sharesWords } from './shares-words.ts'

const CHOICES = 8

export type Answered = {
  draft: Draft
  needs: Need[]
  /** Articles the draft may cite. */
  views: ArticleView[]
  generation: number
}

/** Looks up what the customer needs, as the customer, and composes what may be said. */
export async function answerNeeds(
  db: Database,
  situation: Situation,
  signal: AbortSignal | undefined,
): Promise<Answered> {
  const { lang } = situation
  const { query, whole, answering } = await lookUp(db, situation, signal)
  const needs = await readNeeds(db, answering, situation)
  const base = { needs, views: needs.map(({ view }) => view), generation: whole.generation }
  const answer = needs.length > 0 ? composeAnswer(needs, contextOf(situation)) : null
  if (situation.warnings.length > 0) return { ...base, draft: composeWarning(situation, answer) }
  const choices = needs.length < 2 ? await findChoices(db, query, lang, signal) : []
  const clarify = clarifyBetween(choices, whole.confidence, situation)
  if (clarify === null) {
    const draft = answer === null ? composeNothingFound(situation) : addManners(answer, situation)
    return { ...base, draft }
  }
  const views = await readViews(
    db,
    choices.map(({ articleId }) => articleId),
  )
  return { ...base, views, draft: clarify }
}

/** What composition may know of the conversation. */
export function contextOf({ desk, lang, slots, customerText }: Situation): ComposeContext {
  const mayShowLink = (url: string) =>
    findLinks(url).every((link) => isOfficialLink(link, url, desk.officialDomains))
  return { desk, lang, slots, customerText, mayShowLink }
}

async function readNeeds(
  db: Database,
  answering: Retrieval[],
  { lang, desk }: Situation,
): Promise<Need[]> {
  const needs: Need[] = []
  for (const retrieval of answering) {
    const passages = readablePassages(retrieval, lang)
    const view = await readBestView(db, passages, lang)
    if (view === null || needs.some((need) => need.view.id === view.id)) continue
    const readable = [view.title, ...view.asks, view.markdown].join('\n')
    const { text } = retrieval.query
    if (namesAnother(text, readable, desk.glossary) || !isWordOf(text, readable)) continue
    if (!sharesWords(text, readable)) continue
    const own = passages.filter(({ articleId }) => articleId === view.id)
    needs.push({ query: retrieval.query, retrieval, view, passages: own })
  }
  return needs
}

/** For a question so short that it may mean several things: the articles it may mean. */
async function findChoices(
  db: Database,
  query: Query,
  lang: Situation['lang'],
  signal: AbortSignal | undefined,
): Promise<Passage[]> {
  if (!isTooShort(query)) return []
  const found = await retrieve(db, 'customer', query, { top: CHOICES, perArticle: 1, signal })
  return ambiguousChoices(query, readablePassages(found, lang))
}

function clarifyBetween(
  choices: Passage[],
  confidence: number,
  { desk, lang, seed, slots }: Situation,
): Draft | null {
  return choices.length === 0 ? null : composeClarify(choices, confidence, desk, lang, seed, slots)
}

/** Nothing in the knowledge base: an angry customer who asked nothing is soothed, all else is refused alike. */
function composeNothingFound(situation: Situation): Draft {
  const { desk, lang, seed, slots, mood, burst } = situation
  if (burst.every(({ text }) => isTopicOnly(needText(text)))) {
    const asked = composeAsking(situation)
    if (asked !== null) return asked
  }
  const isAsking = burst.some((turn) => isQuestion(needText(turn.text)))
  const soothed = mood.score >= UPSET && !isAsking ? composeSoothe(situation) : null
  return soothed ?? composeNoAnswer(desk, lang, seed, slots)
}
