/** Sentences in one graph; of more, evenly spread ones are taken and the others judged by their likeness to these. */
const MOST_NODES = 240
const DAMPING = 0.85
const ROUNDS = 20

type Vector = ReadonlyMap<string, number>

/**
 * How much each text stands for all of them, from 0 to 1: the stationary weight in the graph of their likeness, as in
 * LexRank (Erkan and Radev, JAIR 22, 2004) with the cosines as weights. Time is bounded by `MOST_NODES`.
 */
export function centrality(texts: readonly (readonly string[])[]): number[] {
  if (texts.length === 0) return []
  const vectors = toVectors(texts)
  const step = Math.max(1, Math.ceil(vectors.length / MOST_NODES))
  const nodes = vectors.filter((_, at) => at % step === 0)
  const ranks = powerIteration(nodes)
  const weights =
    step === 1
      ? ranks
      : vectors.map((vector) =>
          nodes.reduce((sum, node, at) => sum + cosine(vector, node) * (ranks[at] ?? 0), 0),
        )
  const most = Math.max(...weights, 1e-9)
  return weights.map((weight) => weight / most)
}

/** Unit vectors of terms, weighted by how few of the texts have them. */
export function toVectors(texts: readonly (readonly string[])[]): Vector[] {
  const spread = new Map<string, number>()
  for (const terms of texts)
    for (const term of new Set(terms)) spread.set(term, (spread.get(term) ?? 0) + 1)
  return texts.map((terms) => {
    const weights = new Map<string, number>()
    for (const term of terms) {
      const idf = Math.log(1 + texts.length / (spread.get(term) ?? 1))
      weights.set(term, (weights.get(term) ?? 0) + idf)
    }
    const norm = Math.hypot(...weights.values()) || 1
    return new Map([...weights].map(([term, weight]) => [term, weight / norm]))
  })
}

/** Of two unit vectors. */
export function cosine(a: Vector, b: Vector): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [term, weight] of few) sum += weight * (many.get(term) ?? 0)
  return sum
}

function powerIteration(nodes: readonly Vector[]): number[] {
  const size = nodes.length
  const likeness = nodes.map((a) => nodes.map((b) => cosine(a, b)))
  const sums = likeness.map((row) => row.reduce((sum, one) => sum + one, 0) || 1)
  let ranks = new Array<number>(size).fill(1 / size)
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Array<number>(size).fill((1 - DAMPING) / size)
    for (const [from, row] of likeness.entries()) {
      const share = (DAMPING * (ranks[from] ?? 0)) / (sums[from] ?? 1)
      for (const [to, weight] of row.entries()) next[to] = (next[to] ?? 0) + share * weight
    }
    ranks = next
  }
  return ranks
}
