import { z } from 'zod'
import { ModelError } from './model-error.ts'
import type { Endpoint } from './openai-client.ts'
import type { Reranker } from './types.ts'

const Answer = z.object({
  results: z.array(z.object({ index: z.number().int().min(0), relevance_score: z.number() })),
})

/**
 * A model behind an endpoint of the common `/rerank` form (Cohere, Jina, vLLM, TEI). `endpoint.url` is its whole
 * address. Every document must get a score: one that is missing makes the answer unusable.
 */
export function createRerankEndpoint(endpoint: Endpoint): Reranker {
  const { url, name, key, timeoutMs } = endpoint
  const who = `model '${name}'`
  return {
    id: `${name}@${new URL(url).host}`,
    async rerank(query, documents, { signal } = {}) {
      const timeout = AbortSignal.timeout(timeoutMs)
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          },
          body: JSON.stringify({
            ...{ model: name, query, documents, top_n: documents.length },
            return_documents: false,
          }),
          redirect: 'error',
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        })
        if (!response.ok) {
          await response.body?.cancel()
          throw new ModelError('refused', `${who}: answered with status ${response.status}`)
        }
        return scoresOf(await response.json(), documents.length, who)
      } catch (error) {
        if (error instanceof ModelError) throw error
        if (signal?.aborted) throw new ModelError('aborted', `${who}: cancelled`, error)
        if (timeout.aborted)
          throw new ModelError('timeout', `${who}: no answer within ${timeoutMs} ms`, error)
        if (error instanceof SyntaxError) throw badAnswer(who)
        throw new ModelError('unreachable', `${who}: not reachable at ${url}`, error)
      }
    },
  }
}

function scoresOf(answer: unknown, count: number, who: string): number[] {
  const parsed = Answer.safeParse(answer)
  if (!parsed.success) throw badAnswer(who)
  const scores = new Map(
    parsed.data.results.map(({ index, relevance_score }) => [index, relevance_score]),
  )
  const inOrder = Array.from({ length: count }, (_, index) => scores.get(index))
  if (scores.size !== count || inOrder.some((score) => score === undefined)) {
    throw new ModelError('bad-answer', `${who}: ${scores.size} scores for ${count} documents`)
  }
  return inOrder as number[]
}

function badAnswer(who: string): ModelError {
  return new ModelError('bad-answer', `${who}: an answer that cannot be read`)
}
