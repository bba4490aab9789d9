import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { earlierEmbeddings, modelOfVectors, vectorsId } from '../../src/models/index.ts'

describe('settings of embedding and reranking', () => {
  test('without any, there is no model', () => {
    expect(readConfig({})).toMatchObject({ embedding: undefined, rerank: undefined })
  })

  test('an address is given only what customers may be told, a folder all', () => {
    const remote = { SIDECUE_EMBEDDING_URL: 'http://127.0.0.1:1/v1', SIDECUE_EMBEDDING_MODEL: 'm' }
    expect(readConfig(remote).embedding).toMatchObject({ scope: 'customer', deadlineMs: 150 })
    expect(readConfig({ SIDECUE_EMBEDDING_MODEL: './m' }).embedding?.scope).toBe('all')
    const more = readConfig({ ...remote, SIDECUE_EMBEDDING_SCOPE: 'agent' })
    expect(more.embedding?.scope).toBe('agent')
  })

  test.each([
    [{ SIDECUE_EMBEDDING_URL: 'http://h/v1' }, 'SIDECUE_EMBEDDING_MODEL: expected'],
    [{ SIDECUE_EMBEDDING_URL: 'file:///x', SIDECUE_EMBEDDING_MODEL: 'm' }, 'http://…'],
    [
      { SIDECUE_EMBEDDING_MODEL: 'm', SIDECUE_EMBEDDING_SCOPE: 'public' },
      'SIDECUE_EMBEDDING_SCOPE',
    ],
    [{ SIDECUE_RERANK_MODEL: 'm' }, 'SIDECUE_RERANK_URL: expected'],
    [{ SIDECUE_RERANK_URL: 'http://h/rerank' }, 'SIDECUE_RERANK_MODEL: expected'],
  ])('says what is wrong with %j', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message)
  })
})

describe('names of vectors', () => {
  property.prop([fc.string({ minLength: 1 }), fc.string({ unit: 'binary' })])(
    'tell the model and the prefix that made them',
    (id, passagePrefix) => {
      fc.pre(!id.startsWith('"'))
      expect(modelOfVectors(vectorsId({ id }, passagePrefix))).toEqual({
        modelId: id,
        passagePrefix,
      })
    },
  )

  test('a question goes to an earlier model only at the address that is set', async () => {
    const { embedding } = readConfig({
      SIDECUE_EMBEDDING_URL: 'http://here:1/v1',
      SIDECUE_EMBEDDING_MODEL: 'new',
    })
    if (!embedding) throw new Error('no settings')
    expect((await earlierEmbeddings('old@here:1', embedding))?.id).toBe('old@here:1')
    expect(await earlierEmbeddings('old@elsewhere:1', embedding)).toBeNull()
    expect(await earlierEmbeddings('./folder@local', embedding)).toBeNull()
    expect(await earlierEmbeddings('nonsense', embedding)).toBeNull()
  })
})
