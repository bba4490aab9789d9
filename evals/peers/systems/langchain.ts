import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory'
import { PGVectorStore } from '@langchain/community/vectorstores/pgvector'
import pg from 'pg'
import { DIMENSIONS, langchainEmbeddings } from './hashed-embedding.ts'
import type { PeerDocument, PeerFactory } from './types.ts'

const embeddings = langchainEmbeddings as never

export const langchainMemoryPeer: PeerFactory = {
  name: 'langchain memory vectors',
  async create() {
    const store = new MemoryVectorStore(embeddings)
    return {
      name: 'langchain memory vectors',
      index: (documents) => store.addDocuments(documents.map(toDocument)).then(() => {}),
      search: async (query, top) =>
        (await store.similaritySearch(query, top)).map((hit) => String(hit.metadata.id)),
      close: async () => {},
    }
  },
}

/** `@langchain/community` PGVectorStore on a real server, with its HNSW index. */
export function langchainPgvectorPeer(databaseUrl: string): PeerFactory {
  return {
    name: 'langchain pgvector',
    async create(scope) {
      const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 })
      const tableName = `peer_langchain_${scope}`
      await pool.query(`drop table if exists ${tableName}`)
      const store = await PGVectorStore.initialize(embeddings, {
        pool,
        tableName,
        dimensions: DIMENSIONS,
      } as never)
      return {
        name: 'langchain pgvector',
        async index(documents) {
          for (let from = 0; from < documents.length; from += 500)
            await store.addDocuments(documents.slice(from, from + 500).map(toDocument))
          await store.createHnswIndex({ dimensions: DIMENSIONS })
        },
        search: async (query, top) =>
          (await store.similaritySearch(query, top)).map((hit) => String(hit.metadata.id)),
        async close() {
          await pool.query(`drop table if exists ${tableName}`)
          // Its initialize() keeps one client checked out, so end() alone would wait for ever.
          store.client?.release()
          await pool.end()
        },
      }
    },
  }
}

function toDocument({ id, title, text }: PeerDocument) {
  return { pageContent: `${title}\n${text}`, metadata: { id } } as never
}
