import { afterEach, describe, expect, it } from 'vitest'
import { createOpenaiEmbeddings } from '../../src/models/index.ts'
import { type ScriptedReply, sendJson, startScriptedEndpoint } from './scripted-endpoint.ts'

let stop: () => Promise<void> = async () => {}
afterEach(() => stop())

async function embeddings(reply: ScriptedReply, dimensions?: number) {
  const server = await startScriptedEndpoint(reply)
  stop = server.close
  const endpoint = { url: server.url, key: undefined, name: 'scripted', timeoutMs: 300 }
  return { model: createOpenaiEmbeddings(endpoint, dimensions), server }
}

const vectors =
  (make: (text: string) => unknown): ScriptedReply =>
  (body, response) =>
    sendJson(response, {
      data: (body.input as string[])
        .map((text, index) => ({ index, embedding: make(text) }))
        .reverse(),
    })

describe('createOpenaiEmbeddings', () => {
  it('gives unit vectors in the order of the texts, in batches', async () => {
    const { model, server } = await embeddings(vectors((text) => [Number(text), 0, 4]))
    const texts = Array.from({ length: 130 }, (_, i) => String(i))
    const found = await model.embed(texts)
    expect(found).toHaveLength(130)
    expect(found[3]?.[0]).toBeCloseTo(0.6)
    expect(server.requests).toHaveLength(3)
  })

  it.each([
    ['NaN', [Number.NaN, 1]],
    ['only zeros', [0, 0]],
  ])('refuses a vector with %s', async (_, vector) => {
    const { model } = await embeddings(vectors(() => vector))
    await expect(model.embed(['a'])).rejects.toMatchObject({ fault: 'bad-answer' })
  })

  it('refuses another dimension than the index has', async () => {
    const { model } = await embeddings(
      vectors(() => [1, 2]),
      3,
    )
    await expect(model.embed(['a'])).rejects.toMatchObject({ fault: 'wrong-dimension' })
  })

  it('refuses too few vectors, an error status and an answer that is not JSON', async () => {
    const short = await embeddings((_, response) => sendJson(response, { data: [] }))
    await expect(short.model.embed(['a'])).rejects.toMatchObject({ fault: 'bad-answer' })
    await stop()
    const failing = await embeddings((_, response) => sendJson(response, { error: {} }, 500))
    await expect(failing.model.embed(['a'])).rejects.toMatchObject({ fault: 'refused' })
    await stop()
    const garbage = await embeddings((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data": [')
    })
    await expect(garbage.model.embed(['a'])).rejects.toMatchObject({ fault: 'bad-answer' })
  })

  it('gives up on a slow endpoint and on one that is not there', async () => {
    const { model, server } = await embeddings(() => {})
    await expect(model.embed(['a'])).rejects.toMatchObject({ fault: 'timeout' })
    await server.close()
    await expect(model.embed(['a'])).rejects.toMatchObject({ fault: 'unreachable' })
  })

  it('is cancelled by its signal', async () => {
    const { model } = await embeddings(() => {})
    const controller = new AbortController()
    const pending = model.embed(['a'], { signal: controller.signal })
    controller.abort()
    await expect(pending).rejects.toMatchObject({ fault: 'aborted' })
  })
})
