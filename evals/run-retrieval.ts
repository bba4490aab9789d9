import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '../src/db/index.ts'
import { silentLog } from '../src/log.ts'
import { buildQuery, type Query, retrieve, type SaidTurn } from '../src/retrieval/index.ts'
import { detectLanguage } from '../src/text/language.ts'
import { indexCorpus } from './index-corpus.ts'
import { type Judged, percentile, scoreRun } from './metrics.ts'
import {
  ConversationRow,
  CorpusRow,
  hasRows,
  QueryRow,
  readJudgements,
  readRows,
} from './read-cases.ts'
import { collectVersions, type EvalOptions, type EvalResult } from './results.ts'

/** Articles ranked per query. */
const DEPTH = 20

/** `turns`: the conversation up to the judged turn, where it is one. */
export type Case = { id: string; query: Query; turns?: SaidTurn[] }

/**
 * The suites `retrieval` and `grounding`: indexes the corpus in a database of its own, asks every judged query, and
 * writes `run.trec`, `latency.jsonl`, `confidence.jsonl` (how sure we are of the first) and `metrics.json`. A query that is judged but missing, or fails, counts as 0.
 */
export async function runRetrieval(
  suite: 'retrieval' | 'grounding',
  options: EvalOptions,
): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const corpus = await readRows(options.cases, 'corpus.jsonl', CorpusRow)
  const judgements = await readJudgements(options.cases)
  const cases =
    suite === 'grounding'
      ? await readConversations(options.cases, judgements)
      : await readQueries(options.cases)
  const byId = new Map(cases.map((one) => [one.id, one]))

  const { databaseUrl, onProgress } = options
  const db = await openDatabase({ databaseUrl, log: silentLog })
  const judged: Judged[] = []
  const run: string[] = []
  const latencies: { id: string; ms: number }[] = []
  const confidences: { id: string; confidence: number }[] = []
  let failed = 0
  let indexed = { chunks: 0, seconds: 0 }
  try {
    indexed = await indexCorpus(db, corpus, (done, total) => onProgress?.('index', done, total))
    const ids = [...judgements.keys()]
    for (const id of ids.slice(0, WARM_UP)) await ask(db, byId.get(id)).catch(() => null)
    for (const [i, [id, relevant]] of [...judgements].entries()) {
      const started = performance.now()
      let ranking: Found[] = []
      try {
        const found = await ask(db, byId.get(id))
        ranking = found.ranking
        confidences.push({ id, confidence: found.confidence })
        latencies.push({ id, ms: performance.now() - started })
      } catch {
        failed++
      }
      judged.push({ ranking: ranking.map((one) => one.id), relevant })
      run.push(...ranking.map((one, at) => `${id} Q0 ${one.id} ${at + 1} ${one.score} sidecue`))
      if (i % 50 === 0) onProgress?.('search', i, judgements.size)
    }
  } finally {
    await db.close()
  }

  const missing = [...judgements.keys()].filter((id) => !byId.has(id)).length
  const times = latencies.map((one) => one.ms)
  const result: EvalResult = {
    suite,
    cases: judged.length,
    metrics: {
      ...scoreRun(judged),
      p50Ms: percentile(times, 0.5),
      p95Ms: percentile(times, 0.95),
      p99Ms: percentile(times, 0.99),
      chunks: indexed.chunks,
      indexSeconds: indexed.seconds,
      missing,
    },
    gates: [{ name: 'failed', limit: 0, value: failed, ok: failed === 0 }],
    versions: await collectVersions(),
    startedAt,
  }
  await mkdir(options.out, { recursive: true })
  await writeFile(join(options.out, 'run.trec'), lines(run))
  await writeFile(
    join(options.out, 'latency.jsonl'),
    lines(latencies.map((one) => JSON.stringify(one))),
  )
  await writeFile(
    join(options.out, 'confidence.jsonl'),
    lines(confidences.map((one) => JSON.stringify(one))),
  )
  await writeFile(join(options.out, 'metrics.json'), `${JSON.stringify(result, null, 2)}\n`)
  return result
}

const WARM_UP = 20

type Found = { id: string; score: number }

async function ask(
  db: Parameters<typeof retrieve>[0],
  one: Case | undefined,
): Promise<{ ranking: Found[]; confidence: number }> {
  if (!one) return { ranking: [], confidence: 0 }
  const { passages, confidence } = await retrieve(db, 'customer', one.query, {
    top: DEPTH,
    perArticle: 1,
  })
  const ranking = passages.map((passage) => ({ id: passage.articleId, score: passage.score }))
  return { ranking, confidence }
}

async function readQueries(folder: string): Promise<Case[]> {
  const rows = await readRows(folder, 'queries.jsonl', QueryRow)
  return rows.map(({ id, text, lang }) => ({
    id,
    query: { text, context: [], lang: lang ?? detectLanguage(text) },
  }))
}

/**
 * One case for each judged conversation, up to its last customer turn. Where several turns of a conversation are
 * judged, their ids are `<conversation>-<index of the turn>`, from 0.
 */
export async function readConversations(
  folder: string,
  judgements: ReadonlyMap<string, unknown>,
): Promise<Case[]> {
  if (!hasRows(folder, 'conversations.jsonl')) return readQueries(folder)
  const rows = await readRows(folder, 'conversations.jsonl', ConversationRow)
  const conversations = new Map(rows.map((row) => [row.id, row]))
  return [...judgements.keys()].flatMap((id) => {
    const turns = conversations.get(id)?.turns ?? turnsUpTo(id, conversations)
    return turns ? [{ id, query: buildQuery(turns), turns }] : []
  })
}

function turnsUpTo(
  id: string,
  conversations: ReadonlyMap<string, ConversationRow>,
): SaidTurn[] | undefined {
  const [, conversation = '', index = ''] = /^(.*)-(\d+)$/.exec(id) ?? []
  return conversations.get(conversation)?.turns.slice(0, Number(index) + 1)
}

function lines(rows: readonly string[]): string {
  return rows.map((row) => `${row}\n`).join('')
}
