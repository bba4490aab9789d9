import { Counter, Histogram } from 'prom-client'
import type { Outcome } from '../compose/types.ts'
import { metrics } from '../metrics.ts'

/** Parts of the way from a customer's turn to a suggestion. */
export type TimedStage = 'wait' | 'read' | 'make' | 'settle'

const stages = new Histogram({
  name: 'sidecue_suggestion_stage_seconds',
  help: 'Time of each stage of a suggestion: its wait for a place, reading the turns, making it, keeping it.',
  labelNames: ['stage'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [metrics],
})

const suggestions = new Counter({
  name: 'sidecue_suggestions_total',
  help: 'Suggestions by outcome; what is not known and what may not be told count alike.',
  labelNames: ['outcome', 'engine'],
  registers: [metrics],
})

/** Begins a stage; whoever ends it calls what is returned, once. */
export function startStage(stage: TimedStage): () => void {
  return stages.startTimer({ stage })
}

/** Runs a stage and notes how long it took, whatever came of it. */
export async function timed<T>(stage: TimedStage, work: () => Promise<T>): Promise<T> {
  const done = startStage(stage)
  try {
    return await work()
  } finally {
    done()
  }
}

/** Counts a suggestion that was made. A refusal is a `no-answer`, of which nobody knows why. */
export function countSuggestion({ outcome, engine }: { outcome: Outcome; engine: string }): void {
  suggestions.inc({ outcome: outcome === 'refused' ? 'no-answer' : outcome, engine })
}
