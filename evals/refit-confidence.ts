import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fitConfidence } from './fit-confidence.ts'

/**
 * Fits the confidence anew after retrieval has changed, and stores it:
 * `node evals/refit-confidence.ts [--bench ../shared/bench] [--knowledge knowledge] [--cases evals/cases]`.
 */
const { values } = parseArgs({
  options: {
    bench: { type: 'string', default: '../shared/bench' },
    knowledge: { type: 'string', default: 'knowledge' },
    cases: { type: 'string', default: 'evals/cases' },
  },
})

/**
 * Sets whose judgements are so incomplete that a question without its article often still has an answer (afqmc-faq),
 * or whose articles say hardly anything (dstc11-val): they would teach that a good fit is none.
 */
const UNFIT = new Set(['afqmc-faq', 'dstc11-val'])

const sets = readdirSync(values.bench)
  .filter((name) => !UNFIT.has(name) && existsSync(join(values.bench, name, 'qrels.tsv')))
  .map((name) => join(values.bench, name))

const model = await fitConfidence({
  sets,
  desks: [{ knowledge: values.knowledge, cases: values.cases }],
  onProgress: (set) => process.stderr.write(`${set}\n`),
})
for (const [lang, { auroc, threshold, curve }] of Object.entries(model.languages)) {
  const at = curve.find((point) => point.threshold >= threshold)
  process.stdout.write(
    `${lang}: AUROC ${auroc}, threshold ${threshold}, precision ${at?.precision}, coverage ${at?.coverage}\n`,
  )
}
