import { readFileSync } from 'node:fs'
import { compareQuestions, type Likeness } from './compare-questions.ts'
import type { Neighbourhood } from './near-questions.ts'
import type { Space } from './question-space.ts'

/** What two questions have in common, also seen from where they stand among the others; 0 to 1. */
export type Features = Likeness & {
  /** How like they are, compared with what is likest to each: the smaller part, and the larger. */
  mutual: number
  nearest: number
  /** The part of their circles that is one. */
  circle: number
}

export const FEATURES = [
  'all',
  'word',
  'character',
  'fragment',
  'pair',
  'cover',
  'wants',
  'denied',
  'numbers',
  'length',
  'mutual',
  'nearest',
  'circle',
] as const satisfies readonly (keyof Features)[]

/** Chinese in both scripts, and languages written in letters: what counts differs. */
export type Tongue = 'zh' | 'en'

export type NeedModel = {
  bias: number
  weights: Record<keyof Features, number>
  /** Groups hold questions that are on average one need with this chance. */
  same: number
}

/** A likeness below this is no measure for others, be it the best there is: among few questions it may be nothing. */
const LIKELY = 0.35

/** Made by `evals/gaps/fit-gaps.ts`; evals/reports/gaps.md says from what, and what came of it. */
const MODELS = JSON.parse(
  readFileSync(new URL('./same-need.json', import.meta.url), 'utf8'),
) as Record<Tongue, NeedModel>

export function needModel(tongue: Tongue): NeedModel {
  return MODELS[tongue]
}

export function featuresOf(
  space: Space,
  near: readonly Neighbourhood[],
  a: number,
  b: number,
): Features {
  const likeness = compareQuestions(space, a, b)
  const [one, other] = [near[a]!, near[b]!]
  const parts = [one, other].map(({ nearest }) => likeness.all / Math.max(nearest, LIKELY))
  let common = 0
  for (const member of one.circle) if (other.circle.has(member)) common++
  return {
    ...likeness,
    mutual: Math.min(1, ...parts),
    nearest: Math.min(1, Math.max(...parts)),
    circle: common / Math.max(one.circle.size, other.circle.size),
  }
}

/** The chance that two questions are one need, 0 to 1. */
export function chanceOf(
  { bias, weights }: Pick<NeedModel, 'bias' | 'weights'>,
  features: Features,
): number {
  let sum = bias
  for (const feature of FEATURES) sum += weights[feature] * features[feature]
  return 1 / (1 + Math.exp(-sum))
}
