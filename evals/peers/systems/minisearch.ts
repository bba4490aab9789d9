import MiniSearch from 'minisearch'
import { wordTerms } from './our-tokens.ts'
import type { PeerDocument, PeerFactory } from './types.ts'

/** MiniSearch as it comes, and with Sidecue's own tokens. */
export const minisearchPeers: PeerFactory[] = [
  { name: 'minisearch', create: async () => create('minisearch', {}) },
  {
    name: 'minisearch + our tokens',
    create: async () =>
      create('minisearch + our tokens', {
        tokenize: wordTerms,
        processTerm: (term: string) => term,
      }),
  },
]

function create(name: string, options: object) {
  const search = new MiniSearch<PeerDocument>({ fields: ['title', 'text'], ...options })
  return {
    name,
    async index(documents: PeerDocument[]) {
      search.addAll(documents)
    },
    async search(query: string, top: number) {
      return search
        .search(query)
        .slice(0, top)
        .map((hit) => String(hit.id))
    },
    async close() {
      search.removeAll()
    },
  }
}
