import type { Database } from '../db/index.ts'
import { textOf } from '../guard/support.ts'
import { type Passage, type Query, retrieve } from '../retrieval/index.ts'

/** Passages that may support what a draft says; more than an answer needs, since a draft may mix matters. */
const PASSAGES = 12

/** What customers may be told about the matter of a draft, looked up as the customer role. */
export async function findSupport(
  db: Database,
  query: Query,
): Promise<{ passages: Passage[]; sources: string[] }> {
  const { passages } = await retrieve(db, 'customer', query, { top: PASSAGES })
  return { passages, sources: passages.map(textOf) }
}
