import { type Example, trainClassifier } from '../../src/triage/classifier/index.ts'
import { seededRandom, shuffle } from '../../src/triage/classifier/random.ts'
import { areaUnderRoc } from '../metrics.ts'

const SEEDS = [1, 2, 3]
/** Share of the classes left out. */
const SHARE = 0.25
/** Smaller classes are never left out. */
const LEAST = 10
const MOST_EXAMPLES = 3_000

/**
 * How well a text of a class never seen is told from the others: a quarter of the classes is left out of training,
 * and the test texts are ranked by novelty; mean area under the ROC curve over three choices. `null` with too few
 * classes for it.
 */
export function leftOutAuroc(train: readonly Example[], test: readonly Example[]): number | null {
  const sizes = new Map<string, number>()
  for (const { label } of train) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  const large = [...sizes.keys()].filter((label) => (sizes.get(label) ?? 0) >= LEAST).sort()
  const areas = SEEDS.flatMap((seed) => {
    const random = seededRandom(seed)
    const order = shuffle([...large.keys()], random)
    const count = Math.max(1, Math.round(large.length * SHARE))
    const leftOut = new Set(order.slice(0, count).map((i) => large[i]))
    const kept = train.filter(({ label }) => !leftOut.has(label))
    const rows = shuffle([...kept.keys()], random).slice(0, MOST_EXAMPLES)
    const examples = rows.map((row) => kept[row] as Example)
    if (new Set(examples.map(({ label }) => label)).size < 2) return []
    const classifier = trainClassifier(examples)
    const novel: number[] = []
    const known: number[] = []
    for (const { text, label } of test) {
      const { novelty } = classifier.predict(text)
      if (leftOut.has(label)) novel.push(novelty)
      else known.push(novelty)
    }
    return novel.length > 0 && known.length > 0 ? [areaUnderRoc(novel, known)] : []
  })
  return areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length
}
