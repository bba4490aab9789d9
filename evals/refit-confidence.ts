import { existsSync, readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CONFIDENCE_FILE } from '../src/retrieval/confidence.ts'
import { buildModel } from './abstention/build-model.ts'
import { collectSamples } from './abstention/collect-samples.ts'
import { keepSamples, readSamples } from './abstention/kept-samples.ts'
import { isFitSet } from './abstention/unfit-sets.ts'

/**
 * Fits the confidence anew after retrieval has changed, or for another desk, and stores it in
 * `src/retrieval/confidence.json`:
 * `node evals/refit-confidence.ts [--bench ../shared/bench] [--knowledge knowledge --cases evals/cases]
 * [--per-set 400] [--samples evals/out/abstention/samples.jsonl] [--reuse] [--out FILE]`.
 * The samples are kept, for `report-abstention.ts`; `--reuse` fits on those that are kept.
 */
const { values } = parseArgs({
  options: {
    bench: { type: 'string', default: '../shared/bench' },
    knowledge: { type: 'string', default: 'knowledge' },
    cases: { type: 'string', default: 'evals/cases' },
    'per-set': { type: 'string', default: '400' },
    samples: { type: 'string', default: 'evals/out/abstention/samples.jsonl' },
    reuse: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
})

const sets = existsSync(values.bench)
  ? readdirSync(values.bench)
      .filter((name) => existsSync(join(values.bench, name, 'qrels.tsv')))
      .map((name) => join(values.bench, name))
  : []
if (!values.reuse) {
  const samples = await collectSamples({
    sets,
    desks: [{ knowledge: values.knowledge, cases: values.cases }],
    perSet: Number(values['per-set']),
    onProgress: (set, count) => process.stderr.write(`${set}: ${count} samples\n`),
  })
  await keepSamples(values.samples, samples)
}
const samples = (await readSamples(values.samples)).filter(({ set }) => isFitSet(set))
const model = buildModel(samples, new Date().toISOString().slice(0, 10))
await writeFile(values.out ?? CONFIDENCE_FILE, `${JSON.stringify(model, null, 2)}\n`)
for (const [lang, { auroc, threshold, thresholdFor }] of Object.entries(model.languages))
  process.stdout.write(`${lang}: AUROC ${auroc}, threshold ${threshold} (${thresholdFor})\n`)
