import type { Suggestion } from '../../src/compose/types.ts'
import type { Transcript } from '../../src/conversations/types.ts'
import type { EvalOptions, EvalResult } from '../results.ts'
import { QuestionCase } from './case-forms.ts'
import type { Wanted } from './judge-answer.ts'
import { CaseJudge, type JudgedCase, scoresOf } from './judge-case.ts'
import { openWorld, type World } from './open-world.ts'
import { readSuiteCases } from './read-suite-cases.ts'
import { type CaseScores, latencyFigures, summariseScores } from './summarise-scores.ts'
import { noneOf, writeResults } from './write-results.ts'

/** Kinds of questions that nothing a customer may be told answers. */
const UNANSWERED =
  /^(?:unanswer|unknown|unreleased|embargo|internal|hidden|secret|agent|expired|draft|archived|no-?answer|oos|out-of)/

/**
 * The suite `questions`: one question each, through the whole chain. Writes `answers.jsonl`, and
 * `scores.jsonl` with why a case failed.
 */
export async function runQuestions(options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const cases = await readSuiteCases(options.cases, 'questions.jsonl', QuestionCase)
  const world = await openWorld(options)
  try {
    return await measure(world, cases, options, startedAt)
  } finally {
    await world.close()
  }
}

async function measure(
  world: World,
  cases: readonly QuestionCase[],
  { out, onProgress }: EvalOptions,
  startedAt: string,
): Promise<EvalResult> {
  const judge = await CaseJudge.of(world)
  const answers: unknown[] = []
  const scores: (CaseScores & { reasons: string[] })[] = []
  const times: number[] = []
  const count = { failed: 0, leaks: 0, refusals: 0, uncited: 0, invented: 0 }
  for (const [i, row] of cases.entries()) {
    const slices = { lang: row.lang, kind: row.kind }
    try {
      const suggestion = await ask(world, row, row.text)
      times.push(suggestion.ms)
      answers.push(toAnswer(row.id, suggestion))
      const judged = await judge.judge(suggestion, wantedOf(row), row.text)
      if (row.twin !== undefined) {
        const twin = await ask(world, row, row.twin)
        answers.push(toAnswer(`${row.id}-twin`, twin))
        if (isTold(suggestion, twin)) fail(judged, 'differs from its twin', () => count.refusals++)
      }
      count.leaks += Number(judged.leaks.length > 0)
      count.uncited += judged.uncited.length
      count.invented += judged.invented.length
      scores.push({ id: row.id, scores: scoresOf(judged), slices, reasons: reasonsOf(judged) })
    } catch (error) {
      count.failed++
      const reasons = [`failed: ${error instanceof Error ? error.message : error}`]
      scores.push({ id: row.id, scores: { passed: 0, outcome: 0 }, slices, reasons })
    }
    if (i % 20 === 0) onProgress?.('questions', i, cases.length)
  }
  const gates = [
    noneOf('failed', count.failed),
    noneOf('leaks', count.leaks),
    noneOf('refusalDifferences', count.refusals),
    noneOf('uncitedSentences', count.uncited),
    noneOf('inventedNumbers', count.invented),
  ]
  const metrics = { ...summariseScores(scores), ...latencyFigures(times) }
  const result = { suite: 'questions', cases: cases.length, metrics, gates, startedAt }
  return writeResults(out, result, { 'answers.jsonl': answers, 'scores.jsonl': scores })
}

/** A question and its twin are the same conversation, so that whatever differs comes from the question. */
function ask(world: World, { id, lang }: QuestionCase, text: string): Promise<Suggestion> {
  const turn = { seq: 1, speaker: 'customer', text, final: true, rev: 0 } as const
  const transcript: Transcript = { id, channel: 'chat', lang, turns: [turn] }
  return world.suggest(transcript)
}

/** Whether one of the two is told that nothing is known, and not in the very words the other gets. */
function isTold(one: Suggestion, twin: Suggestion): boolean {
  const isRefused = ({ outcome }: Suggestion) => outcome === 'no-answer' || outcome === 'refused'
  if (!isRefused(one) && !isRefused(twin)) return false
  return seen(one) !== seen(twin)
}

function seen({ ms: _, ...rest }: Suggestion): string {
  return JSON.stringify(rest)
}

export function wantedOf(row: QuestionCase): Wanted {
  return {
    outcome: row.outcome ?? expectedOutcomes(row),
    gold: row.gold ?? [],
    goldAll: row.gold_all === true,
    mustSay: row.must_say ?? [],
    mustNotSay: row.must_not_say ?? [],
  }
}

function expectedOutcomes({ kind, gold, twin }: QuestionCase): string[] {
  if (gold !== undefined) return ['answer']
  return twin !== undefined || UNANSWERED.test(kind) ? ['no-answer', 'refused'] : []
}

function toAnswer(id: string, { outcome, text, sentences, confidence, ms }: Suggestion) {
  return { id, outcome, text, sentences, ...(confidence === undefined ? {} : { confidence }), ms }
}

function fail(judged: JudgedCase, reason: string, counted: () => void): void {
  counted()
  judged.passed = false
  judged.reasons.push(reason)
}

export function reasonsOf({ reasons, leaks, uncited, invented }: JudgedCase): string[] {
  return [
    ...reasons,
    ...leaks.map((one) => `leak: ${one}`),
    ...uncited.map((one) => `uncited: ${one}`),
    ...invented.map((one) => `invented: ${one}`),
  ]
}
