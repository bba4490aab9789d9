import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages'
import { describe, expect, test } from 'vitest'
import { chatRunnable, SidecueEmbeddings, toChatMessages } from '../../src/models/langchain.ts'
import type { ChatModel, ChatRequest } from '../../src/models/types.ts'

describe('our models for LangChain', () => {
  test('embeddings come as plain numbers, in order', async () => {
    const asked: string[][] = []
    const embeddings = new SidecueEmbeddings({
      id: 'lengths',
      async embed(texts) {
        asked.push(texts)
        return texts.map((text) => Float32Array.of(text.length, 1))
      },
    })
    expect(await embeddings.embedDocuments(['退款', 'refund'])).toEqual([
      [2, 1],
      [6, 1],
    ])
    expect(await embeddings.embedQuery('退')).toEqual([1, 1])
    expect(await embeddings.embedDocuments([])).toEqual([])
    expect(asked).toHaveLength(2)
  })

  test('the chat model takes messages and is cancelled by the runnable’s signal', async () => {
    const requests: ChatRequest[] = []
    const model: ChatModel = {
      id: 'scripted',
      async *stream(request, { signal } = {}) {
        requests.push(request)
        signal?.throwIfAborted()
        yield '您'
        yield '好'
        return null
      },
    }
    const messages = [new SystemMessage('短'), new HumanMessage('你好'), new AIMessage('在')]
    expect(await chatRunnable(model, { maxTokens: 9 }).invoke(messages)).toBe('您好')
    expect(requests[0]).toEqual({
      maxTokens: 9,
      messages: [
        { role: 'system', content: '短' },
        { role: 'user', content: '你好' },
        { role: 'assistant', content: '在' },
      ],
    })
    const signal = AbortSignal.abort(new Error('gone'))
    await expect(chatRunnable(model).invoke(messages, { signal })).rejects.toThrow()
  })

  test('a message that is no text is refused', () => {
    const picture = new HumanMessage({ content: [{ type: 'image_url', image_url: 'x' }] })
    expect(() => toChatMessages([picture])).toThrow('no plain text')
  })
})
