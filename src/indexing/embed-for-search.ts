import type { Config, EmbeddingSettings, RerankSettings } from '../config.ts'
import type { Database } from '../db/index.ts'
import type { Log } from '../log.ts'
import type { DenseLane } from '../retrieval/dense-lane.ts'
import type { RerankLane } from '../retrieval/rerank-passages.ts'
import { setSearchModels } from '../retrieval/search-models.ts'
import type { Embedder } from './embed-background.ts'

export type SearchModelDeps = {
  log: Log
  /** Takes personal data out of a question before it leaves the house. */
  mask: (text: string) => string
}

/**
 * Lets all searches of this database use the models that the settings name, and gives what makes vectors for them;
 * undefined without an embedding model. Their libraries are loaded here, so that nobody else waits for them. Throws
 * `BAD_INPUT` for a local model whose package is not installed.
 */
export async function openSearchModels(
  db: Database,
  { embedding, rerank }: Pick<Config, 'embedding' | 'rerank'>,
  deps: SearchModelDeps,
): Promise<Embedder | undefined> {
  if (!embedding && !rerank) return undefined
  const opened = embedding ? await openEmbedding(db, embedding, deps) : undefined
  setSearchModels(db, {
    ...(opened ? { dense: opened.lane } : {}),
    ...(rerank ? { rerank: await openRerank(rerank, deps) } : {}),
  })
  return opened?.embedder
}

async function openEmbedding(
  db: Database,
  settings: EmbeddingSettings,
  { log, mask }: SearchModelDeps,
): Promise<{ lane: DenseLane; embedder: Embedder }> {
  const [
    { earlierEmbeddings, embeddingsFrom, modelOfVectors, vectorsId },
    { createDenseLane },
    { createEmbedder },
  ] = await Promise.all([
    import('../models/index.ts'),
    import('../retrieval/dense-lane.ts'),
    import('./embed-background.ts'),
  ])
  const { passagePrefix, queryPrefix, deadlineMs, scope, url } = settings
  const model = await embeddingsFrom(settings)
  const lane = createDenseLane({
    ...{ queryPrefix, deadlineMs, log },
    ...(url === undefined ? {} : { mask }),
    async modelOf(id) {
      if (id === vectorsId(model, passagePrefix)) return model
      const earlier = modelOfVectors(id)
      if (earlier.passagePrefix !== passagePrefix) return null
      return earlierEmbeddings(earlier.modelId, settings)
    },
  })
  return { lane, embedder: createEmbedder(db, { model, passagePrefix, scope, log }) }
}

async function openRerank(
  { url, model: name, key, deadlineMs }: RerankSettings,
  { log, mask }: SearchModelDeps,
): Promise<RerankLane> {
  const [{ createRerankEndpoint }, { createRerankLane }] = await Promise.all([
    import('../models/rerank-endpoint.ts'),
    import('../retrieval/rerank-passages.ts'),
  ])
  const model = createRerankEndpoint({ url, name, key, timeoutMs: deadlineMs })
  return createRerankLane({ model, deadlineMs, mask, log })
}
