import { createHash } from 'node:crypto'
import type { Database } from '../db/index.ts'
import type { AuditEntry } from './audit.ts'
import type { Cited, Manifest } from './audit-manifest.ts'

/** What is wrong with an entry: the chain does not hold there, or something was told that could not be told then. */
export type AuditFault = {
  seq: number
  fault:
    | 'changed'
    | 'missing'
    | 'head-missing'
    | 'unreadable'
    | 'told-too-early'
    | 'told-too-late'
    | 'wrong-audience'
    | 'not-there'
    | 'not-allowed'
    | 'set-back'
  chunk?: string
}

/** The last entry, to be kept outside the database: the chain alone does not show that its end was cut off. */
export type AuditHead = { seq: number; hash: string }

export type AuditReport = { entries: number; head: AuditHead | null; faults: AuditFault[] }

const BATCH = 1_000
/** Entries are stamped before they wait for each other, so one may be this much older than the one before it. */
const WAIT_MICROS = 60_000_000

type Row = { number: string; micros: string; entry: string; previous: Buffer; hash: Buffer }

/**
 * Walks the whole chain and replays every manifest: was everything cited releasable at that instant? `expected`: a
 * head that was kept elsewhere, which must still be in the chain.
 */
export async function verifyAudit(db: Database, expected?: AuditHead): Promise<AuditReport> {
  const faults: AuditFault[] = []
  let head = null as AuditHead | null
  let previous: Buffer = createHash('sha256').digest()
  let entries = 0
  let latest = Number.NEGATIVE_INFINITY
  let isExpectedSeen = expected === undefined
  for (;;) {
    const rows = await readRows(db, head?.seq ?? 0)
    for (const row of rows) {
      const seq = Number(row.number)
      if (seq !== (head?.seq ?? 0) + 1) faults.push({ seq: (head?.seq ?? 0) + 1, fault: 'missing' })
      else if (!row.previous.equals(previous) || !hashOf(row).equals(row.hash))
        faults.push({ seq, fault: 'changed' })
      else if (Number(row.micros) < latest - WAIT_MICROS) faults.push({ seq, fault: 'set-back' })
      latest = Math.max(latest, Number(row.micros))
      faults.push(...replay(seq, row))
      previous = row.hash
      head = { seq, hash: row.hash.toString('hex') }
      entries++
      if (head.seq === expected?.seq && head.hash === expected.hash) isExpectedSeen = true
    }
    if (rows.length < BATCH) break
  }
  if (!isExpectedSeen && expected) faults.push({ seq: expected.seq, fault: 'head-missing' })
  return { entries, head, faults }
}

function readRows(db: Database, after: number): Promise<Row[]> {
  return db.read(
    'lead',
    (sql) => sql<Row[]>`
      select seq::text as number, (extract(epoch from at) * 1000000)::bigint::text as micros, entry, previous, hash
      from app.audit
      where seq > ${after}
      order by seq
      limit ${BATCH}
    `,
  )
}

function hashOf({ previous, number, micros, entry }: Row): Buffer {
  return createHash('sha256').update(previous).update(`${number}\n${micros}\n${entry}`).digest()
}

function replay(seq: number, { entry }: Row): AuditFault[] {
  let read: AuditEntry
  try {
    read = JSON.parse(entry) as AuditEntry
  } catch {
    return [{ seq, fault: 'unreadable' }]
  }
  if (read.kind === 'suggestion') return replayManifest(seq, read.manifest)
  return isAllowed(read) ? [] : [{ seq, fault: 'not-allowed' }]
}

/** Whether whoever did it may do so. */
function isAllowed(entry: AuditEntry): boolean {
  switch (entry.kind) {
    case 'override':
      return entry.verdict !== 'block' || entry.by.startsWith('lead:')
    case 'ticket-approved':
    case 'ticket-rejected':
    case 'personal-read':
      return /^(?:agent|lead):/u.test(entry.by)
    case 'dispatch-redriven':
      return entry.by.startsWith('lead:')
    default:
      return true
  }
}

function replayManifest(seq: number, { at, cited, guidance, gone }: Manifest): AuditFault[] {
  const now = at === null ? Number.NaN : Date.parse(at)
  const judge = (one: Cited, audiences: readonly string[]): AuditFault[] => {
    const { chunk, audience, release, expires } = one
    if (!audiences.includes(audience)) return [{ seq, fault: 'wrong-audience', chunk }]
    if (release !== null && Date.parse(release) > now)
      return [{ seq, fault: 'told-too-early', chunk }]
    if (expires !== null && Date.parse(expires) <= now)
      return [{ seq, fault: 'told-too-late', chunk }]
    return []
  }
  return [
    ...cited.flatMap((one) => judge(one, ['customer'])),
    ...guidance.flatMap((one) => judge(one, ['agent'])),
    ...gone.map((chunk): AuditFault => ({ seq, fault: 'not-there', chunk })),
  ]
}
