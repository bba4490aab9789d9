import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AppError } from '../errors.ts'
import { ModelError } from './model-error.ts'
import type { EmbeddingModel } from './types.ts'
import { unitVector } from './unit-vector.ts'

/** Not among our dependencies: with its runtime it is larger than all the rest. Whoever wants a local model installs it. */
const PACKAGE = '@huggingface/transformers'

/** Texts in one run of the model. */
const BATCH = 16

/** The part of the package that is used. */
type Transformers = {
  env: { allowRemoteModels: boolean; localModelPath: string }
  pipeline(task: 'feature-extraction', model: string): Promise<Extractor>
}
type Extractor = (
  texts: string[],
  options: { pooling: 'mean'; normalize: boolean },
) => Promise<{ tolist(): number[][] }>

/**
 * Embeddings of a model that lies in a folder, made in this process; nothing is ever downloaded. Throws `BAD_INPUT`
 * with what to install when the package is missing. `load` replaces the package in tests.
 */
export async function createLocalEmbeddings(
  folder: string,
  load: () => Promise<unknown> = loadPackage,
): Promise<EmbeddingModel> {
  const { env, pipeline } = (await load()) as Transformers
  env.allowRemoteModels = false
  env.localModelPath = ''
  let extractor: Promise<Extractor> | undefined
  const extract = async (texts: string[]): Promise<number[][]> => {
    try {
      extractor ??= pipeline('feature-extraction', resolve(folder))
      const run = await extractor
      return (await run(texts, { pooling: 'mean', normalize: true })).tolist()
    } catch (error) {
      extractor = undefined
      throw new ModelError('unreachable', `model folder '${folder}': ${messageOf(error)}`, error)
    }
  }
  return {
    id: `${folder}@local`,
    async embed(texts, { signal } = {}) {
      const vectors: Float32Array[] = []
      for (let from = 0; from < texts.length; from += BATCH) {
        if (signal?.aborted) throw new ModelError('aborted', `model folder '${folder}': cancelled`)
        const batch = texts.slice(from, from + BATCH)
        const rows = await extract(batch)
        if (rows.length !== batch.length)
          throw new ModelError(
            'bad-answer',
            `model folder '${folder}': ${rows.length} vectors for ${batch.length} texts`,
          )
        vectors.push(...rows.map((row) => unitVector(row, folder)))
      }
      return vectors
    },
  }
}

/** Found where the program lies or, installed beside a knowledge folder, where it is run. */
async function loadPackage(): Promise<unknown> {
  const name: string = PACKAGE
  try {
    return await import(name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cannotLoad(error)
  }
  try {
    const path = createRequire(resolve('package.json')).resolve(name)
    return await import(pathToFileURL(path).href)
  } catch (error) {
    throw cannotLoad(error)
  }
}

function cannotLoad(cause: unknown): AppError {
  return new AppError('BAD_INPUT', `A local embedding model needs the package ${PACKAGE}.`, {
    hint: `Install it (npm install --no-save ${PACKAGE}), or set SIDECUE_EMBEDDING_URL to use an endpoint, or unset SIDECUE_EMBEDDING_MODEL.`,
    cause,
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'cannot be used'
}
