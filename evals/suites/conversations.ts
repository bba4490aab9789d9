import type { Suggestion } from '../../src/compose/types.ts'
import { followFlow, readActs } from '../../src/conversations/stages.ts'
import type { Transcript, Turn } from '../../src/conversations/types.ts'
import { detectWarnings } from '../../src/triage/detect-warnings.ts'
import type { EvalOptions, EvalResult } from '../results.ts'
import { judgedVerdicts, shownSuggestion } from '../trace/judged-verdicts.ts'
import { traceSearches } from '../trace/trace-searches.ts'
import type { CaseTrace, Verdict } from '../trace/types.ts'
import { ConversationCase, type Expectation } from './case-forms.ts'
import { type ClassLabels, classOf } from './class-of.ts'
import { DANGER } from './danger.ts'
import type { Wanted } from './judge-answer.ts'
import { CaseJudge, type JudgedCase, scoresOf } from './judge-case.ts'
import { openWorld, type World } from './open-world.ts'
import { brokenGates, outcomeLabels, reasonsOf } from './questions.ts'
import { readSuiteCases } from './read-suite-cases.ts'
import { failedCase, latencyFigures, type ScoredCase, summariseScores } from './summarise-scores.ts'
import { noneOf, writeResults } from './write-results.ts'

type Step = {
  suggestion: Suggestion
  class: ClassLabels
  /** Groups raised by what the customer said since somebody else last spoke, the gravest first. */
  warnings: string[]
  stage: string
}

/** The suite `conversations`: what is expected after certain turns. Writes `steps.jsonl`, `scores.jsonl` and `traces.jsonl`. */
export async function runConversations(options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const cases = await readSuiteCases(options.cases, 'conversations.jsonl', ConversationCase)
  const world = await openWorld(options)
  try {
    return await measure(world, cases, options, startedAt)
  } finally {
    await world.close()
  }
}

async function measure(
  world: World,
  cases: readonly ConversationCase[],
  { out, onProgress, trace = true }: EvalOptions,
  startedAt: string,
): Promise<EvalResult> {
  const judge = await CaseJudge.of(world)
  const steps: unknown[] = []
  const traces: CaseTrace[] = []
  const scores: ScoredCase[] = []
  const times: number[] = []
  const count = { failed: 0, leaks: 0, uncited: 0, invented: 0, danger: 0 }
  for (const [i, row] of cases.entries()) {
    for (const expected of row.expect) {
      const id = `${row.id}@${expected.afterSeq}`
      const slices = { lang: row.lang ?? 'none', kind: row.kind, channel: row.channel }
      try {
        const turns = turnsUpTo(row, expected.afterSeq)
        const step = await take(world, row, turns)
        times.push(step.suggestion.ms)
        steps.push(toRow(row.id, expected.afterSeq, step))
        const input = turns.map(({ text }) => text).join('\n')
        const judged = await judge.judge(
          step.suggestion,
          { ...wantedOf(expected), lang: row.lang },
          input,
        )
        const extra = judgeStep(expected, step)
        judged.passed &&= extra.reasons.length === 0
        const isMissed = extra.scores.warning === 0 && DANGER.test(expected.warning ?? '')
        count.leaks += Number(judged.leaks.length > 0)
        count.uncited += judged.uncited.length
        count.invented += judged.invented.length
        count.danger += Number(isMissed)
        scores.push({
          ...{ id, slices },
          scores: { ...scoresOf(judged), ...extra.scores },
          reasons: [...reasonsOf(judged), ...extra.reasons],
          broken: [...brokenGates(judged), ...(isMissed ? ['missedDanger'] : [])],
        })
        if (trace)
          traces.push(await traceStep(world, row, expected, turns, { step, judged, judge, extra }))
      } catch (error) {
        count.failed++
        scores.push(failedCase(id, slices, ['passed', 'outcome'], error))
      }
    }
    if (i % 10 === 0) onProgress?.('conversations', i, cases.length)
  }
  onProgress?.('conversations', cases.length, cases.length)
  const gates = [
    noneOf('failed', count.failed),
    noneOf('leaks', count.leaks),
    noneOf('uncitedSentences', count.uncited),
    noneOf('inventedNumbers', count.invented),
    noneOf('missedDanger', count.danger),
  ]
  const metrics = {
    ...summariseScores(scores),
    ...latencyFigures(times),
    ...(world.usage() ?? {}),
  }
  const result = { suite: 'conversations', cases: cases.length, metrics, gates, startedAt }
  return writeResults(out, result, {
    ...{ 'steps.jsonl': steps, 'scores.jsonl': scores },
    ...(trace ? { 'traces.jsonl': traces } : {}),
  })
}

