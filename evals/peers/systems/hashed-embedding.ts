import { createHash } from 'node:crypto'

/** Dimensions of the shared table, as small sentence-embedding models have. */
export const DIMENSIONS = 384

/**
 * A deterministic stand-in for an embedding model, the same for every vector peer: words and
 * character bigrams hashed into 384 signed buckets, tf dampened, unit length. It measures the
 * stores' cost and filters; its quality says nothing about real embeddings.
 */
export function hashedEmbedding(text: string): number[] {
  const vector = new Float64Array(DIMENSIONS)
  const counts = new Map<string, number>()
  for (const feature of features(text.toLowerCase().normalize('NFKC')))
    counts.set(feature, (counts.get(feature) ?? 0) + 1)
  for (const [feature, count] of counts) {
    const hash = createHash('md5').update(feature).digest()
    const bucket = hash.readUInt32LE(0) % DIMENSIONS
    vector[bucket] = (vector[bucket] ?? 0) + ((hash[4] ?? 0) & 1 ? 1 : -1) * (1 + Math.log(count))
  }
  const norm = Math.hypot(...vector) || 1
  return Array.from(vector, (value) => value / norm)
}

function* features(text: string): Generator<string> {
  for (const [word] of text.matchAll(/[\p{Script=Latin}\p{N}]+/gu)) yield word
  for (const [run] of text.matchAll(/\p{Script=Han}+/gu))
    for (let i = 0; i + 1 < run.length; i++) yield run.slice(i, i + 2)
}

/** The interface LangChain.js and its stores expect. */
export const langchainEmbeddings = {
  embedQuery: async (text: string) => hashedEmbedding(text),
  embedDocuments: async (texts: string[]) => texts.map(hashedEmbedding),
}
