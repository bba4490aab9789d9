import { afterEach, describe, expect, it } from 'vitest'
import { createRerankEndpoint } from '../../src/models/index.ts'
import { type ScriptedReply, sendJson, startScriptedEndpoint } from './scripted-endpoint.ts'

let stop: () => Promise<void> = async () => {}
afterEach(() => stop())

async function reranker(reply: ScriptedReply) {
  const server = await startScriptedEndpoint(reply)
  stop = server.close
  const url = `${server.url}/rerank`
  return {
    server,
    model: createRerankEndpoint({ url, key: 'k', name: 'scripted', timeoutMs: 300 }),
  }
}

describe('createRerankEndpoint', () => {
  it('asks in the common form and gives the scores in the order of the documents', async () => {
    const { model, server } = await reranker((_, response) =>
      sendJson(response, {
        results: [
          { index: 1, relevance_score: 0.9, document: { text: 'b' } },
          { index: 0, relevance_score: 0.1 },
        ],
      }),
    )
    expect(await model.rerank('问', ['a', 'b'])).toEqual([0.1, 0.9])
    expect(server.requests).toEqual([
      {
        path: '/v1/rerank',
        body: {
          model: 'scripted',
          query: '问',
          documents: ['a', 'b'],
          top_n: 2,
          return_documents: false,
        },
      },
    ])
  })

  it.each([
    ['too few scores', { results: [{ index: 0, relevance_score: 1 }] }],
    [
      'a document that is not there',
      { results: [0, 7].map((index) => ({ index, relevance_score: 1 })) },
    ],
    ['one document twice', { results: [0, 0].map((index) => ({ index, relevance_score: 1 })) }],
    ['no number', { results: [0, 1].map((index) => ({ index, relevance_score: null })) }],
    ['another form', { data: [] }],
  ])('refuses %s', async (_, answer) => {
    const { model } = await reranker((_body, response) => sendJson(response, answer))
    await expect(model.rerank('q', ['a', 'b'])).rejects.toMatchObject({ fault: 'bad-answer' })
  })

  it('refuses an error status and what is not JSON', async () => {
    const failing = await reranker((_, response) => sendJson(response, {}, 500))
    await expect(failing.model.rerank('q', ['a'])).rejects.toMatchObject({ fault: 'refused' })
    await stop()
    const garbage = await reranker((_, response) => {
      response.writeHead(200).end('<html>')
    })
    await expect(garbage.model.rerank('q', ['a'])).rejects.toMatchObject({ fault: 'bad-answer' })
  })

  it('gives up on a slow endpoint, on one that is not there, and when cancelled', async () => {
    const { model, server } = await reranker(() => {})
    await expect(model.rerank('q', ['a'])).rejects.toMatchObject({ fault: 'timeout' })
    const controller = new AbortController()
    const pending = model.rerank('q', ['a'], { signal: controller.signal })
    controller.abort()
    await expect(pending).rejects.toMatchObject({ fault: 'aborted' })
    await server.close()
    await expect(model.rerank('q', ['a'])).rejects.toMatchObject({ fault: 'unreachable' })
  })
})
