import { Document } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import type { Database } from '../db/index.ts'
import { detectLanguage } from '../text/language.ts'
import { type ReadingRole, retrieve } from './retrieve.ts'
import type { Passage } from './types.ts'

/** What a document of this retriever carries: the citation, and how it was found. */
export type PassageMetadata = Pick<
  Passage,
  'title' | 'headings' | 'lang' | 'audience' | 'start' | 'end' | 'line' | 'rev' | 'rank' | 'score'
> & { article: string; chunk: string; confidence: number; generation: number }

/**
 * Our retrieval as LangChain's `BaseRetriever`. It reads as the customer role unless another is named; who
 * may read what is decided in the database, not by a filter here.
 */
export class SidecueRetriever extends BaseRetriever<PassageMetadata> {
  static override lc_name(): string {
    return 'SidecueRetriever'
  }
  override lc_namespace = ['sidecue', 'retrieval']
  readonly #db: Database
  readonly #role: ReadingRole
  readonly #top: number

  constructor(db: Database, { role = 'customer' as ReadingRole, top = 10 } = {}) {
    super()
    this.#db = db
    this.#role = role
    this.#top = top
  }

  override async _getRelevantDocuments(text: string): Promise<Document<PassageMetadata>[]> {
    const query = { text, context: [], lang: detectLanguage(text) }
    const found = await retrieve(this.#db, this.#role, query, { top: this.#top })
    return found.passages.map((passage) => {
      const { title, headings, lang, audience, start, end, line, rev, rank, score } = passage
      return new Document<PassageMetadata>({
        id: passage.chunkId,
        pageContent: passage.text,
        metadata: {
          ...{
            article: passage.articleId,
            chunk: passage.chunkId,
            title,
            headings,
            lang,
            audience,
          },
          ...{ start, end, line, rev, rank, score },
          ...{ confidence: found.confidence, generation: found.generation },
        },
      })
    })
  }
}
