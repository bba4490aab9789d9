import type { Suggestion } from '../compose/types.ts'
import type { OverrideReason } from '../conversations/index.ts'
import type { Database, TransactionSql } from '../db/index.ts'
import type { Manifest } from './audit-manifest.ts'
import type { Standing } from './suggest-standing.ts'

/** What is kept of something that was shown or stopped: ids, hashes and instants, never a text. */
export type AuditEntry =
  | {
      kind: 'suggestion'
      /** The id it was told under; null when it was asked for without a conversation. */
      suggestion: string | null
      conversation: string | null
      /** Role and key of the caller; null where it was made unasked, for whoever follows the conversation. */
      by: string | null
      forTurn: number
      /** `no-answer` is a refusal: which of its reasons, nobody knows, the program included. */
      outcome: Suggestion['outcome']
      engine: Suggestion['engine']
      generation: number
      manifest: Manifest
    }
  | { kind: 'warning'; conversation: string; group: string; turn: number }
  | {
      kind: 'draft-blocked'
      check: string
      conversation: string | null
      by: string
      rules: string[]
    }
  | {
      kind: 'forgotten'
      /** Why they went: their age, or somebody's wish. */
      by: 'retention' | 'command' | 'request'
      conversations: number
      turns: number
    }
  | {
      kind: 'override'
      check: string
      conversation: string | null
      by: string
      verdict: 'warn' | 'block'
      rules: string[]
      reason: OverrideReason
    }
  | TicketEntry

/** What happened to a ticket: who, and what of it by hash, never a value. */
export type TicketEntry =
  | {
      kind: 'ticket-approved'
      ticket: string
      conversation: string
      by: string
      version: number
      round: number
      /** SHA-256 of the places as approved, whole values included. */
      content: string
      /** Why it was approved although something was missing. */
      accepted: string | null
      dispatch: string | null
    }
  | { kind: 'ticket-rejected'; ticket: string; conversation: string; by: string; reason: string }
  | {
      kind: 'personal-read'
      ticket: string
      conversation: string
      by: string
      /** Which values were shown whole, by their places. */
      paths: string[]
    }
  | {
      kind: 'ticket-sent'
      ticket: string
      dispatch: string
      event: string
      endpoint: string
      outcome: 'delivered' | 'dead'
      fault: string | null
    }
  | { kind: 'dispatch-redriven'; ticket: string; dispatch: string; by: string }

/** Adds an entry, to last if the transaction does. Last in it: other writers wait for this transaction from here on. */
export async function appendAudit(sql: TransactionSql, entry: AuditEntry): Promise<void> {
  await sql`insert into app.audit (entry) values (${JSON.stringify(entry)})`
}

/** The entry for a suggestion that is about to be shown. */
export function suggestionEntry(
  { forTurn, outcome, engine, generation }: Suggestion,
  manifest: Manifest,
  shown: { suggestion: string | null; conversation: string | null; by: string | null },
): AuditEntry {
  return { kind: 'suggestion', ...shown, forTurn, outcome, engine, generation, manifest }
}

/** Writes down a suggestion that nobody keeps. Shown only after this: what cannot be written down is not told. */
export async function auditSuggestion(
  db: Database,
  { suggestion, manifest }: Standing,
  by: string,
): Promise<void> {
  const entry = suggestionEntry(suggestion, manifest, { suggestion: null, conversation: null, by })
  await db.write('app', (sql) => appendAudit(sql, entry))
}
