import { openDatabase } from '../../../src/db/index.ts'
import { silentLog } from '../../../src/log.ts'
import { retrieve } from '../../../src/retrieval/index.ts'
import { detectLanguage } from '../../../src/text/language.ts'
import { indexCorpus } from '../../index-corpus.ts'
import type { PeerFactory } from './types.ts'

/** Sidecue without a model; on the embedded database, or on the server at `databaseUrl`. */
export function sidecuePeer(name: string, databaseUrl?: string): PeerFactory {
  return {
    name,
    async create() {
      const db = await openDatabase({ databaseUrl, log: silentLog })
      const find = async (text: string, context: string[], top: number) => {
        const query = { text, context, lang: detectLanguage(text) }
        const found = await retrieve(db, 'customer', query, { top, perArticle: 1 })
        return found.passages.map((passage) => passage.articleId)
      }
      return {
        name,
        index: (documents) => indexCorpus(db, documents).then(() => {}),
        search: (text, top) => find(text, [], top),
        searchTurn: (text, before, top) => find(text, [before], top),
        close: () => db.close(),
      }
    },
  }
}
