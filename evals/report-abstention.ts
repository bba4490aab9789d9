import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { judgeByHalves, judgeBySets } from './abstention/held-out.ts'
import { readSamples } from './abstention/kept-samples.ts'
import { renderReport } from './abstention/render-report.ts'
import { isFitSet } from './abstention/unfit-sets.ts'
import { drawCurves } from './plots/draw-curves.ts'

/**
 * Writes how well the confidence tells what it can answer from what it cannot, set by set, with the curve, from the samples
 * that `refit-confidence.ts` keeps:
 * `node evals/report-abstention.ts [--samples evals/out/abstention/samples.jsonl] [--report evals/reports/abstention.md]`.
 */
const { values } = parseArgs({
  options: {
    samples: { type: 'string', default: 'evals/out/abstention/samples.jsonl' },
    report: { type: 'string', default: 'evals/reports/abstention.md' },
  },
})

const samples = await readSamples(values.samples)
const halves = judgeByHalves(samples, isFitSet)
const sets = judgeBySets(samples, isFitSet)
await mkdir(dirname(values.report), { recursive: true })
await writeFile(join(dirname(values.report), 'abstention.svg'), drawCurves(halves, isFitSet))
const report = renderReport(halves, sets)
await writeFile(values.report, report)
process.stdout.write(report)
