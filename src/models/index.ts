export { earlierEmbeddings, embeddingsFrom } from './embeddings-from-settings.ts'
export { ModelError, type ModelFault } from './model-error.ts'
export { createOpenaiChat } from './openai-chat.ts'
export type { Endpoint } from './openai-client.ts'
export { createOpenaiEmbeddings } from './openai-embeddings.ts'
export { createRerankEndpoint } from './rerank-endpoint.ts'
export type {
  ChatMessage,
  ChatModel,
  ChatRequest,
  ChatUsage,
  EmbeddingModel,
  Reranker,
} from './types.ts'
export { modelOfVectors, vectorsId } from './vectors-id.ts'
