import { percentile } from '../metrics.ts'
import type { LoadShape } from './plan-load.ts'
import type { LoadRun } from './run-load.ts'

/** The figures of one run; times in milliseconds from when a turn was due. */
export type LoadFigures = LoadShape & {
  name: string
  engine: 'embedded' | 'server'
  sent: number
  delivered: number
  acknowledged: Percentiles
  event: Percentiles
  /** The same of suggestions that are no refusal: those wait for their grid. */
  answered: Percentiles
  failed: number
  lostTurns: number
  brokenStreams: number
  unanswered: number
  outcomes: Record<string, number>
  /** Resident memory of the server process after the first tenth of the run, at its end, and the growth per minute by the line of best fit between. */
  memory: { earlyMb: number; lateMb: number; peakMb: number; mbPerMinute: number }
  errors: string[]
}

export type Percentiles = { p50: number; p95: number; p99: number; max: number }

export function summariseLoad(
  name: string,
  engine: LoadFigures['engine'],
  shape: LoadShape,
  run: LoadRun,
): LoadFigures {
  const delivered = run.samples.flatMap(({ deliveredMs }) => deliveredMs ?? [])
  const acknowledged = run.samples.flatMap(({ acknowledgedMs: ms }) => (Number.isNaN(ms) ? [] : ms))
  const answered = run.samples.flatMap(({ deliveredMs, outcome }) =>
    deliveredMs !== undefined && outcome !== 'no-answer' ? deliveredMs : [],
  )
  const outcomes: Record<string, number> = {}
  for (const { outcome } of run.samples)
    if (outcome) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  const { sent, failed, lostTurns, brokenStreams, unanswered, errors } = run
  return {
    ...{ name, engine, ...shape, sent, delivered: delivered.length },
    acknowledged: percentilesOf(acknowledged),
    event: percentilesOf(delivered),
    answered: percentilesOf(answered),
    ...{ failed, lostTurns, brokenStreams, unanswered, outcomes },
    memory: memoryOf(run.memory),
    errors,
  }
}

function percentilesOf(times: number[]): Percentiles {
  const round = (ms: number) => Math.round(ms * 10) / 10
  return {
    p50: round(percentile(times, 0.5)),
    p95: round(percentile(times, 0.95)),
    p99: round(percentile(times, 0.99)),
    max: round(Math.max(0, ...times)),
  }
}

function memoryOf(samples: LoadRun['memory']): LoadFigures['memory'] {
  const warm = samples.slice(Math.floor(samples.length / 10))
  const meanAt = warm.reduce((sum, { atMs }) => sum + atMs, 0) / warm.length
  const meanMb = warm.reduce((sum, { megabytes }) => sum + megabytes, 0) / warm.length
  let covariance = 0
  let variance = 0
  for (const { atMs, megabytes } of warm) {
    covariance += (atMs - meanAt) * (megabytes - meanMb)
    variance += (atMs - meanAt) ** 2
  }
  const perMs = variance === 0 ? 0 : covariance / variance
  return {
    earlyMb: Math.round(warm[0]?.megabytes ?? 0),
    lateMb: Math.round(warm.at(-1)?.megabytes ?? 0),
    peakMb: Math.round(Math.max(0, ...samples.map(({ megabytes }) => megabytes))),
    mbPerMinute: Math.round(perMs * 60_000 * 10) / 10,
  }
}
