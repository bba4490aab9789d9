import { Counter, Histogram } from 'prom-client'
import type { ComposeReport } from '../compose/model/composer.ts'
import type { Log } from '../log.ts'
import { metrics } from '../metrics.ts'

/** `result`: `model`, or the reason why the articles were quoted instead. */
const runs = new Counter({
  registers: [metrics],
  name: 'sidecue_model_runs_total',
  help: 'Answers for which the language model was asked, by what came of it.',
  labelNames: ['result'],
})
const cuts = new Counter({
  registers: [metrics],
  name: 'sidecue_model_claims_cut_total',
  help: 'Claims of the language model that did not stand the test, by reason.',
  labelNames: ['reason'],
})
const tokens = new Counter({
  registers: [metrics],
  name: 'sidecue_model_tokens_total',
  help: 'Tokens sent to and received from the language model.',
  labelNames: ['direction'],
})
const duration = new Histogram({
  registers: [metrics],
  name: 'sidecue_model_run_seconds',
  help: 'Time from asking the language model to the end of its answer or to the decision to do without.',
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8],
})

/** What operators see of a run, in the log and the metrics: figures and reasons, never a text. */
export function reportRun(log: Log, report: ComposeReport): void {
  const { reason, cut, usage, ms } = report
  runs.inc({ result: reason ?? 'model' })
  for (const [why, count] of Object.entries(cut)) cuts.inc({ reason: why }, count)
  tokens.inc({ direction: 'in' }, usage.inputTokens)
  tokens.inc({ direction: 'out' }, usage.outputTokens)
  duration.observe(ms / 1_000)
  if (reason === null) log.info(report, 'model-composed')
  else log.warn(report, 'model-fell-back')
}
