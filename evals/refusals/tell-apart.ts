import { fitLogistic, type Observation } from '../fit-logistic.ts'

/** What an outsider sees of one answer besides its words. */
export type Trace = { pair: string; isHidden: boolean; figures: Record<string, number> }

export type Classified = {
  /** Share of held-out answers that a classifier puts right; 0.5 is chance. */
  accuracy: number
  /** Of the accuracy, by chance alone, 95 %. */
  margin: number
  answers: number
}

/** Halvings of the pairs: with each, one half teaches and the other is told apart, and the other way round. */
const HALVINGS = 5

/**
 * How well a classifier tells the hidden of each pair from the invented, on pairs that it has not learnt from:
 * logistic regression on the figures, their logarithms and their distances from the middle.
 */
export function tellApart(traces: readonly Trace[]): Classified {
  const pairs = [...new Set(traces.map(({ pair }) => pair))].sort()
  let right = 0
  let told = 0
  for (let halving = 0; halving < HALVINGS; halving++) {
    const isFirst = new Map(pairs.map((pair, n) => [pair, (n >> halving) % 2 === 0]))
    for (const side of [true, false]) {
      const judge = learn(traces.filter(({ pair }) => isFirst.get(pair) === side))
      const unseen = traces.filter(({ pair }) => isFirst.get(pair) !== side)
      right += unseen.filter((trace) => judge(trace) === trace.isHidden).length
      told += unseen.length
    }
  }
  const accuracy = right / told
  return {
    accuracy,
    margin: 1.96 * Math.sqrt(0.25 / traces.length),
    answers: traces.length,
  }
}

function learn(traces: readonly Trace[]): (trace: Trace) => boolean {
  const middles = middlesOf(traces)
  const observed = traces.map(
    (trace): Observation<string> => ({
      features: featuresOf(trace, middles),
      isPositive: trace.isHidden,
      weight: 1,
    }),
  )
  const names = Object.keys(observed[0]?.features ?? {})
  const { bias, weights } = fitLogistic(names, observed)
  return (trace) => {
    const features = featuresOf(trace, middles)
    return names.reduce((sum, name) => sum + weights[name]! * features[name]!, bias) > 0
  }
}

type Figures = Trace['figures']

/** The median of each figure. */
function middlesOf(traces: readonly Trace[]): Figures {
  const names = Object.keys(traces[0]?.figures ?? {})
  return Object.fromEntries(
    names.map((name) => {
      const values = traces.map(({ figures }) => figures[name]!).sort((a, b) => a - b)
      return [name, values[Math.floor(values.length / 2)]!]
    }),
  )
}

/** Each figure, its logarithm, and how far it lies from the middle, on either side. */
function featuresOf({ figures }: Trace, middles: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]) => [
      [name, value],
      [`log ${name}`, Math.log1p(Math.max(value, 0))],
      [`far ${name}`, Math.abs(value - middles[name]!)],
    ]),
  )
}
