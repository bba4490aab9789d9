import { newId } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import type { Lang } from '../../text/types.ts'
import { isSameQuestion, type Sketch } from './sketch.ts'

export type Kind = 'ask' | 'must-not'
export type State = 'open' | 'accepted' | 'rejected'

/** A question that came up for an article. Its words stand in the evidence. */
export type Candidate = {
  id: string
  kind: Kind
  article: string
  sketch: number[]
  state: State
  /** SHA-256 of the line that was written into the article. */
  written: string | null
}

/** One conversation in which it was asked. */
export type Evidence = {
  suggestion: string
  conversation: string
  candidate: string
  agent: string
  question: string
  lang: Lang
  /** The article's place when the question is looked up alone; null: it is not found. */
  place: number | null
  confidence: number
  at: Date
}

/** A question as it was learned from one suggestion. */
export type Learned = Omit<Evidence, 'candidate'> & {
  kind: Kind
  article: string
  sketch: Sketch
}

/** Takes back what was learned from a suggestion: somebody has said something else of it since. */
export async function dropEvidence(sql: TransactionSql, suggestion: string): Promise<void> {
  await sql`delete from app.ask_evidence where suggestion = ${suggestion}`
}

/** Adds a question to the candidate that asks the same of the same article, or makes one. */
export async function putEvidence(sql: TransactionSql, learned: Learned): Promise<void> {
  const candidate = (await findCandidate(sql, learned)) ?? (await addCandidate(sql, learned))
  const { suggestion, conversation, agent, question, lang, place, confidence, at } = learned
  await sql`
    insert into app.ask_evidence (suggestion, conversation, candidate, given_by, question, lang, place, confidence, at)
    values (${suggestion}, ${conversation}, ${candidate}, ${agent}, ${question}, ${lang}, ${place}, ${confidence}, ${at})
  `
}

async function findCandidate(
  sql: TransactionSql,
  { kind, article, sketch }: Learned,
): Promise<string | undefined> {
  // Until the end of the transaction: two processes do not make two candidates of one question.
  await sql`select pg_advisory_xact_lock(hashtext(${`ask ${article}`}))`
  const known = await sql<Pick<Candidate, 'id' | 'sketch'>[]>`
    select id, sketch
    from app.ask_candidate
    where article = ${article} and kind = ${kind}
    order by found_at, id
  `
  return known.find((one) => isSameQuestion(one.sketch, sketch))?.id
}

async function addCandidate(
  sql: TransactionSql,
  { kind, article, sketch, at }: Learned,
): Promise<string> {
  const id = newId('q')
  await sql`
    insert into app.ask_candidate (id, kind, article, sketch, found_at)
    values (${id}, ${kind}, ${article}, ${[...sketch]}::int[], ${at})
  `
  return id
}

/** Open candidates whose conversations have all been forgotten go with them. */
export async function dropForgotten(sql: TransactionSql): Promise<void> {
  await sql`
    delete from app.ask_candidate
    where state = 'open' and not exists (
      select from app.ask_evidence where ask_evidence.candidate = ask_candidate.id
    )
  `
}

/** All candidates, and what speaks for them. */
export async function readCandidates(
  sql: TransactionSql,
): Promise<(Candidate & { evidence: Evidence[] })[]> {
  const [candidates, evidence] = await Promise.all([
    sql<Candidate[]>`
      select id, kind, article, sketch, state, written from app.ask_candidate order by id
    `,
    sql<Evidence[]>`
      select suggestion, conversation, candidate, given_by as agent, question, lang, place,
        confidence::float8 as confidence, at
      from app.ask_evidence
      order by at, suggestion
    `,
  ])
  const byCandidate = Map.groupBy(evidence, ({ candidate }) => candidate)
  return candidates.map((one) => ({ ...one, evidence: byCandidate.get(one.id) ?? [] }))
}

/** One candidate, or undefined; `lock` keeps other deciders waiting. */
export async function readCandidate(
  sql: TransactionSql,
  id: string,
): Promise<Candidate | undefined> {
  const [row] = await sql<Candidate[]>`
    select id, kind, article, sketch, state, written
    from app.ask_candidate
    where id = ${id}
    for update
  `
  return row
}

/** Notes a decision, and who made it. */
export async function putDecision(
  sql: TransactionSql,
  id: string,
  decision: {
    action: 'accept' | 'reject' | 'undo'
    state: State
    written: string | null
    by: string
    now: Date
  },
): Promise<void> {
  const { action, state, written, by, now } = decision
  await sql`
    update app.ask_candidate set state = ${state}, written = ${written} where id = ${id}
  `
  await sql`
    insert into app.ask_decision (candidate, action, decided_by, at)
    values (${id}, ${action}, ${by}, ${now})
  `
}
