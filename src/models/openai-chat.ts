import { APIUserAbortError } from 'openai'
import type { ChatCompletionChunk } from 'openai/resources/chat/completions'
import { ModelError } from './model-error.ts'
import { asModelError, type Endpoint, openaiClient } from './openai-client.ts'
import type { ChatModel, ChatRequest, ChatUsage } from './types.ts'

/** How an endpoint is told the form of an answer: some know no schemas, some not even JSON. */
export type AnswerFormat = 'schema' | 'object' | 'text'

/** A chat model behind any OpenAI-compatible endpoint. It is given no tools, so it can call none. */
export function createOpenaiChat(
  endpoint: Endpoint,
  { format = 'schema' as AnswerFormat } = {},
): ChatModel {
  const client = openaiClient(endpoint)
  return {
    id: `${endpoint.name} at ${new URL(endpoint.url).host}`,
    async *stream(request, { signal } = {}) {
      let usage: ChatUsage | null = null
      try {
        const answer = await client.chat.completions.create(
          {
            model: endpoint.name,
            messages: request.messages,
            max_completion_tokens: request.maxTokens,
            temperature: 0,
            stream: true,
            stream_options: { include_usage: true },
            ...formatOf(request, format),
          },
          signal ? { signal } : {},
        )
        for await (const piece of answer) {
          if (piece.usage)
            usage = {
              inputTokens: piece.usage.prompt_tokens,
              outputTokens: piece.usage.completion_tokens,
            }
          const choice = piece.choices?.[0]
          if (choice === undefined) continue
          refuseOtherThanText(choice, endpoint.name)
          const text = choice.delta?.content
          if (typeof text === 'string' && text !== '') yield text
        }
        // The SDK ends a cancelled stream like a finished one.
        if (signal?.aborted) throw new APIUserAbortError()
      } catch (error) {
        throw asModelError(error, endpoint)
      }
      return usage
    },
  }
}

/** Without one the prompt alone asks for JSON. */
function formatOf({ schema }: ChatRequest, format: AnswerFormat) {
  if (schema === undefined || format === 'text') return {}
  if (format === 'object') return { response_format: { type: 'json_object' as const } }
  const json_schema = { ...schema, strict: true }
  return { response_format: { type: 'json_schema' as const, json_schema } }
}

type Choice = ChatCompletionChunk.Choice

/** A tool call, a refusal and a cut by the provider's filter are no text to go on with. */
function refuseOtherThanText({ delta, finish_reason }: Choice, name: string): void {
  if (delta?.tool_calls?.length || delta?.function_call || finish_reason === 'tool_calls')
    throw new ModelError('tool-call', `model '${name}': asked for a tool and was given none`)
  if (delta?.refusal || finish_reason === 'content_filter')
    throw new ModelError('declined', `model '${name}': declined to answer`)
}
