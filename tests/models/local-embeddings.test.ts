import { describe, expect, it } from 'vitest'
import { createLocalEmbeddings } from '../../src/models/local-embeddings.ts'

/** Stands in for `@huggingface/transformers`, which is not among our packages. */
function scripted(rows: (texts: string[]) => number[][]) {
  const calls: unknown[] = []
  const env = { allowRemoteModels: true, localModelPath: '/models' }
  const load = async () => ({
    env,
    pipeline: async (task: string, model: string) => {
      calls.push([task, model])
      return async (texts: string[], options: unknown) => {
        calls.push([texts.length, options])
        return { tolist: () => rows(texts) }
      }
    },
  })
  return { load, calls, env }
}

describe('createLocalEmbeddings', () => {
  it('says what to install where the package is missing', async () => {
    await expect(createLocalEmbeddings('/models/e5')).rejects.toMatchObject({
      code: 'BAD_INPUT',
      hint: expect.stringContaining('npm install --no-save @huggingface/transformers'),
    })
  })

  it('pools by the mean, gives unit vectors, and downloads nothing', async () => {
    const { load, calls, env } = scripted((texts) => texts.map(() => [3, 4]))
    const model = await createLocalEmbeddings('/models/e5', load)
    expect(model.id).toBe('/models/e5@local')
    const vectors = await model.embed(Array.from({ length: 20 }, (_, i) => `${i}`))
    expect(vectors).toHaveLength(20)
    expect(Array.from(vectors[0] ?? [])).toEqual([expect.closeTo(0.6), expect.closeTo(0.8)])
    expect(env.allowRemoteModels).toBe(false)
    expect(calls).toEqual([
      ['feature-extraction', '/models/e5'],
      [16, { pooling: 'mean', normalize: true }],
      [4, { pooling: 'mean', normalize: true }],
    ])
  })

  it('refuses what cannot be used', async () => {
    const empty = await createLocalEmbeddings('m', scripted(() => []).load)
    await expect(empty.embed(['a'])).rejects.toMatchObject({ fault: 'bad-answer' })
    const nan = await createLocalEmbeddings('m', scripted(() => [[Number.NaN]]).load)
    await expect(nan.embed(['a'])).rejects.toMatchObject({ fault: 'bad-answer' })
    const cancelled = AbortSignal.abort()
    await expect(nan.embed(['a'], { signal: cancelled })).rejects.toMatchObject({
      fault: 'aborted',
    })
  })
})
