import { Counter } from 'prom-client'
import type { Log } from '../log.ts'
import { metrics } from '../metrics.ts'
import { ModelError } from '../models/model-error.ts'
import type { Reranker } from '../models/types.ts'
import { createResting } from './resting.ts'
import type { Passage, Query } from './types.ts'

/** Puts passages into the order a model gives them, in time or not at all. */
export type RerankLane = {
  /** Passages looked at: so many are found before they are cut to those wanted. */
  depth: number
  rerank(query: Query, passages: Passage[], signal?: AbortSignal): Promise<Passage[]>
}

export type RerankOptions = {
  model: Reranker
  deadlineMs: number
  /** Takes personal data out of what leaves the house. */
  mask?: (text: string) => string
  log: Log
}

const outcomes = new Counter({
  name: 'sidecue_rerank_total',
  help: 'Searches with a rerank model, by what became of it.',
  labelNames: ['outcome'],
  registers: [metrics],
})

const DEPTH = 20
const MAX_TEXT = 2_000

/**
 * A reranker that fails open: whatever goes wrong, the passages stay as they were. It is given only passages that the
 * caller's role has been shown by the database, and an expiry since then is the caller's to see to, as for any passage.
 */
export function createRerankLane({
  model,
  deadlineMs,
  mask = (text) => text,
  log,
}: RerankOptions): RerankLane {
  const resting = createResting()
  const decide = async (query: Query, passages: Passage[], signal: AbortSignal | undefined) => {
    if (resting.isResting) return null
    const deadline = AbortSignal.timeout(deadlineMs)
    try {
      const scores = await model.rerank(
        mask(query.text.slice(0, MAX_TEXT)).toWellFormed(),
        passages.map(documentOf),
        { signal: signal ? AbortSignal.any([signal, deadline]) : deadline },
      )
      if (resting.worked()) log.warn({ model: model.id }, 'rerank-works-again')
      return scores
    } catch (error) {
      signal?.throwIfAborted()
      const fault = deadline.aborted
        ? 'late'
        : error instanceof ModelError
          ? error.fault
          : 'unknown'
      if (resting.failed()) log.warn({ fault, message: (error as Error).message }, 'rerank-off')
      return undefined
    }
  }
  return {
    depth: DEPTH,
    async rerank(query, passages, signal) {
      if (passages.length < 2 || query.text.trim() === '') return passages
      const scores = await decide(query, passages, signal)
      const outcome = scores ? 'done' : scores === null ? 'resting' : 'failed'
      outcomes.inc({ outcome })
      return scores ? inOrderOf(passages, scores) : passages
    },
  }
}

function documentOf({ title, headings, text }: Passage): string {
  const trail = headings[0] === title ? headings : [title, ...headings]
  return `${trail.join('\n')}\n${text}`.slice(0, MAX_TEXT).toWellFormed()
}

/** Ranks and scores stay where they are, so that they fall as before; the passages change places. */
export function inOrderOf(passages: readonly Passage[], scores: readonly number[]): Passage[] {
  const order = passages.map((passage, i) => ({ passage, relevance: scores[i] as number, i }))
  order.sort((a, b) => b.relevance - a.relevance || a.i - b.i)
  return order.map(({ passage }, at) => {
    const { rank, score } = passages[at] as Passage
    const lanes = { ...passage.why.lanes, rerank: at + 1 }
    return { ...passage, rank, score, why: { ...passage.why, lanes } }
  })
}
