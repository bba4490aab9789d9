import { Embeddings } from '@langchain/core/embeddings'
import type { BaseMessage } from '@langchain/core/messages'
import { RunnableLambda } from '@langchain/core/runnables'
import type { ChatMessage, ChatModel, EmbeddingModel } from './types.ts'

/** Our embedding model as LangChain's `Embeddings`, for chains that others build on it. */
export class SidecueEmbeddings extends Embeddings {
  readonly #model: EmbeddingModel

  constructor(model: EmbeddingModel) {
    super({})
    this.#model = model
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    if (texts.length === 0) return []
    return (await this.#model.embed(texts)).map((vector) => [...vector])
  }

  override async embedQuery(text: string): Promise<number[]> {
    const [vector] = await this.embedDocuments([text])
    return vector!
  }
}

/** Messages of LangChain in the form of the chat port; anything but text in them is an error. */
export function toChatMessages(messages: BaseMessage[]): ChatMessage[] {
  return messages.map((message) => {
    if (typeof message.content !== 'string')
      throw new TypeError(`A message of type '${message.type}' that is no plain text`)
    const role = message.type === 'system' ? 'system' : message.type === 'ai' ? 'assistant' : 'user'
    return { role, content: message.content }
  })
}

/** Our chat model as a runnable: messages in, the whole text out. Nothing of it is verified. */
export function chatRunnable(
  model: ChatModel,
  { maxTokens = 1_000 } = {},
): RunnableLambda<BaseMessage[], string> {
  return RunnableLambda.from(async (messages: BaseMessage[], config) => {
    const signal = config?.signal
    const request = { messages: toChatMessages(messages), maxTokens }
    let text = ''
    for await (const piece of model.stream(request, signal ? { signal } : {})) text += piece
    return text
  })
}
