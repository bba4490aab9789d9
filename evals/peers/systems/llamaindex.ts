import { TextNode } from '@llamaindex/core/schema'
import { VectorStoreQueryMode } from '@llamaindex/core/vector-store'
import { PGVectorStore } from '@llamaindex/postgres'
import pg from 'pg'
import { DIMENSIONS, hashedEmbedding } from './hashed-embedding.ts'
import type { PeerFactory } from './types.ts'

/** `@llamaindex/postgres` PGVectorStore on a real server. */
export function llamaindexPeer(databaseUrl: string): PeerFactory {
  return {
    name: 'llamaindex pgvector',
    async create(scope) {
      const tableName = `peer_llamaindex_${scope}`
      const client = new pg.Client({ connectionString: databaseUrl })
      const store = new PGVectorStore({
        client,
        shouldConnect: true,
        tableName,
        dimensions: DIMENSIONS,
        embedModel: {} as never,
      })
      return {
        name: 'llamaindex pgvector',
        async index(documents) {
          for (let from = 0; from < documents.length; from += 200)
            await store.add(
              documents.slice(from, from + 200).map(({ id, title, text }) => {
                const content = `${title}\n${text}`
                return new TextNode({
                  text: content,
                  metadata: { id },
                  embedding: hashedEmbedding(content),
                })
              }),
            )
        },
        async search(query, top) {
          const found = await store.query({
            queryEmbedding: hashedEmbedding(query),
            similarityTopK: top,
            mode: VectorStoreQueryMode.DEFAULT,
          })
          return (found.nodes ?? []).map((node) => String(node.metadata.id))
        },
        async close() {
          await client.query(`drop table if exists public.${tableName}`)
          await client.end()
        },
      }
    },
  }
}
