import { applyModel, type LanguageModel } from '../../src/retrieval/confidence.ts'
import { type FittedModel, fitModel } from './fit-model.ts'
import { halfOf, type Sample } from './sample.ts'

/** A sample with the confidence of a model that has not seen it. */
export type Judged = Sample & { confidence: number }

/** Each half of the questions judged by a model fitted on the other half. `isFitted`: sets a model may be fitted on. */
export function judgeByHalves(
  samples: readonly Sample[],
  isFitted: (set: string) => boolean,
): Judged[] {
  const of = (half: 0 | 1) => samples.filter((sample) => halfOf(sample) === half)
  return ([0, 1] as const).flatMap((half) => {
    const model = fitModel(of(half === 0 ? 1 : 0).filter(({ set }) => isFitted(set)))
    return judge(of(half), model)
  })
}

/** Each set judged by a model fitted on all the others. */
export function judgeBySets(
  samples: readonly Sample[],
  isFitted: (set: string) => boolean,
): Judged[] {
  return [...new Set(samples.map(({ set }) => set))].flatMap((set) => {
    const model = fitModel(samples.filter((one) => one.set !== set && isFitted(one.set)))
    return judge(
      samples.filter((one) => one.set === set),
      model,
    )
  })
}

/** Nothing found is judged as it is by the product: no confidence at all. */
export function judge(samples: readonly Sample[], model: FittedModel): Judged[] {
  return samples.map((sample) => ({
    ...sample,
    confidence: sample.features
      ? applyModel(sample.features, model[sample.lang] as Pick<LanguageModel, 'bias' | 'weights'>)
      : 0,
  }))
}
