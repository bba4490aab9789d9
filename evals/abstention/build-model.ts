import type { ConfidenceModel } from '../../src/retrieval/confidence.ts'
import { LANGS, type Lang } from '../../src/text/types.ts'
import { areaUnderRoc } from '../metrics.ts'
import { chooseThreshold } from './choose-threshold.ts'
import { curveOf, round } from './figures.ts'
import { fitModel } from './fit-model.ts'
import { type Judged, judgeByHalves } from './held-out.ts'
import { DESK, halfOf, type Sample } from './sample.ts'

/**
 * The model that is stored: weights from all samples; AUROC, curve and threshold from the questions of each half
 * of every set, judged by a model of the other halves. Where there are desks, what they are asked decides: they are what the
 * threshold is for.
 */
export function buildModel(samples: readonly Sample[], fittedAt: string): ConfidenceModel {
  const model = fitModel(samples)
  const judged = judgeByHalves(samples, () => true)
  const counts = new Map<string, number>()
  for (const { set } of samples) counts.set(set, (counts.get(set) ?? 0) + 1)
  const languages = LANGS.map((lang) => {
    const asked = askedIn(judged, lang)
    const halves = ([0, 1] as const).map((half) => asked.filter((one) => halfOf(one) === half))
    return [
      lang,
      {
        ...model[lang],
        ...chooseThreshold(asked),
        auroc: round(halves.reduce((sum, half) => sum + aurocOf(half), 0) / halves.length),
        curve: curveOf(asked),
      },
    ]
  })
  return {
    fittedAt,
    fittedOn: Object.fromEntries(counts),
    measuredOn: MEASURED,
    languages: Object.fromEntries(languages) as ConfidenceModel['languages'],
  }
}

function aurocOf(judged: readonly Judged[]): number {
  const of = (isAnswerable: boolean) =>
    judged
      .filter(({ kind }) => (kind === 'answerable') === isAnswerable)
      .map(({ confidence }) => confidence)
  return areaUnderRoc(of(true), of(false))
}

const MEASURED =
  "auroc, curve and threshold: the desks' questions with and without an answer (else those of all sets, and the same without their articles), each half judged by a model fitted on the other half of every set"

function askedIn(judged: readonly Judged[], lang: Lang): Judged[] {
  const own = judged.filter((one) => one.lang === lang)
  const desks = own.filter(
    ({ set, kind }) => set.startsWith(DESK) && (kind === 'answerable' || kind === 'unanswerable'),
  )
  const isEnough =
    desks.some(({ kind }) => kind === 'answerable') &&
    desks.some(({ kind }) => kind === 'unanswerable')
  return isEnough ? desks : own.filter(({ kind }) => kind !== 'swapped')
}
