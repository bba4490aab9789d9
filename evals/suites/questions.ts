import type { Suggestion } from '../../src/compose/types.ts'
import type { Transcript } from '../../src/conversations/types.ts'
import type { EvalOptions, EvalResult } from '../results.ts'
import { judgedVerdicts, shownSuggestion } from '../trace/judged-verdicts.ts'
import { askedOf, traceSearches } from '../trace/trace-searches.ts'
import type { CaseTrace } from '../trace/types.ts'
import { QuestionCase } from './case-forms.ts'
import { classOf } from './class-of.ts'
import { compareTwins } from './compare-twins.ts'
import type { Wanted } from './judge-answer.ts'
import { CaseJudge, type JudgedCase, scoresOf } from './judge-case.ts'
import { openWorld, type World } from './open-world.ts'
import { readSuiteCases } from './read-suite-cases.ts'
import { failedCase, latencyFigures, type ScoredCase, summariseScores } from './summarise-scores.ts'
import { openWithoutHidden } from './without-hidden.ts'
import { noneOf, writeResults } from './write-results.ts'

/** Kinds of questions that nothing a customer may be told answers. */
const UNANSWERED =
  /^(?:unanswer|unknown|unreleased|embargo|internal|hidden|secret|agent|expired|draft|archived|no-?answer|oos|out-of)/

/**
 * The suite `questions`: one question each, through the whole chain. Writes `answers.jsonl`, and
 * `scores.jsonl` with why a case failed, `traces.jsonl` with all that led to it.
 */
export async function runQuestions(options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const cases = await readSuiteCases(options.cases, 'questions.jsonl', QuestionCase)
  const world = await openWorld(options)
  const open = lazyWorld(() => openWithoutHidden(options))
  try {
    return await measure({ world, open }, cases, options, startedAt)
  } finally {
    await world.close()
    await open.close()
  }
}

/** Opened when a pair differs; most runs do not need it. */
type LazyWorld = { get(): Promise<World>; close(): Promise<void> }

function lazyWorld(open: () => Promise<World>): LazyWorld {
  let opened: Promise<World> | undefined
  return {
    get() {
      opened ??= open()
      return opened
    },
    close: async () => (await opened?.catch(() => undefined))?.close(),
  }
}

async function measure(
  { world, open }: { world: World; open: LazyWorld },
  cases: readonly QuestionCase[],
  { out, onProgress, trace = true }: EvalOptions,
  startedAt: string,
): Promise<EvalResult> {
  const judge = await CaseJudge.of(world)
  const answers: unknown[] = []
  const traces: CaseTrace[] = []
  const scores: ScoredCase[] = []
  const times: number[] = []
  const count = { failed: 0, leaks: 0, refusals: 0, uncited: 0, invented: 0 }
  for (const [i, row] of cases.entries()) {
    const slices = { lang: row.lang, kind: row.kind }
    try {
      const suggestion = await world.suggest(transcriptOf(row, row.text))
      times.push(suggestion.ms)
      answers.push(toAnswer(row.id, suggestion))
      const judged = await judge.judge(suggestion, wantedOf(row), row.text)
      const broken = brokenGates(judged)
      if (row.twin !== undefined) {
        const twin = await world.suggest(transcriptOf(row, row.twin))
        answers.push(toAnswer(`${row.id}-twin`, twin))
        const difference = await compareTwins(suggestion, twin, async () =>
          (await open.get()).suggest(transcriptOf(row, row.text)),
        )
        if (difference === 'by-hidden') {
          count.refusals++
          broken.push('refusalDifferences')
        }
        if (difference !== 'none') {
          const why = difference === 'by-chance' ? ', though not by anything hidden' : ''
          judged.passed = false
          judged.reasons.push(`differs from its twin${why}`)
        }
      }
      count.leaks += Number(judged.leaks.length > 0)
      count.uncited += judged.uncited.length
      count.invented += judged.invented.length
      const module = classify(world, row, judge)
      const own = { ...scoresOf(judged), ...(module && { module: Number(isRight(module)) }) }
      scores.push({ id: row.id, scores: own, slices, reasons: reasonsOf(judged), broken })
      if (trace) traces.push(await traceCase(world, row, suggestion, judged, judge, module))
    } catch (error) {
      count.failed++
      scores.push(failedCase(row.id, slices, ['passed', 'outcome'], error))
    }
    if (i % 20 === 0) onProgress?.('questions', i, cases.length)
  }
  onProgress?.('questions', cases.length, cases.length)
  const gates = [
    noneOf('failed', count.failed),
    noneOf('leaks', count.leaks),
    noneOf('refusalDifferences', count.refusals),
    noneOf('uncitedSentences', count.uncited),
    noneOf('inventedNumbers', count.invented),
  ]
  const metrics = {
    ...summariseScores(scores),
    ...latencyFigures(times),
    ...(world.usage() ?? {}),
  }
  const result = { suite: 'questions', cases: cases.length, metrics, gates, startedAt }
  return writeResults(out, result, {
    ...{ 'answers.jsonl': answers, 'scores.jsonl': scores },
    ...(trace ? { 'traces.jsonl': traces } : {}),
  })
}

