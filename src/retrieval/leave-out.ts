import type { Statistics } from './statistics.ts'

/**
 * Articles that a search passes over as if they had never been indexed. For measuring what is made of questions whose
 * answer is not there; nothing of the product asks for it.
 */
export type LeftOut = {
  articles: ReadonlySet<string>
  /** Chunks of these articles. */
  chunks: number
  /** In how many of these chunks each key stands. */
  frequencies: ReadonlyMap<number, number>
}

/** The statistics as they would be without the articles. */
export function withoutLeftOut(
  statistics: Statistics,
  { chunks, frequencies }: LeftOut,
): Statistics {
  const left = new Map<number, number>()
  for (const [key, count] of statistics.frequencies)
    left.set(key, Math.max(0, count - (frequencies.get(key) ?? 0)))
  return { ...statistics, chunks: Math.max(1, statistics.chunks - chunks), frequencies: left }
}
