import { create, insertMultiple, search } from '@orama/orama'
import { createTokenizer } from '@orama/tokenizers/mandarin'
import type { PeerDocument, PeerFactory } from './types.ts'

/** Orama as it comes (English), and with its mandarin tokenizer. */
export const oramaPeers: PeerFactory[] = [
  { name: 'orama', create: async () => build('orama', undefined) },
  { name: 'orama mandarin', create: async () => build('orama mandarin', createTokenizer()) },
]

function build(name: string, tokenizer: object | undefined) {
  const components = tokenizer ? { components: { tokenizer } } : {}
  // biome-ignore lint/suspicious/noExplicitAny: its own types do not admit its own tokenizer
  const db: any = create({ schema: { title: 'string', text: 'string' }, ...components } as never)
  return {
    name,
    async index(documents: PeerDocument[]) {
      await insertMultiple(db, documents, 500)
    },
    async search(query: string, top: number) {
      const found = await search(db, {
        term: query,
        properties: ['title', 'text'],
        limit: top,
      } as never)
      return found.hits.map((hit: { id: string }) => hit.id)
    },
    async close() {},
  }
}
