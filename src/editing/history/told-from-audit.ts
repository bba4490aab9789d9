import type { AuditEntry } from '../../copilot/audit.ts'
import type { Database } from '../../db/index.ts'

/** That a version of an article was told to a customer, or shown to an agent, as the audit has it. */
export type ToldOnce = {
  seq: number
  at: string
  rev: string
  conversation: string | null
  /** `customer`: cited in what an agent was offered to say; `agent`: a note beside it. */
  audience: 'customer' | 'agent'
}

const BATCH = 1_000

/** Every time that the audit names an article, oldest first. What stands there was readable then: it proves the version. */
export async function toldFromAudit(db: Database, article: string): Promise<ToldOnce[]> {
  const told: ToldOnce[] = []
  // Only where the words of the entry can be about it; the form itself is read below.
  const like = `%"article":${JSON.stringify(article).replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`
  for (let after = 0; ; ) {
    const rows = await db.read(
      'lead',
      (sql) => sql<{ seq: string; at: Date; entry: string }[]>`
        select seq::text, at, entry
        from app.audit
        where seq > ${after} and entry like ${like}
        order by seq
        limit ${BATCH}
      `,
    )
    for (const { seq, at, entry } of rows) {
      after = Number(seq)
      told.push(
        ...readEntry(entry, article).map((one) => ({ seq: after, at: at.toISOString(), ...one })),
      )
    }
    if (rows.length < BATCH) return told
  }
}

function readEntry(entry: string, article: string): Omit<ToldOnce, 'seq' | 'at'>[] {
  let read: AuditEntry
  try {
    read = JSON.parse(entry) as AuditEntry
  } catch {
    // `sidecue audit verify` names such an entry.
    return []
  }
  if (read.kind !== 'suggestion') return []
  const { conversation, manifest } = read
  const revs = (cited: { article: string; rev: string }[]) => [
    ...new Set(cited.filter((one) => one.article === article).map(({ rev }) => rev)),
  ]
  return [
    ...revs(manifest.cited).map((rev) => ({ rev, conversation, audience: 'customer' as const })),
    ...revs(manifest.guidance).map((rev) => ({ rev, conversation, audience: 'agent' as const })),
  ]
}
