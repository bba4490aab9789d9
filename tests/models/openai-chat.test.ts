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

  it.each([
    ['schema', { type: 'json_schema', json_schema: { name: 'claims', schema: {}, strict: true } }],
    ['object', { type: 'json_object' }],
    ['text', undefined],
  ] as const)('asks for the form as the endpoint knows it: %s', async (format, expected) => {
    const server = await startScriptedEndpoint((_, response) => {
      response.end('data: [DONE]\n\n')
    })
    stop = server.close
    const endpoint = { url: server.url, key: 'k', name: 'scripted', timeoutMs: 300 }
    const model = createOpenaiChat(endpoint, { format })
    await drain(model.stream({ ...request, schema: { name: 'claims', schema: {} } })).catch(
      () => {},
    )
    expect(server.requests[0]?.body.response_format).toEqual(expected)
  })

  it.each([
    ['a tool call', { tool_calls: [{ index: 0, function: { name: 'send' } }] }, 'tool-call'],
    ['a refusal', { refusal: 'no' }, 'declined'],
  ])('%s is named', async (_, delta, fault) => {
    const { model } = await chat((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(`data: ${JSON.stringify({ choices: [{ delta }] })}\n\ndata: [DONE]\n\n`)
    })
    await expect(drain(model.stream(request))).rejects.toMatchObject({ fault })
  })

  it.each([
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after-ms': '30' }, 30],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, undefined],
    [{}, undefined],
  ])('a busy endpoint says when to come again: %o', async (headers, retryAfterMs) => {
    const { model } = await chat((_, response) => {
      response.writeHead(429, headers as Record<string, string>).end('{}')
    })
    const failed = await drain(model.stream(request)).catch((error: unknown) => error)
    expect(failed).toMatchObject({ fault: 'refused', status: 429, retryAfterMs, isPassing: true })
  })

  it('is let go of when it is cancelled in the middle, and says so', async () => {
    let isClosed = false
    const { model } = await chat((_, response) => {
      response.on('close', () => {
        isClosed = true
      })
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: '您' } }] })}\n\n`)
    })
    const controller = new AbortController()
    const stream = model.stream(request, { signal: controller.signal })
    expect((await stream.next()).value).toBe('您')
    controller.abort()
    await expect(stream.next()).rejects.toMatchObject({ fault: 'aborted' })
    await expect.poll(() => isClosed).toBe(true)
  })
})
