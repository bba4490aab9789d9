import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { ComposeReport } from '../../src/compose/model/composer.ts'
import { reportRun } from '../../src/copilot/report-model-run.ts'
import { metrics } from '../../src/metrics.ts'

const REPORT: ComposeReport = {
  ...{ reason: null, model: 'qwen at host', prompt: 'answer.v1', cut: {}, broken: 0, claims: 3 },
  ...{ usage: { inputTokens: 900, outputTokens: 80 }, firstMs: 210, ms: 480 },
}

test('operators see what became of every run, in the log and in the metrics, without a text', async () => {
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) })
  reportRun(log, REPORT)
  reportRun(log, { ...REPORT, reason: 'late', cut: { 'foreign-words': 2 } })
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { msg: 'model-composed', reason: null, ms: 480 },
    { msg: 'model-fell-back', reason: 'late', cut: { 'foreign-words': 2 } },
  ])
  const shown = await metrics.metrics()
  for (const line of [
    'sidecue_model_runs_total{result="model"} 1',
    'sidecue_model_runs_total{result="late"} 1',
    'sidecue_model_claims_cut_total{reason="foreign-words"} 2',
    'sidecue_model_tokens_total{direction="in"} 1800',
    'sidecue_model_run_seconds_count 2',
  ])
    expect(shown).toContain(line)
})
