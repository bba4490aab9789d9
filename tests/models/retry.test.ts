import { describe, expect, test } from 'vitest'
import type { Clock } from '../../src/clock.ts'
import { ModelError } from '../../src/models/model-error.ts'
import { withRetry } from '../../src/models/retry.ts'
import type { ChatModel } from '../../src/models/types.ts'

const busy = (retryAfterMs?: number) =>
  new ModelError('refused', 'busy', undefined, { status: 429, retryAfterMs })
const failed = new ModelError('refused', 'failed', undefined, { status: 500 })
const away = new ModelError('unreachable', 'away')

/** Each try yields the strings of its turn, then throws the error where there is one. */
function scripted(...tries: (string | Error)[][]) {
  let asked = 0
  const model: ChatModel = {
    id: 'scripted',
    async *stream() {
      for (const step of tries[asked++] ?? []) {
        if (step instanceof Error) throw step
        yield step
      }
      return { inputTokens: 1, outputTokens: 2 }
    },
  }
  return { model, asked: () => asked }
}

/** Time passes only by waiting. */
function waitingClock() {
  let now = 0
  const waits: number[] = []
  const clock: Clock = {
    now: () => new Date(now),
    after(delayMs, task) {
      waits.push(delayMs)
      now += delayMs
      queueMicrotask(task)
      return () => {}
    },
  }
  return { clock, waits }
}

async function read(tries: (string | Error)[][], deadline = 5_000) {
  const { model, asked } = scripted(...tries)
  const { clock, waits } = waitingClock()
  const stream = withRetry(model, { clock, deadline }).stream({ messages: [], maxTokens: 1 })
  const pieces: string[] = []
  try {
    for (;;) {
      const { done, value } = await stream.next()
      if (done) return { pieces, usage: value, asked: asked(), waits, error: null }
      pieces.push(value)
    }
  } catch (error) {
    return { pieces, usage: null, asked: asked(), waits, error }
  }
}

describe('asking a model again', () => {
  test('helps where it was busy or not there yet', async () => {
    const done = await read([[busy()], [away], ['好', '的']])
    expect(done).toMatchObject({ pieces: ['好', '的'], asked: 3, waits: [150, 400], error: null })
    expect(done.usage).toEqual({ inputTokens: 1, outputTokens: 2 })
  })

  test('is not done after a token came, nor for an error that will come again', async () => {
    expect(await read([['好', away], ['的']])).toMatchObject({
      pieces: ['好'],
      asked: 1,
      error: away,
    })
    expect(await read([[failed], ['好']])).toMatchObject({ asked: 1, error: failed })
  })

  test('ends after two more tries', async () => {
    expect(await read([[away], [away], [away], ['好']])).toMatchObject({ asked: 3, error: away })
  })

  test('waits as long as the endpoint asks, if that is before the deadline', async () => {
    expect(await read([[busy(1_000)], ['好']])).toMatchObject({ waits: [1_000], pieces: ['好'] })
    expect(await read([[busy(9_000)], ['好']])).toMatchObject({ waits: [], asked: 1 })
    expect(await read([[away], ['好']], 100)).toMatchObject({ waits: [], asked: 1 })
  })
})
