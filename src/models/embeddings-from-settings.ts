import type { EmbeddingSettings } from '../config.ts'
import { createLocalEmbeddings } from './local-embeddings.ts'
import { createOpenaiEmbeddings } from './openai-embeddings.ts'
import type { EmbeddingModel } from './types.ts'

/** How long one batch may take; a question has a shorter deadline of its own. */
const TIMEOUT_MS = 60_000

/** The model that the settings name. Throws `BAD_INPUT` when a local one cannot be loaded here. */
export function embeddingsFrom(settings: EmbeddingSettings): Promise<EmbeddingModel> {
  const { url, model: name, key } = settings
  if (url === undefined) return createLocalEmbeddings(name)
  return Promise.resolve(createOpenaiEmbeddings({ url, name, key, timeoutMs: TIMEOUT_MS }))
}

/**
 * The model that made vectors under `id` before the settings changed, as far as they still lead to it: another name
 * at the same address, or another folder. Null elsewhere: a question is sent to no address that is not set.
 */
export async function earlierEmbeddings(
  id: string,
  settings: EmbeddingSettings,
): Promise<EmbeddingModel | null> {
  const [, name, place] = /^(.+)@([^@]+)$/s.exec(id) ?? []
  const ours = settings.url === undefined ? 'local' : new URL(settings.url).host
  if (name === undefined || place !== ours) return null
  return embeddingsFrom({ ...settings, model: name })
}
