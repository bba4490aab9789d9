import type { SuiteReport } from './types.ts'
import { MAIN_FIGURE } from './words.ts'

/** The main figure of a suite in one slice. */
export type SliceRow = {
  slice: string
  value: string
  cases: number
  now: number
  /** Undefined: not compared, or too few cases to be. */
  before?: number
  isLoss: boolean
  isGain: boolean
}

/** Kinds of slices with one value or with so many say nothing to a reader. */
const MOST_VALUES = 40

/** The slices of a suite by kind of slice (`lang`, `channel`, `kind` …), each with the largest first. */
export function sliceRows({ result, scores, comparisons }: SuiteReport): Map<string, SliceRow[]> {
  const main = MAIN_FIGURE[result.suite] ?? 'passed'
  const groups = new Map<string, Map<string, number[]>>()
  for (const { scores: own, slices } of scores) {
    const score = own[main]
    if (score === undefined) continue
    for (const [slice, value] of Object.entries(slices)) {
      const values = groups.get(slice) ?? new Map<string, number[]>()
      groups.set(slice, values)
      values.set(value, [...(values.get(value) ?? []), score])
    }
  }
  const compared = new Map(comparisons?.map((one) => [one.figure, one]))
  const rows = [...groups]
    .filter(([, values]) => values.size > 1 && values.size <= MOST_VALUES)
    .map(([slice, values]): [string, SliceRow[]] => [
      slice,
      [...values]
        .map(([value, list]): SliceRow => {
          const comparison = compared.get(`${main}/${slice}=${value}`)
          return {
            ...{ slice, value, cases: list.length },
            now: list.reduce((sum, one) => sum + one, 0) / list.length,
            ...(comparison === undefined ? {} : { before: comparison.before }),
            isLoss: comparison?.isLoss === true,
            isGain: comparison?.isGain === true,
          }
        })
        .sort((a, b) => b.cases - a.cases || (a.value < b.value ? -1 : 1)),
    ])
  return new Map(rows)
}
