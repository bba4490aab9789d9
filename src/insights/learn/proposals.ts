import { isAskedFor } from '../../copilot/asked-for.ts'
import type { Database } from '../../db/index.ts'
import type { Lang } from '../../text/types.ts'
import { type ArticleHead, readHeads } from './article-heads.ts'
import { type Candidate, type Evidence, type Kind, readCandidates, type State } from './ask-rows.ts'
import { isSameQuestion } from './sketch.ts'

/** A line that an article could have, and what speaks for it. */
export type Proposal = {
  id: string
  kind: Kind
  state: State
  article: string
  title: string
  lang: Lang
  /** As most customers put it; null where all conversations it was asked in have been forgotten. */
  question: string | null
  /** Other ways in which it was asked. */
  others: string[]
  conversations: number
  agents: number
  /** Conversations that speak against it. */
  against: number
  /** The article's worst place when the question is looked up alone; null: it is not found. */
  place: number | null
  confidence: number
  lastAt: string | null
  path: string
}

/** The article finds the question weakly: one conversation more than one says so. It finds it well: only many do. */
const ENOUGH = { weak: 2, well: 5 }
/** A question that is the article's own by this confidence gains nothing by being listed. */
const FOUND_WELL = 0.8
const MOST_OTHERS = 3

/**
 * What an editor may decide on, what most conversations speak for first. Of an article that cannot be read now there is
 * nothing, and nothing is said of how many that are.
 */
export async function listProposals(
  db: Database,
  filter: { states?: readonly State[]; kind?: Kind | undefined; article?: string | undefined } = {},
): Promise<Proposal[]> {
  const states = filter.states ?? ['open']
  const candidates = await db.read('app', readCandidates)
  const wanted = candidates.filter(
    ({ state, kind, article }) =>
      states.includes(state) &&
      kind === (filter.kind ?? kind) &&
      article === (filter.article ?? article),
  )
  const ids = [...new Set(wanted.map(({ article }) => article))]
  const heads = await db.read('lead', (sql) => readHeads(sql, ids))
  return wanted
    .flatMap((one) => {
      const head = heads.get(one.article)
      return head ? [describe(one, head, againstOf(one, candidates))] : []
    })
    .filter((one) => one.state !== 'open' || isWorthwhile(one, heads.get(one.article)!))
    .sort((a, b) => b.conversations - a.conversations || (a.id < b.id ? -1 : 1))
}

type WithEvidence = Candidate & { evidence: Evidence[] }

/** Conversations in which the same question was decided the other way. */
function againstOf(one: WithEvidence, all: readonly WithEvidence[]): number {
  const other = all.filter(
    ({ kind, article, sketch }) =>
      article === one.article && kind !== one.kind && isSameQuestion(sketch, one.sketch),
  )
  return countOf(
    other.flatMap(({ evidence }) => evidence),
    'conversation',
  )
}

function describe(one: WithEvidence, head: ArticleHead, against: number): Proposal {
  const { id, kind, state, article, evidence } = one
  const wordings = wordingsOf(evidence)
  const places = evidence.map(({ place }) => place)
  return {
    ...{ id, kind, state, article, title: head.title, lang: head.lang, path: head.path, against },
    question: wordings[0] ?? null,
    others: wordings.slice(1, 1 + MOST_OTHERS),
    conversations: countOf(evidence, 'conversation'),
    agents: countOf(evidence, 'agent'),
    place: places.includes(null) ? null : Math.max(...(places as number[]), 0) || null,
    confidence: Math.min(1, ...evidence.map(({ confidence }) => confidence)),
    lastAt: evidence.at(-1)?.at.toISOString() ?? null,
  }
}

function isWorthwhile(one: Proposal, head: ArticleHead): boolean {
  if (one.question === null || one.conversations <= 2 * one.against) return false
  if (one.kind === 'must-not') return one.conversations >= ENOUGH.weak
  const isWell = one.place === 1 && one.confidence >= FOUND_WELL
  if (one.conversations < (isWell ? ENOUGH.well : ENOUGH.weak)) return false
  return !isAskedFor(one.question, head.asks)
}

/** Each wording once, the most usual first, of equals the shortest. */
function wordingsOf(evidence: readonly Evidence[]): string[] {
  const counts = new Map<string, number>()
  for (const { question } of evidence) counts.set(question, (counts.get(question) ?? 0) + 1)
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || a.length - b.length || (a < b ? -1 : 1))
    .map(([question]) => question)
}

function countOf(evidence: readonly Evidence[], key: 'conversation' | 'agent'): number {
  return new Set(evidence.map((one) => one[key])).size
}
