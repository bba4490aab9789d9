import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Suggestion } from '../../src/compose/types.ts'
import type { Transcript } from '../../src/conversations/types.ts'
import { needText } from '../../src/copilot/need-text.ts'
import type { Database } from '../../src/db/index.ts'
import type { Desk } from '../../src/desk/types.ts'
import { citedArticles, needOf, type Sketch, sketchOf } from '../../src/insights/learn/index.ts'
import { runEval } from '../index.ts'
import { ConversationCase, QuestionCase } from '../suites/case-forms.ts'
import { readSuiteCases } from '../suites/read-suite-cases.ts'
import type { Answered } from './simulate-agents.ts'

/** One case of a suite, as it came out. */
export type CaseResult = { suite: string; id: string; passed: boolean; answered: Answered | null }

const ROWS = { conversations: 'steps.jsonl', questions: 'answers.jsonl' } as const

/** Runs the suites on a database that stays open, with whatever signal it has been given. */
export async function runSuites(
  db: Database,
  desk: Desk,
  options: { cases: string; out: string; knowledge?: string[] },
): Promise<CaseResult[]> {
  const results: CaseResult[] = []
  const asked = await readAsked(options.cases, desk)
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
        ? {
            ...{ id, articles: citedArticles(row), isRight: own.goldCited === 1 },
            sketch: asked.get(id) ?? [],
          }
        : null
      results.push({ suite, id, passed: own.passed === 1, answered })
    }
  }
  return results
}

/** What is asked in each case, as collecting feedback sees it. */
async function readAsked(cases: string, desk: Desk): Promise<Map<string, Sketch>> {
  const asked = new Map<string, Sketch>()
  const put = (id: string, transcript: Transcript, forTurn: number) => {
    const need = needOf(transcript, forTurn, desk)
    const sketch = need && sketchOf(needText(need.text), desk.glossary)
    if (sketch) asked.set(id, sketch)
  }
  for (const { id, text, lang } of await readSuiteCases(cases, 'questions.jsonl', QuestionCase)) {
    const turn = { seq: 1, speaker: 'customer', text, final: true, rev: 0 } as const
    put(id, { id, channel: 'chat', lang, turns: [turn] }, 1)
  }
  const conversations = await readSuiteCases(cases, 'conversations.jsonl', ConversationCase)
  for (const { id, channel, lang, turns, expect } of conversations) {
    const said = turns.map(({ seq, speaker, text }) => ({
      ...{ seq, speaker, text, final: true, rev: 0 },
    }))
    const transcript = { id, channel, turns: said, ...(lang === undefined ? {} : { lang }) }
    for (const { afterSeq } of expect) put(`${id}@${afterSeq}`, transcript, afterSeq)
  }
  return asked
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
