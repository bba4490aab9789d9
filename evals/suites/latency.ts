import { setTimeout as wait } from 'node:timers/promises'
import { buildQuery, retrieve } from '../../src/retrieval/index.ts'
import { detectWarnings } from '../../src/triage/detect-warnings.ts'
import type { EvalOptions, EvalResult } from '../results.ts'
import { QuestionCase } from './case-forms.ts'
import { openWorld, type World } from './open-world.ts'
import { readSuiteCases } from './read-suite-cases.ts'
import { latencyFigures } from './summarise-scores.ts'
import { noneOf, writeResults } from './write-results.ts'

/** Questions a second when none is asked for. */
const DEFAULT_RATE = 5
const WARM_UP = 20
/** Questions taken one at a time, to see the stages. */
const ALONE = 60
/** Questions at the steady rate, those of the cases over and over. */
const AT_RATE = 200
/** As many as a suggestion looks at. */
const PASSAGES = 12

type Stage = 'warnings' | 'query' | 'retrieve' | 'suggest'

/**
 * The suite `latency`: first each stage by itself, one question at a time; then whole suggestions at a
 * steady rate, whether or not those before are answered. `atRate` counts from when a question was due, so
 * that a queue shows.
 */
export async function runLatency(options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const cases = await readSuiteCases(options.cases, 'questions.jsonl', QuestionCase)
  const rate = options.rate ?? DEFAULT_RATE
  const world = await openWorld(options)
  const stages: Record<Stage, number[]> = { warnings: [], query: [], retrieve: [], suggest: [] }
  const atRate: number[] = []
  let failed = 0
  try {
    for (let i = 0; i < WARM_UP + ALONE; i++) {
      const times = await askAlone(world, cases[i % cases.length]!)
      if (i < WARM_UP) continue
      for (const stage of Object.keys(stages) as Stage[]) stages[stage].push(times[stage])
    }
    const began = performance.now()
    const open: Promise<void>[] = []
    for (let i = 0; i < AT_RATE; i++) {
      const due = began + (i * 1000) / rate
      await wait(Math.max(0, due - performance.now()))
      const asked = ask(world, cases[i % cases.length]!).then(
        () => void atRate.push(performance.now() - due),
        () => void failed++,
      )
      open.push(asked)
      if (i % 20 === 0) options.onProgress?.('latency', i, AT_RATE)
    }
    await Promise.all(open)
  } finally {
    await world.close()
  }
  const figures = Object.entries(stages).map(([stage, times]) => latencyFigures(times, stage))
  const metrics: Record<string, number> = Object.assign(
    { rate },
    ...figures,
    latencyFigures(atRate, 'atRate'),
  )
  const gates = [noneOf('failed', failed)]
  const result = { suite: 'latency', cases: ALONE + AT_RATE, metrics, gates, startedAt }
  return writeResults(options.out, result, {})
}

function turnOf({ text }: QuestionCase) {
  return { seq: 1, speaker: 'customer', text, final: true, rev: 0 } as const
}

function ask(world: World, row: QuestionCase) {
  return world.suggest({ id: row.id, channel: 'chat', lang: row.lang, turns: [turnOf(row)] })
}

async function askAlone(world: World, row: QuestionCase): Promise<Record<Stage, number>> {
  const turn = turnOf(row)
  const marks = [performance.now()]
  detectWarnings([turn], world.desk)
  marks.push(performance.now())
  const query = buildQuery([turn], row.lang)
  marks.push(performance.now())
  await retrieve(world.db, 'customer', query, { top: PASSAGES })
  marks.push(performance.now())
  await ask(world, row)
  marks.push(performance.now())
  const between = (i: number) => marks[i + 1]! - marks[i]!
  return { warnings: between(0), query: between(1), retrieve: between(2), suggest: between(3) }
}
