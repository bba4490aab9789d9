import { editDistance } from '../../articles/nearest-name.ts'
import type { Database, TransactionSql } from '../../db/index.ts'

/** Texts compared in one transaction: all others wait for it on the embedded engine. */
const AT_ONCE = 100
/** Longer texts are compared by their beginnings. */
const LONGEST = 1_500

/** Compares what agents sent with what was suggested, where nobody has yet. Returns how many. */
export async function fillDistances(
  db: Database,
  given: { start: Date; end: Date },
): Promise<number> {
  const missing = await db.read('app', (sql) => findMissing(sql, given))
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    const ids = missing.slice(from, from + AT_ONCE)
    const pairs = await db.read('app', (sql) => readPairs(sql, ids))
    const distances = pairs.map(({ suggested, sent }) => distanceBetween(suggested, sent))
    await db.write('app', async (sql) => {
      await sql`
        insert into app.feedback_distance (feedback, distance)
        select made.id, made.distance
        from unnest(${pairs.map(({ id }) => id)}::text[], ${distances}::real[]) as made (id, distance)
        join app.feedback on feedback.id = made.id
        on conflict (feedback) do nothing
      `
    })
  }
  return missing.length
}

async function findMissing(sql: TransactionSql, { start, end }: { start: Date; end: Date }) {
  const rows = await sql<{ id: string }[]>`
    select feedback.id
    from app.suggestion
    join app.feedback on feedback.suggestion = suggestion.id
    left join app.feedback_distance known on known.feedback = feedback.id
    where suggestion.created_at >= ${start} and suggestion.created_at < ${end}
      and final_text is not null and verdict in ('inserted', 'edited')
      and known.feedback is null
  `
  return rows.map(({ id }) => id)
}

function readPairs(sql: TransactionSql, ids: readonly string[]) {
  return sql<{ id: string; suggested: string; sent: string }[]>`
    select feedback.id, coalesce(body ->> 'text', '') as suggested, final_text as sent
    from app.feedback
    join app.suggestion on suggestion.id = feedback.suggestion
    where feedback.id = any(${[...ids]}::text[])
  `
}

/** Changes of single characters, as a share of the longer text: 0 the same, 1 nothing of it. */
export function distanceBetween(suggested: string, sent: string): number {
  const [a, b] = [plain(suggested), plain(sent)]
  const longer = Math.max(a.length, b.length)
  if (longer === 0) return 0
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++
  return editDistance(a.slice(start, a.length - end), b.slice(start, b.length - end)) / longer
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST)
}
