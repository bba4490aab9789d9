import { answersFrom } from '../../copilot/answers-from.ts'
import { sharesWords } from '../../copilot/shares-words.ts'
import type { Database, TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { buildQuery, retrieve } from '../../retrieval/index.ts'
import type { Lang } from '../../text/types.ts'
import { groupCases } from './group-cases.ts'
import { readCase } from './read-case.ts'
import type { ArticleDraft, CaseGroup, SaidTurn, SolvedCase } from './types.ts'
import { writeDraft } from './write-draft.ts'

export type DraftOptions = {
  /** Conversations opened since then. */
  since: Date
  /** Different conversations that a matter has to come up in. */
  least: number
  /** Whose knowledge base it is held against; topics that only others may read of are left out in silence. */
  as: 'agent' | 'lead'
}

export type DraftedArticles = {
  drafts: ArticleDraft[]
  /** Conversations looked through, and those that could be read as a question and its answer. */
  looked: number
  solved: number
  /** Recurring matters that an article answers already: its id, and in how many conversations. */
  answered: { article: string; conversations: number }[]
}

/** The latest of so many conversations are looked through. */
const MOST_TALKS = 20_000
const AT_ONCE = 200
/** Cases compared with each other; of more, the latest. */
const MOST_CASES = 2_000
/** Questions of a group that are looked up. */
const LOOKED_UP = 3

/**
 * Articles that are missing: matters that were solved again and again and that no article answers, each as a draft.
 * Nothing is published, and nothing is written.
 */
export async function draftArticles(
  db: Database,
  desk: Desk,
  options: DraftOptions,
): Promise<DraftedArticles> {
  const talks = await db.read('app', (sql) => findSolved(sql, options.since))
  const cases: SolvedCase[] = []
  for (let from = 0; from < talks.length; from += AT_ONCE) {
    const some = talks.slice(from, from + AT_ONCE)
    const turns = await db.read('app', (sql) =>
      readTurnsOf(
        sql,
        some.map(({ conversation }) => conversation),
      ),
    )
    for (const talk of some) {
      const read = readCase(talk, turns.get(talk.conversation) ?? [], desk)
      if (read !== null) cases.push(read)
    }
  }
  const recurring = groupCases(cases.slice(0, MOST_CASES)).filter(
    (group) => group.cases.length >= options.least,
  )
  const drafts: ArticleDraft[] = []
  const answered: DraftedArticles['answered'] = []
  for (const group of recurring) {
    const match = await findArticle(db, group, options.as)
    if (match === null) drafts.push(writeDraft(group))
    else if (match.isReadable)
      answered.push({ article: match.article, conversations: group.cases.length })
  }
  return { drafts, looked: talks.length, solved: cases.length, answered }
}

type Match = { article: string; isReadable: boolean }

/** The article that answers what a group asks; null where there is none. */
async function findArticle(
  db: Database,
  { cases, middle }: CaseGroup,
  as: DraftOptions['as'],
): Promise<Match | null> {
  const asked = [middle, ...cases.filter((one) => one !== middle)].slice(0, LOOKED_UP)
  for (const { question, lang } of asked) {
    const query = buildQuery([{ speaker: 'customer', text: question }], lang)
    const { passages, confidence } = await retrieve(db, 'lead', query, { top: 3 })
    const best = passages[0]
    if (best === undefined || confidence < answersFrom(lang)) continue
    const found = passages.filter(({ articleId }) => articleId === best.articleId)
    const readable = [best.title, ...found.map(({ text }) => text)].join('\n')
    if (!sharesWords(question, readable)) continue
    const isReadable = as === 'lead' || best.audience !== 'internal'
    return { article: best.articleId, isReadable }
  }
  return null
}

type Talk = {
  conversation: string
  ticket: string | null
  at: Date
  lang: Lang | null
  module: string | null
  /** A person said that it is solved. */
  isConfirmed: boolean
}

/**
 * Conversations that were closed and in which no answer of the knowledge base was taken over; where there is a ticket, it was
 * settled, and a return visit did not find it unsolved.
 */
function findSolved(sql: TransactionSql, since: Date): Promise<Talk[]> {
  return sql<Talk[]>`
    select conversation.id as conversation, ticket.id as ticket, opened_at as at,
      coalesce(conversation.lang, facts.lang) as lang,
      nullif(classification.module, 'unknown') as module,
      coalesce(ticket.state in ('resolved', 'closed'), false) as "isConfirmed"
    from app.conversation
    left join app.conversation_facts facts on facts.conversation = conversation.id
    left join app.classification on classification.conversation = conversation.id
    left join app.ticket on ticket.conversation = conversation.id
    where opened_at >= ${since} and conversation.closed_at is not null
      and (ticket.id is null or ticket.state in ('resolved', 'closed')
        or (ticket.state in ('draft', 'edited', 'rejected') and ticket.approved_at is null))
      and not exists (
        select from app.ticket_visit where ticket_visit.ticket = ticket.id and solved = false
      )
      and not exists (
        select
        from app.suggestion
        join app.feedback on feedback.suggestion = suggestion.id
        where suggestion.conversation = conversation.id and outcome = 'answer'
          and verdict in ('inserted', 'helpful')
      )
    order by opened_at desc, conversation.id
    limit ${MOST_TALKS}
  `
}

async function readTurnsOf(
  sql: TransactionSql,
  ids: readonly string[],
): Promise<Map<string, SaidTurn[]>> {
  const rows = await sql<(SaidTurn & { conversation: string })[]>`
    select conversation, seq, speaker, text
    from app.turn
    where conversation = any(${[...ids]}::text[]) and final and seq <= 200
    order by conversation, seq
  `
  const turns = new Map<string, SaidTurn[]>()
  for (const { conversation, ...turn } of rows)
    turns.set(conversation, [...(turns.get(conversation) ?? []), turn])
  return turns
}
