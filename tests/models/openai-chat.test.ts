import { afterEach, describe, expect, it } from 'vitest'
import { type ChatUsage, createOpenaiChat } from '../../src/models/index.ts'
import { type ScriptedReply, sendJson, startScriptedEndpoint } from './scripted-endpoint.ts'

let stop: () => Promise<void> = async () => {}
afterEach(() => stop())

async function chat(reply: ScriptedReply) {
  const server = await startScriptedEndpoint(reply)
  stop = server.close
  return {
    server,
    model: createOpenaiChat({ url: server.url, key: 'k', name: 'scripted', timeoutMs: 300 }),
  }
}

const request = { messages: [{ role: 'user' as const, content: '你好' }], maxTokens: 50 }

async function drain(stream: AsyncGenerator<string, ChatUsage | null>) {
  const pieces: string[] = []
  for (;;) {
    const { done, value } = await stream.next()
    if (done) return { pieces, usage: value }
    pieces.push(value)
  }
}

describe('createOpenaiChat', () => {
  it('streams text and tells the usage; it offers the model no tools', async () => {
    const { model, server } = await chat((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const content of ['您好', '，请讲'])
        response.write(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`)
      response.write(
        `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 4 } })}\n\n`,
      )
      response.end('data: [DONE]\n\n')
    })
    const { pieces, usage } = await drain(model.stream(request))
    expect(pieces).toEqual(['您好', '，请讲'])
    expect(usage).toEqual({ inputTokens: 7, outputTokens: 4 })
    expect(server.requests[0]?.body).not.toHaveProperty('tools')
  })

  it('says refused on an error status, without repeating what the endpoint said', async () => {
    const { model } = await chat((_, response) =>
      sendJson(response, { error: { message: 'echo of 你好' } }, 400),
    )
    const failed = await drain(model.stream(request)).catch((error: Error) => error)
    expect(failed).toMatchObject({ fault: 'refused' })
    expect(String(failed)).not.toContain('你好')
  })

  it('ends as an error when the stream is garbage or breaks off', async () => {
    const { model } = await chat((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end('data: {"choices": [{"delta"\n\n')
    })
    await expect(drain(model.stream(request))).rejects.toMatchObject({ code: 'TRY_LATER' })
  })
})
