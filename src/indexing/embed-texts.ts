import { ModelError } from '../models/model-error.ts'
import type { EmbeddingModel } from '../models/types.ts'

export type EmbeddedTexts = {
  /** By the place of the text; undefined where the model refuses it. */
  vectors: (Float32Array | undefined)[]
  /** Requests made. */
  calls: number
}

/** Texts in one request: what small servers take. */
const AT_ONCE = 64
/** A model that refuses more of one batch is out of order. */
const MOST_REFUSED = 3
/** The request itself is at fault, not the endpoint. */
const UNACCEPTABLE: ReadonlySet<number> = new Set([400, 413, 422])

/**
 * Embeds texts. Where a request is refused for what it holds, it is cut in two until the text is found that cannot
 * be embedded: one odd passage does not keep all others from being found. Throws `ModelError` otherwise.
 */
export async function embedTexts(
  model: EmbeddingModel,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<EmbeddedTexts> {
  const done: EmbeddedTexts = { vectors: texts.map(() => undefined), calls: 0 }
  let refused = 0
  for (let from = 0; from < texts.length; from += AT_ONCE) {
    await embedRange(from, Math.min(from + AT_ONCE, texts.length))
  }
  return done

  async function embedRange(from: number, to: number): Promise<void> {
    try {
      done.calls++
      const vectors = await model.embed(texts.slice(from, to), signal ? { signal } : {})
      for (const [i, vector] of vectors.entries()) done.vectors[from + i] = vector
    } catch (error) {
      if (!isOfTheText(error)) throw error
      if (to - from === 1) {
        refused++
        if (refused > MOST_REFUSED || refused === texts.length) throw error
        return
      }
      const middle = (from + to) >> 1
      await embedRange(from, middle)
      await embedRange(middle, to)
    }
  }
}

function isOfTheText(error: unknown): boolean {
  if (!(error instanceof ModelError)) return false
  return error.fault === 'bad-answer' || UNACCEPTABLE.has(error.status ?? 0)
}
