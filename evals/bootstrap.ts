/** The 2.5 % and 97.5 % points of the means of resampled differences: the same ones each time. */
export function bootstrap(differences: readonly number[], resamples: number): [number, number] {
  if (differences.every((one) => one === 0)) return [0, 0]
  const random = mulberry32(differences.length)
  const means: number[] = []
  for (let i = 0; i < resamples; i++) {
    let sum = 0
    for (let j = 0; j < differences.length; j++)
      sum += differences[Math.floor(random() * differences.length)] ?? 0
    means.push(sum / differences.length)
  }
  means.sort((a, b) => a - b)
  const at = (share: number) =>
    means[Math.min(means.length - 1, Math.floor(share * means.length))] ?? 0
  return [at(0.025), at(0.975)]
}

/** A small generator with a seed (Tommy Ettinger, public domain): the same baseline, the same bounds. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
