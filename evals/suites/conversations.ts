import type { Suggestion } from '../../src/compose/types.ts'
import { followFlow, readActs } from '../../src/conversations/stages.ts'
import type { Transcript, Turn } from '../../src/conversations/types.ts'
import { detectWarnings } from '../../src/triage/detect-warnings.ts'
import type { EvalOptions, EvalResult } from '../results.ts'
import { ConversationCase, type Expectation } from './case-forms.ts'
import { type ClassLabels, classOf } from './class-of.ts'
import type { Wanted } from './judge-answer.ts'
import { CaseJudge, scoresOf } from './judge-case.ts'
import { openWorld, type World } from './open-world.ts'
import { reasonsOf } from './questions.ts'
import { readSuiteCases } from './read-suite-cases.ts'
import { type CaseScores, latencyFigures, summariseScores } from './summarise-scores.ts'
import { noneOf, writeResults } from './write-results.ts'

type Step = {
  suggestion: Suggestion
  class: ClassLabels
  /** Groups raised by what the customer said since somebody else last spoke, the gravest first. */
  warnings: string[]
  stage: string
}

/** Groups in which a life may be at stake: missing one of these is a gate of its own. */
const DANGER = /self-?harm|danger|suicide|safety|police/

/** The suite `conversations`: what is expected after certain turns. Writes `steps.jsonl` and `scores.jsonl`. */
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
  { out, onProgress }: EvalOptions,
  startedAt: string,
): Promise<EvalResult> {
  const judge = await CaseJudge.of(world)
  const steps: unknown[] = []
  const scores: (CaseScores & { reasons: string[] })[] = []
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
        const judged = await judge.judge(step.suggestion, wantedOf(expected), input)
        const extra = judgeStep(expected, step)
        judged.passed &&= extra.reasons.length === 0
        count.leaks += Number(judged.leaks.length > 0)
        count.uncited += judged.uncited.length
        count.invented += judged.invented.length
        count.danger += Number(extra.scores.warning === 0 && DANGER.test(expected.warning ?? ''))
        scores.push({
          id,
          slices,
          scores: { ...scoresOf(judged), ...extra.scores },
          reasons: [...reasonsOf(judged), ...extra.reasons],
        })
      } catch (error) {
        count.failed++
        const reasons = [`failed: ${error instanceof Error ? error.message : error}`]
        scores.push({ id, slices, scores: { passed: 0, outcome: 0 }, reasons })
      }
    }
    if (i % 10 === 0) onProgress?.('conversations', i, cases.length)
  }
  const gates = [
    noneOf('failed', count.failed),
    noneOf('leaks', count.leaks),
    noneOf('uncitedSentences', count.uncited),
    noneOf('inventedNumbers', count.invented),
    noneOf('missedDanger', count.danger),
  ]
  const metrics = { ...summariseScores(scores), ...latencyFigures(times) }
  const result = { suite: 'conversations', cases: cases.length, metrics, gates, startedAt }
  return writeResults(out, result, { 'steps.jsonl': steps, 'scores.jsonl': scores })
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
  const { id, channel, lang } = row
  const transcript: Transcript = { id, channel, ...(lang === undefined ? {} : { lang }), turns }
  const suggestion = await world.suggest(transcript)
  const burst = turns
    .slice(turns.findLastIndex(({ speaker }) => speaker === 'agent') + 1)
    .filter(({ speaker }) => speaker === 'customer')
  const acts = turns.map((turn) => ({ speaker: turn.speaker, acts: readActs(turn) }))
  return {
    suggestion,
    class: classOf(world.desk, transcript),
    warnings: detectWarnings(burst, world.desk).map(({ group }) => group),
    stage: followFlow(acts, channel).stage,
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

function judgeStep(
  expected: Expectation,
  step: Step,
): { scores: Record<string, number>; reasons: string[] } {
  const scores: Record<string, number> = {}
  const reasons: string[] = []
  const check = (name: string, wanted: string, isRight: boolean, found: string) => {
    scores[name] = Number(isRight)
    if (!isRight) reasons.push(`${name} ${found || 'none'}, not ${wanted}`)
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
  return { scores, reasons }
}
