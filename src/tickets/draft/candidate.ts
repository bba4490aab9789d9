/** A value a field may take. */
export type Candidate = {
  value: string
  /** Seqs of the turns that say it. */
  evidence: number[]
  confidence: number
}

/** The surest of the candidates; of equally sure ones the last, as people correct themselves. */
export function surest(candidates: readonly Candidate[]): Candidate | null {
  let best: Candidate | null = null
  for (const one of candidates) if (best === null || one.confidence >= best.confidence) best = one
  return best
}

/** The surest; of equally sure ones the first, as what came up first is what it is about. */
export function firstSurest(candidates: readonly Candidate[]): Candidate | null {
  let best: Candidate | null = null
  for (const one of candidates) if (best === null || one.confidence > best.confidence) best = one
  return best
}
