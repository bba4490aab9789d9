import type { ServerResponse } from 'node:http'
import { tokenize } from '../../src/text/tokens.ts'
import { sendJson, startScriptedEndpoint } from '../models/scripted-endpoint.ts'

/** What the endpoint does with the next requests. */
export type EmbeddingMode =
  | 'fine'
  | 'slow'
  | 'down'
  | 'wrong-dimension'
  | 'nan'
  | 'wrong-count'
  /** Refuses any request that holds the text `unacceptable`. */
  | 'picky'

export const SLOW_MS = 20_000

/**
 * A scripted stand-in for an embeddings endpoint, for tests only. Its vectors are deterministic: hashed bags of words, in
 * which the words of one list of synonyms are one word. What it finds says nothing of any real model.
 */
export async function startScriptedEmbeddings({
  dimensions = 48,
  synonyms = [],
}: {
  dimensions?: number
  synonyms?: readonly (readonly string[])[]
} = {}) {
  const state = { mode: 'fine' as EmbeddingMode }
  const texts: string[] = []
  const server = await startScriptedEndpoint(async (body, response) => {
    const input = body.input as string[]
    const model = String(body.model)
    texts.push(...input)
    await answer(response, input, (text) => vectorOf(text, dimensions, synonyms, model))
  })
  return {
    url: server.url,
    requests: server.requests,
    /** All texts it was given, in order. */
    texts,
    set(mode: EmbeddingMode) {
      state.mode = mode
    },
    close: server.close,
  }

  async function answer(
    response: ServerResponse,
    input: string[],
    embed: (text: string) => number[],
  ): Promise<void> {
    const rows = input.map((text, index) => ({ index, embedding: embed(text) as unknown[] }))
    switch (state.mode) {
      case 'slow':
        await new Promise((done) => setTimeout(done, SLOW_MS).unref())
        return sendJson(response, { data: rows })
      case 'down':
        return sendJson(response, { error: { message: input.join() } }, 503)
      case 'wrong-dimension':
        for (const row of rows) row.embedding.push(1)
        return sendJson(response, { data: rows })
      case 'nan':
        for (const row of rows) row.embedding[0] = null
        return sendJson(response, { data: rows })
      case 'wrong-count':
        return sendJson(response, { data: rows.slice(1) })
      case 'picky':
        if (input.some((text) => text.includes('unacceptable')))
          return sendJson(response, { error: {} }, 413)
        return sendJson(response, { data: rows })
      default:
        return sendJson(response, { data: rows })
    }
  }
}

function vectorOf(
  text: string,
  dimensions: number,
  synonyms: readonly (readonly string[])[],
  salt: string,
): number[] {
  const vector = new Array<number>(dimensions).fill(0)
  let folded = text
  for (const [first = '', ...others] of synonyms) {
    for (const other of others) folded = folded.replaceAll(other, first)
  }
  for (const word of tokenize(folded).words) {
    const hash = hashOf(`${salt} ${word}`)
    vector[hash % dimensions] = (vector[hash % dimensions] ?? 0) + (hash & 64 ? 1 : -1)
  }
  vector[0] = (vector[0] ?? 0) + 0.01
  return vector
}

function hashOf(text: string): number {
  let hash = 2_166_136_261
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619) >>> 0
  return hash ^ (hash >>> 13)
}
