import type { Clock } from '../clock.ts'
import type { Suggestion } from '../compose/types.ts'
import type { EventHub } from '../conversations/index.ts'
import type { Transcript } from '../conversations/types.ts'
import type { Draft, Verdict } from '../copilot/check-draft.ts'
import type { ClassWork } from '../copilot/class-work.ts'
import type { Live } from '../copilot/live.ts'
import type { FindWarnings } from '../copilot/receive-turns.ts'
import type { Database } from '../db/index.ts'
import type { Desk } from '../desk/index.ts'
import type { Log } from '../log.ts'
import type { FindTrouble } from '../triage/incidents/index.ts'
import type { Access } from './callers.ts'

/** The check of an agent's own words before they are sent. */
export type CheckDraft = (draft: Draft) => Promise<Verdict>

/** Everything the API needs; `createApp` makes nothing of it itself, so a test can. */
export type AppDeps = {
  db: Database
  clock: Clock
  log: Log
  access: Access
  hub: EventHub
  live: Live
  desk: Desk
  suggest: (transcript: Transcript, options: { signal: AbortSignal }) => Promise<Suggestion>
  /** Refusals leave at multiples of this after their request; 0: at once. */
  refusalGridMs: number
  findWarnings: FindWarnings
  /** What reports trouble that others may have as well; left out: mass incidents are not looked for. */
  findTrouble?: FindTrouble
  /** Left out: conversations are not classified as they grow. */
  classes?: ClassWork
  check: CheckDraft
  /** Drafts the ticket of a conversation now. */
  draftTicket: (conversation: string) => Promise<unknown>
  /** Something may be waiting to leave for a department. */
  dispatchDue: () => void
  /** `missing`: nothing was ever indexed. `held`: nothing may be told now. */
  knowledge: () => 'served' | 'indexing' | 'missing' | 'held'
  knowledgeDir: string
  /** Where Vite puts the built panel. */
  panelDir: string
  version: string
  /** Aborted when the server stops: streams end. */
  shutdown: AbortSignal
}
