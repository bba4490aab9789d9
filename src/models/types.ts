/** A model that turns texts into vectors. `id` names model and endpoint: vectors of different ids never mix. */
export type EmbeddingModel = {
  id: string
  /**
   * One vector per text, in order, each of unit length and the same dimension.
   * Throws `ModelError` when the endpoint is down, slow, or answers with something that cannot be used.
   */
  embed(texts: string[], options?: { signal?: AbortSignal }): Promise<Float32Array[]>
}

/** Says how well documents answer a query. */
export type Reranker = {
  id: string
  /** One score per document, in their order; higher is better, comparable within one call. Throws `ModelError`. */
  rerank(query: string, documents: string[], options?: { signal?: AbortSignal }): Promise<number[]>
}

export type ChatMessage = { role: 'system' | 'user' | 'assistant'; content: string }

export type ChatRequest = {
  messages: ChatMessage[]
  /** JSON Schema the answer must follow. */
  schema?: { name: string; schema: Record<string, unknown> }
  maxTokens: number
}

export type ChatUsage = { inputTokens: number; outputTokens: number }

/** A language model. Text comes as it is produced; nothing of it may be shown before it is verified. */
export type ChatModel = {
  id: string
  /**
   * Yields pieces of text; returns the usage where the endpoint tells it. Throws `ModelError`, also when
   * `signal` aborts.
   */
  stream(
    request: ChatRequest,
    options?: { signal?: AbortSignal },
  ): AsyncGenerator<string, ChatUsage | null>
}
