import { type Article, AUDIENCES } from '../articles/index.ts'
import type { TransactionSql } from '../db/index.ts'
import { readStored, type StoredPart, type WantedPart, wantedParts } from './stored-parts.ts'

/**
 * Whether everything that is served of an article now would still be told, to the same readers and as long, by
 * a faulty new version. Only then may the old one stay: a typo must not keep a withdrawn text alive.
 */
export async function narrowsNothing(
  sql: TransactionSql,
  harmless: Article,
  now: Date,
): Promise<boolean> {
  if (harmless.state !== 'published') return false
  const stored = await readStored(sql, [harmless.id])
  if (stored.length === 0) return false
  const wanted = wantedParts(harmless, now)
  for (const part of stored) {
    const chunks = await sql<{ id: string }[]>`
      select id from ${sql(part.store)}.chunk where article = ${part.key}
    `
    const isTold = wanted.some(
      (next) =>
        isAsWide(part, next) &&
        holdsAll(
          next,
          chunks.map((chunk) => chunk.id),
        ),
    )
    if (!isTold) return false
  }
  return true
}

function isAsWide(before: StoredPart, after: WantedPart): boolean {
  return (
    after.title === before.title &&
    AUDIENCES.indexOf(after.audience) <= AUDIENCES.indexOf(before.audience) &&
    (after.release === null || (before.release !== null && after.release <= before.release)) &&
    (after.expires === null || (before.expires !== null && after.expires >= before.expires))
  )
}

function holdsAll(part: WantedPart, ids: readonly string[]): boolean {
  const held = new Set(part.chunks.map((chunk) => chunk.id))
  return ids.every((id) => held.has(id))
}
