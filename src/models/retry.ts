import type { Clock } from '../clock.ts'
import { ModelError } from './model-error.ts'
import type { ChatModel, ChatRequest } from './types.ts'

/** Waits between the tries, where the endpoint names none: a customer is waiting. */
const WAITS_MS = [150, 400]

/**
 * Asks again where that helps: nobody listened (yet), or the endpoint was busy. Only while not a single token
 * has come, and only where the wait ends before `deadline` (in the clock's milliseconds).
 */
export function withRetry(
  model: ChatModel,
  { clock, deadline }: { clock: Clock; deadline: number },
): ChatModel {
  return {
    id: model.id,
    async *stream(request: ChatRequest, options: { signal?: AbortSignal } = {}) {
      for (let attempt = 0; ; attempt++) {
        let hasBegun = false
        try {
          const stream = model.stream(request, options)
          for (;;) {
            const { done, value } = await stream.next()
            if (done) return value
            hasBegun = true
            yield value
          }
        } catch (error) {
          const waitMs = waitBefore(error, attempt)
          const isInTime = waitMs !== null && clock.now().getTime() + waitMs < deadline
          if (hasBegun || !isInTime || options.signal?.aborted) throw error
          await wait(waitMs, clock, options.signal)
        }
      }
    },
  }
}

function waitBefore(error: unknown, attempt: number): number | null {
  const own = WAITS_MS[attempt]
  if (!(error instanceof ModelError) || !error.isPassing || own === undefined) return null
  return Math.max(own, error.retryAfterMs ?? 0)
}

async function wait(ms: number, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  let cancel = () => {}
  await new Promise<void>((done) => {
    cancel = clock.after(ms, done)
    signal?.addEventListener('abort', () => done(), { once: true })
  })
  cancel()
  if (signal?.aborted) throw new ModelError('aborted', 'cancelled while waiting to ask again')
}
