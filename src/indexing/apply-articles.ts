import type { Article } from '../articles/index.ts'
import { STORES, type Store, type TransactionSql } from '../db/index.ts'
import { finishPostings } from '../retrieval/index.ts'
import { noteChanges } from './change-log.ts'
import { readStored, type StoredPart, type WantedPart, wantedParts } from './stored-parts.ts'
import { deleteParts, insertParts, updatePart } from './write-parts.ts'

export type Swap = {
  /** Articles to be served as they are here. */
  articles: readonly Article[]
  /** Ids of which nothing may be served any more. */
  dropped: readonly string[]
  /** Write every part again, unchanged or not. */
  isFull: boolean
  /** The stores' rows are known to be none. */
  isFirstLoad: boolean
}

/**
 * Swaps articles in the caller's transaction: a reader sees each as it was or as it will be. Parts whose text
 * is unchanged keep their chunks; only who may read them is written. Returns the number of chunks written.
 */
export async function applyArticles(sql: TransactionSql, swap: Swap, now: Date): Promise<number> {
  const wanted = swap.articles.flatMap((article) => wantedParts(article, now))
  const ids = [...swap.dropped, ...swap.articles.map((article) => article.id)]
  const stored = swap.isFirstLoad ? [] : await readStored(sql, ids)
  const { pairs, added, gone } = matchParts(stored, swap.isFull ? [] : wanted)
  const inserted = swap.isFull ? wanted : added
  const touched = new Set<Store>()

  for (const store of STORES) {
    const keys = gone.filter((part) => part.store === store).map((part) => part.key)
    if (keys.length > 0) touched.add(store)
    await deleteParts(sql, store, keys)
  }
  for (const { before, after } of pairs) {
    if (before.store !== after.store) touched.add(before.store).add(after.store)
    await updatePart(sql, before, after)
  }
  let chunks = 0
  for (const store of STORES) {
    const parts = inserted.filter((part) => part.store === store)
    if (parts.length > 0) touched.add(store)
    chunks += await insertParts(sql, store, parts)
  }
  if (!swap.isFirstLoad) for (const store of touched) await finishPostings(sql, store)
  await noteChanges(sql, stored, wanted, now)
  return chunks
}

type Pair = { before: StoredPart; after: WantedPart }

/** Which stored parts can stay because their text is the same, which are new, and which must go. */
export function matchParts(
  stored: readonly StoredPart[],
  wanted: readonly WantedPart[],
): { pairs: Pair[]; added: WantedPart[]; gone: StoredPart[] } {
  const free = new Map<string, StoredPart[]>()
  for (const part of stored) {
    const form = textForm(part)
    free.set(form, [...(free.get(form) ?? []), part])
  }
  const pairs: Pair[] = []
  const added: WantedPart[] = []
  for (const part of wanted) {
    const same = free.get(textForm(part)) ?? []
    const at = Math.max(
      0,
      same.findIndex((candidate) => candidate.store === part.store),
    )
    const [before] = same.splice(at, 1)
    if (before) pairs.push({ before, after: part })
    else added.push(part)
  }
  return { pairs, added, gone: [...free.values()].flat() }
}

/**
 * What the chunks and their postings follow from. The ids of a block's chunks also follow from who may read
 * it, so a block keeps them only within one audience and window.
 */
function textForm(part: StoredPart | WantedPart): string {
  const { id, part: number, lang, title, asks, rev } = part
  const reader =
    number === 0 ? '' : [part.audience, part.release?.getTime(), part.expires?.getTime()].join()
  return JSON.stringify([id, number, lang, title, asks, rev, reader])
}
