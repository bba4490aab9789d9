/** Random numbers in [0, 1) from a seed: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Unit vectors in clusters, as passages lie by topic: evenly spread ones would all be equally far from everything. Made
 * for measuring an index, not for measuring answers.
 */
export function clusteredVectors(
  seed: number,
  { dimensions, clusters, spread }: { dimensions: number; clusters: number; spread: number },
): () => Float32Array {
  const random = seeded(seed)
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const centres = Array.from({ length: clusters }, () =>
    unit(Float32Array.from({ length: dimensions }, normal)),
  )
  const scale = spread / Math.sqrt(dimensions)
  return () => {
    const centre = centres[Math.floor(random() * clusters)] as Float32Array
    return unit(centre.map((value) => value + scale * normal()))
  }
}

function unit(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector)
  return vector.map((value) => value / norm)
}