type Judged = { step: Step; judged: JudgedCase; judge: CaseJudge; extra: JudgedStep }

async function traceStep(
  world: World,
  row: ConversationCase,
  expected: Expectation,
  turns: Turn[],
  { step, judged, judge, extra }: Judged,
): Promise<CaseTrace> {
  const wanted = wantedOf(expected)
  const gold = new Set(wanted.gold.map((id) => judge.familyOf(id)))
  const isExpected = (article: string) => gold.has(judge.familyOf(article))
  const { outcome } = step.suggestion
  return {
    id: `${row.id}@${expected.afterSeq}`,
    said: turns.map(({ speaker, text }) => ({ speaker, text })),
    got: {
      ...shownSuggestion(step.suggestion),
      warning: step.warnings.join(' '),
      stage: step.stage,
      class: Object.values(step.class).join(' '),
    },
    verdicts: [...judgedVerdicts(judged, wanted, step.suggestion), ...extra.verdicts],
    searches: await traceSearches(world, transcriptOf(row, turns), isExpected, !judged.passed),
    labels: outcomeLabels(wanted.outcome, outcome),
    ms: step.suggestion.ms,
  }
}

function transcriptOf({ id, channel, lang }: ConversationCase, turns: Turn[]): Transcript {
  return { id, channel, ...(lang === undefined ? {} : { lang }), turns }
}

function turnsUpTo({ turns }: ConversationCase, afterSeq: number): Turn[] {
  return turns
    .filter(({ seq }) => seq <= afterSeq)
    .map(({ seq, speaker, text, at }) => ({
      ...{ seq, speaker, text, final: true, rev: 0 },
      ...(at === undefined ? {} : { at }),
    }))
}

async function take(world: World, row: ConversationCase, turns: Turn[]): Promise<Step> {
  const transcript = transcriptOf(row, turns)
  const suggestion = await world.suggest(transcript)
  const burst = turns
    .slice(turns.findLastIndex(({ speaker }) => speaker === 'agent') + 1)
    .filter(({ speaker }) => speaker === 'customer')
  const acts = turns.map((turn) => ({ speaker: turn.speaker, acts: readActs(turn) }))
  return {
    suggestion,
    class: classOf(world.desk, transcript),
    warnings: detectWarnings(burst, world.desk).map(({ group }) => group),
    stage: followFlow(acts, row.channel).stage,
  }
}

function toRow(id: string, afterSeq: number, { suggestion, warnings, stage, ...step }: Step) {
  const { outcome, text, sentences, guidance, ms } = suggestion
  const warning = warnings[0] ?? null
  return { id, afterSeq, outcome, text, sentences, guidance, class: step.class, warning, stage, ms }
}

function wantedOf({ outcome, outcomeAlso, ...expected }: Expectation): Wanted {
  return {
    outcome: outcome === undefined ? [] : [outcome, ...[outcomeAlso ?? []].flat()],
    gold: expected.gold ?? [],
    goldAll: false,
    mustSay: expected.must_say ?? [],
    mustNotSay: expected.must_not_say ?? [],
  }
}

type JudgedStep = { scores: Record<string, number>; reasons: string[]; verdicts: Verdict[] }

function judgeStep(expected: Expectation, step: Step): JudgedStep {
  const judged: JudgedStep = { scores: {}, reasons: [], verdicts: [] }
  const check = (name: string, wanted: string, isRight: boolean, found: string) => {
    judged.scores[name] = Number(isRight)
    judged.verdicts.push({ name, ok: isRight, wanted, found: found || 'none' })
    if (!isRight) judged.reasons.push(`${name} ${found || 'none'}, not ${wanted}`)
  }
  const { warning, stage } = expected
  if (typeof warning === 'string') {
    const isNone = warning === 'none'
    const isRight = isNone ? step.warnings.length === 0 : step.warnings.includes(warning)
    check('warning', warning, isRight, step.warnings.join(' '))
  }
  if (stage !== undefined) check('stage', stage, step.stage === stage, step.stage)
  if (expected.class !== undefined) {
    const found = Object.values(step.class).filter((label) => label !== null)
    check('class', expected.class, found.includes(expected.class), found.join(' '))
  }
  return judged
}
