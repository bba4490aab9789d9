import { asModelError, type Endpoint, openaiClient } from './openai-client.ts'
import type { ChatModel, ChatUsage } from './types.ts'

/** A chat model behind any OpenAI-compatible endpoint. It is given no tools, so it can call none. */
export function createOpenaiChat(endpoint: Endpoint): ChatModel {
  const client = openaiClient(endpoint)
  return {
    id: `${endpoint.name}@${new URL(endpoint.url).host}`,
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
            ...(request.schema
              ? {
                  response_format: {
                    type: 'json_schema' as const,
                    json_schema: { ...request.schema, strict: true },
                  },
                }
              : {}),
          },
          signal ? { signal } : {},
        )
        for await (const piece of answer) {
          if (piece.usage)
            usage = {
              inputTokens: piece.usage.prompt_tokens,
              outputTokens: piece.usage.completion_tokens,
            }
          const text = piece.choices[0]?.delta.content
          if (text) yield text
        }
      } catch (error) {
        throw asModelError(error, endpoint)
      }
      return usage
    },
  }
}
