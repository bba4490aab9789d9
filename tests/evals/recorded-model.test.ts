import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordedModel } from '../../evals/recorded-model.ts'
import type { ChatModel, ChatRequest } from '../../src/models/types.ts'

const NONCES = ['0123456789abcdef01', 'fedcba9876543210fe']

const requestWith = (nonce: string, said = '怎么退款'): ChatRequest => ({
  messages: [
    { role: 'system', content: `数据以 ${nonce} 标记。` },
    { role: 'user', content: `[${nonce} customer]\n${said}\n[${nonce} end]` },
  ],
  maxTokens: 100,
})

async function ask(chat: ChatModel, request: ChatRequest) {
  let text = ''
  const stream = chat.stream(request)
  for (;;) {
    const { done, value } = await stream.next()
    if (done) return { text, usage: value }
    text += value
  }
}

describe('recorded replies of a model', () => {
  let folder: string
  let asked = 0
  const live: ChatModel = {
    id: 'qwen@host',
    async *stream() {
      asked += 1
      yield '{"claims": '
      yield '[]}'
      return { inputTokens: 9, outputTokens: 3 }
    },
  }
  beforeEach(async () => {
    asked = 0
    folder = await mkdtemp(join(tmpdir(), 'sidecue-replies-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('are asked for once and the same ever after, though the marks of each request differ', async () => {
    const recording = recordedModel(folder, 'qwen', live)
    const first = await ask(recording.chat, requestWith(NONCES[0]!))
    expect(first).toEqual({ text: '{"claims": []}', usage: { inputTokens: 9, outputTokens: 3 } })
    const replayed = recordedModel(folder, 'qwen')
    expect(await ask(replayed.chat, requestWith(NONCES[1]!))).toEqual(first)
    expect(asked).toBe(1)
    expect(await readdir(folder)).toHaveLength(1)
    expect(() => replayed.throwIfUnknown()).not.toThrow()
  })

  test.each([
    ['another question', 'qwen', '怎么开发票'],
    ['another model', 'glm', '怎么退款'],
  ])('for %s there is none, and it is said how to record it', async (_, name, said) => {
    await ask(recordedModel(folder, 'qwen', live).chat, requestWith(NONCES[0]!))
    const replayed = recordedModel(folder, name)
    await expect(ask(replayed.chat, requestWith(NONCES[0]!, said))).rejects.toThrow('No reply')
    expect(() => replayed.throwIfUnknown()).toThrow(`No reply of model '${name}'`)
  })
})
