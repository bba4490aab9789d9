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
  for (let filled = 0; ; ) {
    const pairs = await db.read('app', (sql) => readPairs(sql, given))
    if (pairs.length === 0) return filled
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
    filled += pairs.length
    if (pairs.length < AT_ONCE) return filled
  }
}

function readPairs(sql: TransactionSql, { start, end }: { start: Date; end: Date }) {
  return sql<{ id: string; suggested: string; sent: string }[]>`
    select feedback.id, coalesce(body ->> 'text', '') as suggested, final_text as sent
    from app.feedback
    join app.suggestion on suggestion.id = feedback.suggestion
    where suggestion.created_at >= ${start} and suggestion.created_at < ${end}
      and final_text is not null and verdict in ('inserted', 'edited')
      and not exists (select from app.feedback_distance where feedback_distance.feedback = feedback.id)
    order by feedback.id
    limit ${AT_ONCE}
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
