import { openDatabase } from '../../src/db/index.ts'
import { silentLog } from '../../src/log.ts'
import { buildQuery, type Query, retrieve, type SaidTurn } from '../../src/retrieval/index.ts'
import { indexCorpus } from '../index-corpus.ts'
import { type Judged, ndcg, scoreRun } from '../metrics.ts'
import { CorpusRow, readJudgements, readRows } from '../read-cases.ts'
import { type Case, readConversations } from '../run-retrieval.ts'

/** What a query is made of. */
export const WAYS = ['last turn', 'dialogue'] as const
export type Way = (typeof WAYS)[number]

export type Grounding = {
  cases: number
  /** nDCG@10, R@1 … by what the query was made of. */
  figures: Record<Way, Record<string, number>>
  /** nDCG@10 of each case, in the order of the judgements. */
  perCase: Record<Way, number[]>
}

const DEPTH = 20

/**
 * Indexes a set of grounded dialogues once and looks every judged turn up twice: by the customer's last turn as if nothing had
 * been said before it, and by the dialogue up to it. What is judged but missing, or fails, counts as 0.
 */
export async function measureGrounding(
  cases: string,
  onProgress?: (done: number, total: number) => void,
): Promise<Grounding> {
  const corpus = await readRows(cases, 'corpus.jsonl', CorpusRow)
  const judgements = await readJudgements(cases)
  const byId = new Map((await readConversations(cases, judgements)).map((one) => [one.id, one]))
  const db = await openDatabase({ log: silentLog })
  try {
    await indexCorpus(db, corpus)
    const judged: Record<Way, Judged[]> = { 'last turn': [], dialogue: [] }
    let done = 0
    for (const [id, relevant] of judgements) {
      const one = byId.get(id)
      for (const way of WAYS) judged[way].push({ ranking: await rank(one, way), relevant })
      onProgress?.(++done, judgements.size)
    }
    return {
      cases: judgements.size,
      figures: byWay((way) => scoreRun(judged[way])),
      perCase: byWay((way) => judged[way].map((one) => ndcg(one, 10))),
    }
  } finally {
    await db.close()
  }

  async function rank(one: Case | undefined, way: Way): Promise<string[]> {
    if (one?.turns === undefined) return []
    const query = queryOf(one.turns, way)
    const found = await retrieve(db, 'customer', query, { top: DEPTH, perArticle: 1 })
    return found.passages.map(({ articleId }) => articleId)
  }
}

/** The query of a dialogue, or of its last customer turn alone. */
export function queryOf(turns: readonly SaidTurn[], way: Way): Query {
  if (way === 'dialogue') return buildQuery(turns)
  const last = turns.findLast(({ speaker }) => speaker === 'customer')
  return buildQuery(last ? [last] : [])
}

function byWay<T>(make: (way: Way) => T): Record<Way, T> {
  return { 'last turn': make('last turn'), dialogue: make('dialogue') }
}
