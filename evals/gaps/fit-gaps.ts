/**
 * Fits what tells that two questions are one need on the tuned halves of the public sets, chooses from which chance on
 * questions are grouped, and writes both to src/editing/gaps/same-need.json.
 *
 *   node evals/gaps/fit-gaps.ts --bench ../shared/bench
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { groupItems } from '../../src/editing/gaps/group-items.ts'
import { findNear } from '../../src/editing/gaps/near-questions.ts'
import { readQuestions } from '../../src/editing/gaps/question-space.ts'
import {
  chanceOf,
  FEATURES,
  type Features,
  featuresOf,
  type NeedModel,
  type Tongue,
} from '../../src/editing/gaps/same-need.ts'
import { fitLogistic, type Observation } from '../fit-logistic.ts'
import { pairOf, type QuestionSet, readSet, type SetName } from './read-sets.ts'
import { scoreAllPairs } from './score-groups.ts'

/** Sets whose groups are needs, not topics: fitted on, by tongue. */
const FITTED: Record<Tongue, readonly SetName[]> = {
  zh: ['afqmc-faq', 'bustm-pairs'],
  en: ['covidfaq', 'bitext27'],
}
/** Every set weighs the same, however many pairs it has. */
const WEIGHT = 1_000
const CHANCES = Array.from({ length: 25 }, (_, at) => 0.02 * (at + 1))

type Prepared = {
  name: SetName
  set: QuestionSet
  links: (readonly [number, number])[]
  featuresOf: (a: number, b: number) => Features
}

const { bench } = parseArgs({
  options: { bench: { type: 'string', default: '../shared/bench' } },
}).values
const models: Partial<Record<Tongue, NeedModel>> = {}
for (const tongue of ['zh', 'en'] as const) {
  const sets = (await Promise.all(FITTED[tongue].map((name) => prepare(name)))).filter(
    (one) => one !== null,
  )
  if (sets.length < FITTED[tongue].length)
    throw new Error(`Not all of ${FITTED[tongue].join(', ')} are in ${bench}.`)
  models[tongue] = fitModel(sets)
  process.stderr.write(`${tongue}: grouped from a chance of ${models[tongue].same} on\n`)
}
await writeFile(
  new URL('../../src/editing/gaps/same-need.json', import.meta.url),
  `${JSON.stringify(models, null, 2)}\n`,
)

async function prepare(name: SetName): Promise<Prepared | null> {
  const set = await readSet(bench, name, 'tuned')
  if (!set) return null
  const space = readQuestions(set.texts, [])
  const near = findNear(space)
  const links = near.flatMap(({ likest }, at) => likest.map((other) => [at, other] as const))
  return { name, set, links, featuresOf: (a, b) => featuresOf(space, near, a, b) }
}

function fitModel(sets: readonly Prepared[]): NeedModel {
  // How many pairs of a set are one need says nothing of another: each has a bias of its own.
  const own = sets.slice(1).map(({ name }) => name)
  const names = [...FEATURES, ...own]
  const observations = sets.flatMap(({ name, set, links, featuresOf }) => {
    const pairs = new Map(links.map(([a, b]) => [pairOf(a, b), [a, b] as const]))
    return [...pairs].map(
      ([pair, [a, b]]): Observation<string> => ({
        features: {
          ...featuresOf(a, b),
          ...Object.fromEntries(own.map((other) => [other, Number(other === name)])),
        },
        isPositive: set.same.has(pair),
        weight: WEIGHT / pairs.size,
      }),
    )
  })
  const fitted = fitLogistic<string>(names, observations)
  const round = (value: number) => Math.round(value * 1e4) / 1e4
  const model = {
    bias: round(fitted.bias),
    weights: Object.fromEntries(
      FEATURES.map((feature) => [feature, round(fitted.weights[feature]!)]),
    ) as NeedModel['weights'],
  }
  const scored = CHANCES.map((same) => ({ same: round(same), f1: sum(sets, model, same) }))
  const best = scored.reduce((one, other) => (other.f1 > one.f1 ? other : one))
  return { ...model, same: best.same }
}

function sum(sets: readonly Prepared[], model: Omit<NeedModel, 'same'>, same: number): number {
  return sets.reduce((total, { set, links, featuresOf }) => {
    const likenessOf = (a: number, b: number) => chanceOf(model, featuresOf(a, b))
    return total + scoreAllPairs(set, groupItems(set.texts.length, links, likenessOf, same)).f1
  }, 0)
}
