/** The label of texts that belong to none of the classes. */
export const OUT_OF_SCOPE = 'oos'

export type Judged = { truth: string; label: string | null; confidence: number }

export function accuracy(rows: readonly Judged[]): number {
  return rows.filter(({ truth, label }) => truth === label).length / rows.length
}

/** Mean F1 over the labels that occur as truth or as prediction; from 0 to 1. */
export function macroF1(rows: readonly Judged[]): number {
  const counts = new Map<string, { hits: number; said: number; true: number }>()
  const of = (label: string) => {
    const known = counts.get(label) ?? { hits: 0, said: 0, true: 0 }
    counts.set(label, known)
    return known
  }
  for (const { truth, label } of rows) {
    of(truth).true++
    if (label === null) continue
    of(label).said++
    if (label === truth) of(label).hits++
  }
  let sum = 0
  for (const count of counts.values()) sum += (2 * count.hits) / (count.said + count.true)
  return sum / counts.size
}

const BINS = 15

/**
 * Expected calibration error over fifteen bins of equal width: how far confidence lies from accuracy, weighted by
 * how many predictions have it (Guo et al., ICML 2017).
 */
export function calibrationError(rows: readonly Judged[]): number {
  const bins = Array.from({ length: BINS }, () => ({ confidence: 0, right: 0 }))
  for (const { truth, label, confidence } of rows) {
    const bin = bins[Math.min(BINS - 1, Math.floor(confidence * BINS))]
    if (bin === undefined) continue
    bin.confidence += confidence
    bin.right += Number(truth === label)
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / rows.length
}
