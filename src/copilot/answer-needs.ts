import { type ArticleView, viewArticle } from '../compose/article-view.ts'
import {
  type ComposeContext,
  composeAnswer,
  type Need,
  readablePassages,
} from '../compose/compose-answer.ts'
import { ambiguousChoices, composeClarify, isTooShort } from '../compose/compose-clarify.ts'
import type { Draft } from '../compose/draft.ts'
import { composeNoAnswer } from '../compose/no-answer.ts'
import { isQuestion, splitNeeds } from '../compose/split-needs.ts'
import { topicOf } from '../compose/vague-need.ts'
import type { Database } from '../db/index.ts'
import { findLinks } from '../guard/find-links.ts'
import { isOfficialLink } from '../guard/official-link.ts'
import { readArticle } from '../indexing/read-articles.ts'
import {
  buildQuery,
  type Passage,
  type Query,
  type Retrieval,
  retrieve,
} from '../retrieval/index.ts'
import { UPSET } from '../triage/mood.ts'
import { addManners } from './add-manners.ts'
import { composeSoothe } from './compose-soothe.ts'
import { composeWarning } from './compose-warning.ts'
import { needText } from './need-text.ts'
import type { Situation } from './read-situation.ts'

/** From this confidence on the knowledge base is taken to answer. */
export const ANSWER_FROM = 0.5
const PASSAGES = 12
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
  const { desk, lang, seed, slots } = situation
  const built = buildQuery(situation.turns, lang)
  const query = { ...built, text: lookedUp(built.text) }
  const whole = await retrieve(db, 'customer', query, { top: PASSAGES, signal })
  const found = await lookUpApart(db, situation, query, signal)
  const retrievals = found.length > 1 ? found : [whole]
  const needs = await readNeeds(db, retrievals, situation)
  const context: ComposeContext = {
    desk,
    lang,
    slots,
    customerText: situation.customerText,
    mayShowLink: (url) =>
      findLinks(url).every((link) => isOfficialLink(link, url, desk.officialDomains)),
  }
  const base = { needs, views: needs.map(({ view }) => view), generation: whole.generation }
  if (situation.warnings.length > 0) {
    return {
      ...base,
      draft: composeWarning(situation, needs.length > 0 ? composeAnswer(needs, context) : null),
    }
  }
  if (needs.length === 0) return { ...base, draft: composeNothingFound(situation) }
  const choices = needs.length === 1 ? await findChoices(db, query, lang, signal) : []
  if (choices.length > 0) {
    const draft = composeClarify(choices, whole.confidence, desk, lang, seed, slots)
    const views = await readViews(db, choices)
    if (draft !== null) return { ...base, views, draft }
  }
  return { ...base, draft: addManners(composeAnswer(needs, context), situation) }
}

/** A need without what says only that there is one: 会员的事想问一下 is looked up as 会员. */
function lookedUp(text: string): string {
  const need = needText(text) || text
  return topicOf(need) || need
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

/** Several needs of one burst, each looked up on its own; only where they lead to different articles. */
async function lookUpApart(
  db: Database,
  situation: Situation,
  whole: Query,
  signal: AbortSignal | undefined,
): Promise<Retrieval[]> {
  const texts = splitNeeds(situation.burst.map((turn) => turn.text))
  if (texts.length < 2) return []
  const found: Retrieval[] = []
  for (const text of texts) {
    const query = { text: lookedUp(text), context: whole.context, lang: whole.lang }
    found.push(await retrieve(db, 'customer', query, { top: PASSAGES, signal }))
  }
  const answered = found.filter((one) => one.confidence >= ANSWER_FROM)
  const articles = new Set(
    answered.map((one) => readablePassages(one, situation.lang)[0]?.articleId),
  )
  return articles.size > 1 ? answered : []
}

async function readNeeds(
  db: Database,
  retrievals: Retrieval[],
  { lang }: Situation,
): Promise<Need[]> {
  const needs: Need[] = []
  for (const retrieval of retrievals) {
    const passages = readablePassages(retrieval, lang)
    if (retrieval.confidence < ANSWER_FROM || passages.length === 0) continue
    const view = await readBestView(db, passages, lang)
    if (view === null || needs.some((need) => need.view.id === view.id)) continue
    const own = passages.filter(({ articleId }) => articleId === view.id)
    needs.push({ query: retrieval.query, retrieval, view, passages: own })
  }
  return needs
}

/** The article of the best passage, or its counterpart in the customer's own language. */
async function readBestView(
  db: Database,
  passages: Passage[],
  lang: Situation['lang'],
): Promise<ArticleView | null> {
  const best = passages[0]!
  const ids = [best.articleId]
  if (best.lang !== lang) {
    for (const passage of passages) {
      if (passage.lang === lang && !ids.includes(passage.articleId)) ids.push(passage.articleId)
    }
  }
  const views = await readViewsById(db, ids)
  const first = views.find(({ id }) => id === best.articleId)
  if (first === undefined) return null
  const counterpart = views.find(
    (view) =>
      view !== first && (view.translationOf === first.id || view.id === first.translationOf),
  )
  return counterpart ?? first
}

function readViews(db: Database, passages: Passage[]): Promise<ArticleView[]> {
  return readViewsById(
    db,
    passages.map(({ articleId }) => articleId),
  )
}

/** Articles as the customer may see them now. */
function readViewsById(db: Database, ids: string[]): Promise<ArticleView[]> {
  return db.read('customer', async (sql) => {
    const views: ArticleView[] = []
    for (const id of ids) {
      const article = await readArticle(sql, 'customer', id)
      if (article !== undefined) views.push(viewArticle(article))
    }
    return views
  })
}

/** Nothing in the knowledge base: an angry customer who asked nothing is soothed, all else is refused alike. */
function composeNothingFound(situation: Situation): Draft {
  const { desk, lang, seed, slots, mood, burst } = situation
  if (mood.score >= UPSET && !burst.some((turn) => isQuestion(needText(turn.text)))) {
    const soothed = composeSoothe(situation)
    if (soothed !== null) return soothed
  }
  return composeNoAnswer(desk, lang, seed, slots)
}
