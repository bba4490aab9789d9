import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Suggestion } from '../../src/compose/types.ts'
import type { Database } from '../../src/db/index.ts'
import { citedArticles } from '../../src/insights/learn/index.ts'
import { runEval } from '../index.ts'
import type { Answered } from './simulate-agents.ts'

/** One case of a suite, as it came out. */
export type CaseResult = { suite: string; id: string; passed: boolean; answered: Answered | null }

const ROWS = { conversations: 'steps.jsonl', questions: 'answers.jsonl' } as const

/** Runs the suites on a database that stays open, with whatever signal it has been given. */
export async function runSuites(
  db: Database,
  options: { cases: string; out: string; knowledge?: string[] },
): Promise<CaseResult[]> {
  const results: CaseResult[] = []
  for (const suite of ['conversations', 'questions'] as const) {
    const out = join(options.out, suite)
    await runEval(suite, { ...options, out, open: async () => db, onProgress: () => {} })
    const scores = await readRows<{
      id: string
      scores: { passed: number; goldCited?: number }
    }>(join(out, 'scores.jsonl'))
    const rows = await readRows<Row>(join(out, ROWS[suite]))
    const byId = new Map(rows.map((row) => [nameOf(row), row]))
    for (const { id, scores: own } of scores) {
      const row = byId.get(id)
      const isJudged = row?.outcome === 'answer' && own.goldCited !== undefined
      const answered = isJudged
        ? { id, articles: citedArticles(row), isRight: own.goldCited === 1 }
        : null
      results.push({ suite, id, passed: own.passed === 1, answered })
    }
  }
  return results
}

type Row = Pick<Suggestion, 'outcome' | 'sentences'> & { id: string; afterSeq?: number }

function nameOf({ id, afterSeq }: Row): string {
  return afterSeq === undefined ? id : `${id}@${afterSeq}`
}

async function readRows<T>(file: string): Promise<T[]> {
  const text = await readFile(file, 'utf8')
  // Written by the suites in this form.
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}
