import type { Suggestion } from '../compose/types.ts'
import type { Database } from '../db/index.ts'
import { readReadable } from './audit-manifest.ts'

/** What of kept suggestions may still be shown. */
export type Readable = {
  /** Everything it tells a customer can still be read by one. */
  stands(suggestion: Suggestion): boolean
  /** The guidance that agents can still read. */
  guidanceOf(suggestion: Suggestion): Suggestion['guidance']
}

/** What may be shown while nothing may be told: what cites nothing. */
export const NOTHING_READABLE: Readable = {
  stands: (suggestion) => citedBy(suggestion).length === 0,
  guidanceOf: () => [],
}

/**
 * Looks up what kept suggestions cite, each part by the role it was found with: text that has expired, was withdrawn
 * or rewritten since does not live on in what was made of it.
 */
export async function readReadableOf(
  db: Database,
  suggestions: readonly Suggestion[],
): Promise<Readable> {
  const citedIds = suggestions.flatMap(citedBy)
  const guidanceIds = suggestions.flatMap(({ guidance }) => guidance.map(({ chunk }) => chunk))
  const cited = await readReadable(db, 'customer', citedIds)
  const guided = await readReadable(db, 'agent', guidanceIds)
  return {
    stands: (suggestion) => citedBy(suggestion).every((chunk) => cited.has(chunk)),
    guidanceOf: ({ guidance }) => guidance.filter(({ chunk }) => guided.has(chunk)),
  }
}

function citedBy({ sentences }: Suggestion): string[] {
  return sentences.flatMap(({ citations }) => citations.map(({ chunk }) => chunk))
}
