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
/** Questions asked in one run, those of the cases over and over. */
const ASKED = 200
const WARM_UP = 20

type Stage = 'warnings' | 'query' | 'retrieve' | 'suggest' | 'total'

/**
 * The suite `latency`: the questions of the cases at a steady rate, whether or not the ones before are
 * answered. `total` counts from when a question was due, so that a queue shows.
 */
export async function runLatency(options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const cases = await readSuiteCases(options.cases, 'questions.jsonl', QuestionCase)
  const rate = options.rate ?? DEFAULT_RATE
  const world = await openWorld(options)
  const times: Record<Stage, number[]> = {
    warnings: [],
    query: [],
    retrieve: [],
    suggest: [],
    total: [],
  }
  let failed = 0
  try {
    for (let i = 0; i < WARM_UP; i++) await ask(world, cases[i % cases.length]!, performance.now())
    const began = performance.now()
    const open: Promise<void>[] = []
    for (let i = 0; i < ASKED; i++) {
      const due = began + (i * 1000) / rate
      await wait(Math.max(0, due - performance.now()))
      open.push(
        ask(world, cases[i % cases.length]!, due).then(
          (stages) => {
            for (const stage of Object.keys(stages) as Stage[]) times[stage].push(stages[stage])
          },
          () => {
            failed++
          },
        ),
      )
      if (i % 20 === 0) options.onProgress?.('latency', i, ASKED)
    }
    await Promise.all(open)
  } finally {
    await world.close()
  }
  const stages = Object.entries(times).map(([stage, list]) => latencyFigures(list, stage))
  const metrics = Object.assign({ rate }, ...stages) as Record<string, number>
  const gates = [noneOf('failed', failed)]
  return writeResults(
    options.out,
    { suite: 'latency', cases: ASKED, metrics, gates, startedAt },
    {},
  )
}

async function ask(world: World, row: QuestionCase, due: number): Promise<Record<Stage, number>> {
  const turn = { seq: 1, speaker: 'customer', text: row.text, final: true, rev: 0 } as const
  const marks = [performance.now()]
  detectWarnings([turn], world.desk)
  marks.push(performance.now())
  const query = buildQuery([turn], row.lang)
  marks.push(performance.now())
  await retrieve(world.db, 'customer', query, { top: 12 })
  marks.push(performance.now())
  await world.suggest({ id: row.id, channel: 'chat', lang: row.lang, turns: [turn] })
  marks.push(performance.now())
  const between = (i: number) => marks[i + 1]! - marks[i]!
  return {
    warnings: between(0),
    query: between(1),
    retrieve: between(2),
    suggest: between(3),
    total: marks[4]! - due - between(2),
  }
}
