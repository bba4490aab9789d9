import { TextNode } from '@llamaindex/core/schema'
import { VectorStoreQueryMode } from '@llamaindex/core/vector-store'
import { PGVectorStore } from '@llamaindex/postgres'
import postgres from 'postgres'
import { DIMENSIONS, hashedEmbedding } from './hashed-embedding.ts'
import type { PeerFactory } from './types.ts'

/** `@llamaindex/postgres` PGVectorStore on a real server. */
export function llamaindexPeer(databaseUrl: string): PeerFactory {
  return {
    name: 'llamaindex pgvector',
    async create(scope) {
      const tableName = `peer_llamaindex_${scope}`
      // A client of `pg` is taken for a pool of Vercel's, and its first transaction never begins.
      const client = postgres(databaseUrl, { max: 1, onnotice: () => {} })
      await client`create extension if not exists vector`
      const store = new PGVectorStore({
        client: client as never,
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
          await client`drop table if exists ${client(`public.${tableName}`)}`
          await client.end()
        },
      }
    },
  }
}
