import { ModelError } from './model-error.ts'
import { asModelError, type Endpoint, openaiClient } from './openai-client.ts'
import type { EmbeddingModel } from './types.ts'
import { unitVector } from './unit-vector.ts'

/** Texts per request: what small servers take without running out of memory. */
const BATCH = 64

/**
 * Embeddings from any OpenAI-compatible endpoint. `dimensions` is what the index was built with;
 * an answer of another size is refused, as are NaN, infinite and zero vectors.
 */
export function createOpenaiEmbeddings(endpoint: Endpoint, dimensions?: number): EmbeddingModel {
  const client = openaiClient(endpoint)
  const id = `${endpoint.name}@${new URL(endpoint.url).host}`
  return {
    id,
    async embed(texts, { signal } = {}) {
      const vectors: Float32Array[] = []
      for (let from = 0; from < texts.length; from += BATCH) {
        const batch = texts.slice(from, from + BATCH)
        vectors.push(...(await embedBatch(batch, signal)))
      }
      const sizes = new Set(vectors.map((vector) => vector.length))
      if (dimensions !== undefined) sizes.add(dimensions)
      if (sizes.size > 1)
        throw new ModelError(
          'wrong-dimension',
          `model '${endpoint.name}': vectors of ${[...sizes].join(' and ')} dimensions; expected one size`,
        )
      return vectors
    },
  }

  async function embedBatch(batch: string[], signal?: AbortSignal): Promise<Float32Array[]> {
    try {
      const answer = await client.embeddings.create(
        { model: endpoint.name, input: batch, encoding_format: 'float' },
        signal ? { signal } : {},
      )
      const rows = answer.data.toSorted((a, b) => a.index - b.index)
      if (rows.length !== batch.length)
        throw new ModelError(
          'bad-answer',
          `model '${endpoint.name}': ${rows.length} vectors for ${batch.length} texts`,
        )
      return rows.map((row) => unitVector(row.embedding, endpoint.name))
    } catch (error) {
      throw asModelError(error, endpoint)
    }
  }
}
