import { readablePassages } from '../compose/compose-answer.ts'
import { isReadableIn } from '../compose/convert-script.ts'
import { isQuestion, splitNeeds } from '../compose/split-needs.ts'
import { topicOf } from '../compose/vague-need.ts'
import type { Database } from '../db/index.ts'
import { buildQuery, type Query, type Retrieval, retrieve } from '../retrieval/index.ts'
import { splitSentences } from '../text/sentences.ts'
import type { Lang } from '../text/types.ts'
import { answersFrom } from './answers-from.ts'
import { isAskedFor } from './asked-for.ts'
import { followUp } from './follow-up.ts'
import { needText } from './need-text.ts'
import { inOfficialTerms } from './official-terms.ts'
import { readAsks } from './read-asks.ts'
import type { Situation } from './read-situation.ts'

const PASSAGES = 12
/** Sentences tried one by one where the whole finds nothing, the customer's last ones first. */
const MOST_SENTENCES = 4
const SHORTEST_SENTENCE = 5

export type LookedUp = {
  /** The whole need as one query. */
  query: Query
  whole: Retrieval
  /** One for each need of the burst; empty where nothing answers. */
  answering: Retrieval[]
}

/**
 * Looks up what the customer needs, as the customer. Several needs in one breath are looked up apart; a long
 * message that finds nothing as a whole is tried in the desk's own terms, and by its questions; a
 * short one together with what it follows.
 */
export async function lookUp(
  db: Database,
  situation: Situation,
  signal: AbortSignal | undefined,
): Promise<LookedUp> {
  const { lang } = situation
  const built = buildQuery(situation.turns, lang)
  const query = { ...built, text: lookedUp(built.text) }
  // One answer is wanted: of articles that say nearly the same, the one that fits best.
  const options = { top: PASSAGES, collapse: 'near', signal } as const
  const find = (text: string) =>
    retrieve(db, 'customer', { ...query, text: lookedUp(text) }, options)
  const whole = await retrieve(db, 'customer', query, options)
  const isAnswering = (one: Retrieval) => answers(db, one, lang)
  const apart = await inTurn(needsApart(situation), find)
  const answered = await keep(apart, isAnswering)
  const articles = new Set(answered.map((one) => readablePassages(one, lang)[0]?.articleId))
  if (articles.size > 1) return { query, whole, answering: answered }
  if (await isAnswering(whole)) return { query, whole, answering: [whole] }
  const followed = followUp(situation)
  const official = inOfficialTerms(query.text, situation.desk.glossary)
  const others = [
    ...(official === null ? [] : [official]),
    ...(followed === null ? sentencesToTry(situation) : [followed]),
  ]
  const tried = answered.length > 0 ? answered : await keep(await inTurn(others, find), isAnswering)
  const best = tried.toSorted((a, b) => b.confidence - a.confidence)[0]
  return { query, whole, answering: best === undefined ? [] : [best] }
}

/**
 * The needs of a burst that may be answered apart; none where it is one. A last message that asks by itself may be
 * another need than what was said before it.
 */
function needsApart({ burst }: Situation): string[] {
  const texts = splitNeeds(burst.map((turn) => turn.text))
  if (texts.length > 1) return texts
  const last = burst.length > 1 ? (burst.at(-1)?.text ?? '') : ''
  const before = burst.slice(0, -1).map((turn) => needText(turn.text))
  const isAnother = isQuestion(last) && before.join('').length >= SHORTEST_SENTENCE
  return isAnother ? [before.join('\n'), last] : []
}

/** The best passage fits well enough, or its article says that it is asked for in these very words. */
async function answers(
  db: Database,
  { query, passages, confidence }: Retrieval,
  lang: Lang,
): Promise<boolean> {
  const best = passages.find((passage) => isReadableIn(passage.lang, lang))
  if (best === undefined) return false
  return (
    confidence >= answersFrom(lang) || isAskedFor(query.text, await readAsks(db, best.articleId))
  )
}

async function keep<T>(items: T[], is: (item: T) => Promise<boolean>): Promise<T[]> {
  const kept = await inTurn(items, async (item) => ({ item, isKept: await is(item) }))
  return kept.filter(({ isKept }) => isKept).map(({ item }) => item)
}

async function inTurn<T, R>(items: T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await run(item))
  return results
}

/** The questions of a message of several sentences; all of its sentences where none asks. */
function sentencesToTry({ burst }: Situation): string[] {
  const sentences = burst
    .flatMap((turn) => splitSentences(turn.text).map((sentence) => needText(sentence.text)))
    .filter((text) => text.length >= SHORTEST_SENTENCE)
  if (sentences.length < 2) return []
  const questions = sentences.filter(isQuestion)
  return (questions.length > 0 ? questions : sentences).slice(-MOST_SENTENCES)
}

/** A need without what says only that there is one: 会员的事想问一下 is looked up as 会员. */
function lookedUp(text: string): string {
  const need = needText(text) || text
  return topicOf(need) || need
}
