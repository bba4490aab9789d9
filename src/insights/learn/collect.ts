import type { Suggestion } from '../../compose/types.ts'
import { readTurns } from '../../conversations/index.ts'
import type { Verdict } from '../../conversations/suggestion-rows.ts'
import type { Transcript } from '../../conversations/types.ts'
import { needText } from '../../copilot/need-text.ts'
import { readAsks } from '../../copilot/read-asks.ts'
import type { Database, TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import type { HiddenSounds } from '../../guard/near-copy.ts'
import { readArticle } from '../../indexing/index.ts'
import { retrieve } from '../../retrieval/index.ts'
import { dropEvidence, dropForgotten, type Learned, putEvidence } from './ask-rows.ts'
import type { Vote } from './compute-shifts.ts'
import { citedArticles, findQuestion, needOf } from './find-question.ts'
import { holdsRestricted, isRude } from './holds-restricted.ts'
import { voteOf } from './judge-feedback.ts'
import { putVotes } from './rank-rows.ts'
import { sketchOf } from './sketch.ts'

export type CollectDeps = {
  db: Database
  desk: Desk
  /** Prints of what customers may not see. */
  hidden?: HiddenSounds | undefined
}

/** Suggestions looked at in one go. */
const AT_ONCE = 20
/** Turns read of a conversation, the last ones. */
const TURNS = 60
/** Articles that a question is looked up among. */
const DEPTH = 10

/** A suggestion that somebody has said something of, with the latest that was said. */
type Told = {
  suggestion: string
  conversation: string
  channel: Transcript['channel']
  lang: Transcript['lang'] | null
  body: Suggestion
  verdict: Verdict
  reason: string | null
  finalText: string | null
  agent: string
  at: Date
}

/**
 * Learns from feedback that was not looked at yet: votes for and against articles, and questions that an article could
 * list. Returns how many suggestions were looked at. Off the way of any request.
 */
export async function collectFeedback(deps: CollectDeps): Promise<number> {
  const told = await readUnlearned(deps.db)
  for (const one of told) {
    const learned = await learnFrom(deps, one).catch(nothingFromOddOnes)
    await deps.db.write('app', (sql) => keep(sql, one, learned))
  }
  await deps.db.write('app', dropForgotten)
  return told.length
}

/** The same until nothing is left. */
export async function collectAll(deps: CollectDeps): Promise<number> {
  let total = 0
  for (;;) {
    const count = await collectFeedback(deps)
    if (count === 0) return total
    total += count
  }
}

function readUnlearned(db: Database): Promise<Told[]> {
  return db.read(
    'app',
    (sql) => sql<Told[]>`
      select made.id as suggestion, made.conversation, conversation.channel, conversation.lang, made.body,
        judged.verdict, judged.reason, judged.final_text as "finalText", judged.given_by as agent, judged.at
      from (
        select suggestion, min(at) as since
        from app.feedback
        where not learned
        group by suggestion
        order by since, suggestion
        limit ${AT_ONCE}
      ) fresh
      join app.suggestion made on made.id = fresh.suggestion
      join app.conversation on conversation.id = made.conversation
      join lateral (
        select * from app.feedback where feedback.suggestion = made.id order by at desc, id limit 1
      ) judged on true
      order by fresh.since, made.id
    `,
  )
}

/** Writes what was learned, unless the conversation was forgotten or somebody said something else meanwhile. */
async function keep(sql: TransactionSql, told: Told, learned: LearnedOf): Promise<void> {
  const { suggestion, at } = told
  const known = await sql`
    select from app.suggestion where id = ${suggestion} and not exists (
      select from app.feedback where feedback.suggestion = ${suggestion} and feedback.at > ${at}
    )
    for update
  `
  if (known.length === 0) return
  await putVotes(sql, suggestion, learned.votes)
  await dropEvidence(sql, suggestion)
  if (learned.question) await putEvidence(sql, learned.question)
  await sql`update app.feedback set learned = true where suggestion = ${suggestion} and at <= ${at}`
}

/** One that cannot be read, kept by an older version, must not keep all others waiting. */
function nothingFromOddOnes(error: unknown): LearnedOf {
  if (error instanceof TypeError) return { votes: [], question: null }
  throw error
}

type LearnedOf = { votes: Vote[]; question: Learned | null }

async function learnFrom(deps: CollectDeps, told: Told): Promise<LearnedOf> {
  const { conversation, agent, at, body } = told
  const vote = voteOf({ ...told, text: body.text })
  const articles = citedArticles(body)
  if (vote === 0 || body.outcome !== 'answer' || articles.length === 0)
    return { votes: [], question: null }
  const transcript = await readTranscript(deps.db, told)
  const need = needOf(transcript, body.forTurn, deps.desk)
  const sketch = (need && sketchOf(needText(need.text), deps.desk.glossary)) ?? []
  // Of several articles it is not said which one was wrong.
  const each = vote < 0 ? vote / articles.length : vote
  const votes = articles.map((article) => ({
    article,
    conversation,
    agent,
    sketch,
    vote: each,
    at,
  }))
  return { votes, question: await findListable(deps, told, transcript, vote) }
}

async function readTranscript(
  db: Database,
  { conversation, channel, lang }: Told,
): Promise<Transcript> {
  const turns = await db.read('app', (sql) => readTurns(sql, conversation, TURNS))
  const said = turns.filter(({ final }) => final)
  return { id: conversation, channel, turns: said, ...(lang ? { lang } : {}) }
}

async function findListable(
  { db, desk, hidden }: CollectDeps,
  told: Told,
  transcript: Transcript,
  vote: number,
): Promise<Learned | null> {
  const { suggestion, conversation, body, agent, at } = told
  const found = findQuestion(transcript, body, desk)
  if (found === null) return null
  const article = await db.read('customer', (sql) => readArticle(sql, 'customer', found.article))
  // A way of asking in another language is listed in the article's translation.
  if (!article || (article.lang === 'en') !== (found.lang === 'en')) return null
  const own = article.parts.filter(({ audience }) => audience === 'customer')
  const asks = await readAsks(db, article.id)
  const readable = [article.title, ...asks, ...own.map(({ markdown }) => markdown)].join('\n')
  const listedIn = { readable, glossary: desk.glossary, hidden }
  if (isRude(found.question)) return null
  if (vote > 0 && holdsRestricted(found.question, listedIn)) return null
  const query = { text: found.question, context: [], lang: found.lang }
  const looked = await retrieve(db, 'customer', query, { top: DEPTH, perArticle: 1 })
  const at0 = looked.passages.findIndex(({ articleId }) => articleId === found.article)
  return {
    ...{ suggestion, conversation, agent, at, ...found },
    kind: vote > 0 ? 'ask' : 'must-not',
    place: at0 < 0 ? null : at0 + 1,
    confidence: at0 === 0 ? looked.confidence : 0,
  }
}
