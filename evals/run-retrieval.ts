import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '../src/db/index.ts'
import { silentLog } from '../src/log.ts'
import { buildQuery, type Query, retrieve, type SaidTurn } from '../src/retrieval/index.ts'
import { detectLanguage } from '../src/text/language.ts'
import { indexCorpus } from './index-corpus.ts'
import { type Judged, percentile, scoreRun } from './metrics.ts'
import { ConversationRow, CorpusRow, hasRows, QueryRow, readJudgements } from './read-cases.ts'
import type { EvalOptions, EvalResult } from './results.ts'
import { readSuiteCases } from './suites/read-suite-cases.ts'
import type { ScoredCase } from './suites/summarise-scores.ts'
import { writeResults } from './suites/write-results.ts'
import type { CaseTrace } from './trace/types.ts'
import { within } from './within.ts'

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
  const corpus = await readSuiteCases(options.cases, 'corpus.jsonl', CorpusRow)
  const judgements = await readJudgements(options.cases)
  const cases =
    suite === 'grounding'
      ? await readConversations(options.cases, judgements)
      : await readQueries(options.cases)
  const byId = new Map(cases.map((one) => [one.id, one]))

  const { databaseUrl, onProgress } = options
  const db = await openDatabase({ databaseUrl, log: silentLog })
  const judged: Judged[] = []
  const scores: ScoredCase[] = []
  const traces: CaseTrace[] = []
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
      const one = byId.get(id)
      let reason = one === undefined ? `there is no case '${id}'` : undefined
      try {
        const found = await within(options.caseTimeoutMs, () => ask(db, one))
        ranking = found.ranking
        confidences.push({ id, confidence: found.confidence })
        latencies.push({ id, ms: performance.now() - started })
      } catch (error) {
        failed++
        reason = `failed: ${error instanceof Error ? error.message : error}`
      }
      const mark = { ranking: ranking.map((found) => found.id), relevant }
      judged.push(mark)
      scores.push(toScored(id, one, mark, reason))
      if (options.trace !== false) traces.push(toTrace(id, one, mark, confidences.at(-1)))
      run.push(...ranking.map((one, at) => `${id} Q0 ${one.id} ${at + 1} ${one.score} sidecue`))
      if (i % 50 === 0) onProgress?.('search', i, judgements.size)
    }
  } finally {
    await db.close()
  }

  const missing = [...judgements.keys()].filter((id) => !byId.has(id)).length
  const times = latencies.map((one) => one.ms)
  const metrics = {
    ...scoreRun(judged),
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    p99Ms: percentile(times, 0.99),
    chunks: indexed.chunks,
    indexSeconds: indexed.seconds,
    missing,
  }
  const gates = [{ name: 'failed', limit: 0, value: failed, ok: failed === 0 }]
  const result = { suite, cases: judged.length, metrics, gates, startedAt }
  await mkdir(options.out, { recursive: true })
  await writeFile(join(options.out, 'run.trec'), lines(run))
  return writeResults(options.out, result, {
    ...{ 'latency.jsonl': latencies, 'confidence.jsonl': confidences, 'scores.jsonl': scores },
    ...(options.trace === false ? {} : { 'traces.jsonl': traces }),
  })
}

const SCORED = ['nDCG@10', 'R@1', 'R@5', 'MRR@10']

function toScored(
  id: string,
  one: Case | undefined,
  judged: Judged,
  reason: string | undefined,
): ScoredCase {
  const all = scoreRun([judged])
  const isFound = (all['R@5'] ?? 0) > 0
  const lost = isFound ? [] : ['no relevant article among the first five']
  return {
    ...{ id, slices: { lang: one?.query.lang ?? 'none' } },
    scores: Object.fromEntries(SCORED.map((name) => [name, all[name] ?? 0])),
    reasons: reason === undefined ? lost : [reason],
    broken: reason?.startsWith('failed') ? ['failed'] : [],
  }
}

/** Articles kept of a ranking. */
const KEPT = 6

function toTrace(
  id: string,
  one: Case | undefined,
  { ranking, relevant }: Judged,
  sure: { id: string; confidence: number } | undefined,
): CaseTrace {
  const confidence = sure?.id === id ? sure.confidence : 0
  const isRight = relevant.has(ranking[0] ?? '')
  return {
    id,
    said: one?.turns ?? [{ speaker: 'query', text: one?.query.text ?? '' }],
    got: { ranked: ranking.slice(0, KEPT).join('\n') },
    verdicts: [{ name: 'first', ok: isRight, wanted: [...relevant].slice(0, KEPT).join(' ') }],
    asked: { confidence, threshold: 0, isAnswerable: true, isRight },
  }
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
  const rows = await readSuiteCases(folder, 'queries.jsonl', QueryRow)
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
  const rows = await readSuiteCases(folder, 'conversations.jsonl', ConversationRow)
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
