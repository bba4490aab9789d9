import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { OFFENCE_PLACES, offenceFeatures } from '../src/guard/offence-features.ts'

/**
 * Fits the weights of `src/guard/offence-weights.ts` by logistic regression: COLD's offensive and harmless
 * sentences, and service lines as harmless. Run as `node evals/fit-offence-model.ts`; the same data give the
 * same weights.
 */
const BENCH = '../shared/bench'
const EPOCHS = 12
const RATE = 0.5
const DECAY = 1e-5
const SERVICE_LINES = 1500

type Row = { places: number[]; isOffensive: boolean }

function readRows(path: string): { text: string; label: string }[] {
  const bytes = readFileSync(path)
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString()
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

function fitWeights(rows: Row[]): { weights: Float64Array; bias: number } {
  const weights = new Float64Array(OFFENCE_PLACES)
  let bias = 0
  let seed = 1
  const random = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed / 0x7fffffff
  }
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let at = rows.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1))
      ;[rows[at], rows[other]] = [rows[other]!, rows[at]!]
    }
    const rate = RATE / (1 + epoch / 2)
    for (const { places, isOffensive } of rows) {
      const share = 1 / Math.sqrt(places.length || 1)
      const score = places.reduce((sum, place) => sum + weights[place]! * share, bias)
      const step = (1 / (1 + Math.exp(-score)) - Number(isOffensive)) * rate
      bias -= step / 10
      for (const place of places) weights[place]! -= step * share + rate * DECAY * weights[place]!
    }
  }
  return { weights, bias }
}

const cold = readRows(`${BENCH}/cold-offensive-dev/train.jsonl.gz`)
const service = readRows(`${BENCH}/crosswoz-intent-val/train.jsonl`).slice(0, SERVICE_LINES)
const { weights, bias } = fitWeights([
  ...cold.map(({ text, label }) => ({
    places: offenceFeatures(text),
    isOffensive: label === 'offensive',
  })),
  ...service.map(({ text }) => ({ places: offenceFeatures(text), isOffensive: false })),
])
const scale = Math.max(...weights.map(Math.abs)) / 127
const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale))
const base64 = Buffer.from(bytes.buffer).toString('base64')
writeFileSync(
  'src/guard/offence-weights.ts',
  `/**
 * Made by evals/fit-offence-model.ts; not edited by hand. Fitted on the training half of COLD (thu-coai/COLDataset
 * a0c55a9, Apache-2.0) with lines of CrossWOZ (Apache-2.0) as harmless ones.
 */
export const OFFENCE_BIAS = ${bias.toPrecision(6)}
export const OFFENCE_SCALE = ${scale.toPrecision(6)}
/** One signed byte for each place. */
export const OFFENCE_WEIGHTS =
  '${base64}'
`,
)
