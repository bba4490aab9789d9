import type { TransactionSql } from '../db/index.ts'
import { type PartRow, viewerOf, visibleForm } from './stored-parts.ts'

/** Audiences whose change was noted already, by transaction: a commit is one change. */
const noted = new WeakMap<TransactionSql, Set<string>>()

/** Notes whose view changed now, and at which instants it will. */
export async function noteChanges(
  sql: TransactionSql,
  before: readonly PartRow[],
  after: readonly PartRow[],
  now: Date,
): Promise<void> {
  const done = noted.get(sql) ?? new Set()
  noted.set(sql, done)
  for (const audience of changedViews(before, after, now)) {
    if (done.has(audience)) continue
    done.add(audience)
    await sql`insert into app.change (audience, at, cause) values (${audience}, desk_now(), 'index')`
  }
  const ids = [...new Set([...before, ...after].map((row) => row.id))]
  const horizons = horizonsOf(after, now)
  if (before.length > 0) {
    await sql`delete from app.change where article = any(${ids}::text[]) and at > ${now}`
  }
  if (horizons.length === 0) return
  await sql`
    insert into app.change (audience, at, cause, article)
    select audience, at, cause, article
    from jsonb_to_recordset(${sql.json(horizons as never)})
      as row (audience text, at timestamptz, cause text, article text)
  `
}

/** Audiences that see something else than before; a change nobody of them can see is none. */
export function changedViews(
  before: readonly PartRow[],
  after: readonly PartRow[],
  now: Date,
): string[] {
  const counts = new Map<string, number>()
  const count = (row: PartRow, by: number): void => {
    const form = `${viewerOf(row, now)} ${visibleForm(row)}`
    counts.set(form, (counts.get(form) ?? 0) + by)
  }
  for (const row of before) count(row, -1)
  for (const row of after) count(row, 1)
  const changed = [...counts].filter(([, difference]) => difference !== 0)
  return [...new Set(changed.map(([form]) => form.slice(0, form.indexOf(' '))))]
}

type Horizon = { audience: string; at: Date; cause: 'release' | 'expiry'; article: string }

function horizonsOf(rows: readonly PartRow[], now: Date): Horizon[] {
  const horizons = new Map<string, Horizon>()
  for (const { id, audience, release, expires } of rows) {
    const isOver = expires !== null && expires <= now
    for (const [at, cause] of [
      [release, 'release'],
      [expires, 'expiry'],
    ] as const) {
      if (at === null || at <= now || isOver) continue
      horizons.set(`${id} ${audience} ${at.getTime()} ${cause}`, {
        audience,
        at,
        cause,
        article: id,
      })
    }
  }
  return [...horizons.values()]
}