/** A question and its twin are the same conversation, so that whatever differs comes from the question. */
function transcriptOf({ id, lang }: QuestionCase, text: string): Transcript {
  const turn = { seq: 1, speaker: 'customer', text, final: true, rev: 0 } as const
  return { id, channel: 'chat', lang, turns: [turn] }
}

type Labels = { right: string; said: string }

/** The business module of a question whose expected articles say theirs: what is right, and how it is classified. */
function classify(world: World, row: QuestionCase, judge: CaseJudge): Labels | undefined {
  const right = judge.moduleOf(row.gold ?? [])
  if (right === undefined) return undefined
  return { right, said: classOf(world.desk, transcriptOf(row, row.text)).module ?? 'none' }
}

function isRight({ right, said }: Labels): boolean {
  return right === said
}

async function traceCase(
  world: World,
  row: QuestionCase,
  suggestion: Suggestion,
  judged: JudgedCase,
  judge: CaseJudge,
  module: Labels | undefined,
): Promise<CaseTrace> {
  const wanted = wantedOf(row)
  const gold = new Set(wanted.gold.map((id) => judge.familyOf(id)))
  const isExpected = (article: string) => gold.has(judge.familyOf(article))
  const transcript = transcriptOf(row, row.text)
  const searches = await traceSearches(world, transcript, isExpected, !judged.passed)
  const isAnswerable = wanted.outcome.includes('answer')
  const isClear = isAnswerable ? gold.size > 0 : wanted.outcome.includes('no-answer')
  const asked = isClear ? askedOf(searches, isAnswerable) : undefined
  return {
    id: row.id,
    said: [{ speaker: 'customer', text: row.text }],
    got: shownSuggestion(suggestion),
    verdicts: judgedVerdicts(judged, wanted, suggestion),
    searches,
    ...(asked === undefined ? {} : { asked }),
    labels: {
      ...outcomeLabels(wanted.outcome, suggestion.outcome),
      ...(module === undefined ? {} : { module }),
    },
    ms: suggestion.ms,
  }
}

/** Which outcome was right; the one that was said where it is among those. */
export function outcomeLabels(
  wanted: readonly string[],
  said: string,
): { outcome?: { right: string; said: string } } {
  const right = wanted.includes(said) ? said : wanted[0]
  return right === undefined ? {} : { outcome: { right, said } }
}

export function wantedOf(row: QuestionCase): Wanted {
  return {
    outcome: row.outcome ?? expectedOutcomes(row),
    gold: row.gold ?? [],
    goldAll: row.gold_all === true,
    mustSay: row.must_say ?? [],
    mustNotSay: row.must_not_say ?? [],
    lang: row.lang,
  }
}

function expectedOutcomes({ kind, gold, twin }: QuestionCase): string[] {
  if (gold !== undefined) return ['answer']
  return twin !== undefined || UNANSWERED.test(kind) ? ['no-answer', 'refused'] : []
}

function toAnswer(id: string, { outcome, text, sentences, confidence, ms }: Suggestion) {
  return { id, outcome, text, sentences, ...(confidence === undefined ? {} : { confidence }), ms }
}

/** Gates that an answer breaks by itself. */
export function brokenGates({ leaks, uncited, invented }: JudgedCase): string[] {
  const found = { leaks, uncitedSentences: uncited, inventedNumbers: invented }
  return Object.entries(found).flatMap(([gate, faults]) => (faults.length > 0 ? [gate] : []))
}

export function reasonsOf({ reasons, leaks, uncited, invented }: JudgedCase): string[] {
  return [
    ...reasons,
    ...leaks.map((one) => `leak: ${one}`),
    ...uncited.map((one) => `uncited: ${one}`),
    ...invented.map((one) => `invented: ${one}`),
  ]
}
