import { loadDesk } from '../../src/desk/index.ts'
import type { Desk } from '../../src/desk/types.ts'
import {
  type DraftedTicket,
  draftTicket,
  type TicketDraft,
  toDraftedTicket,
  wholeFields,
} from '../../src/tickets/index.ts'
import { type Triage, triageTranscript } from '../../src/triage/classifier/index.ts'
import { countFields, type FieldCounts, fieldScores } from '../field-scores.ts'
import { percentile } from '../metrics.ts'
import { readRows } from '../read-cases.ts'
import type { EvalOptions, EvalResult } from '../results.ts'
import { rougeL, rougeN } from '../rouge.ts'
import { type DraftFaults, findDraftFaults } from './find-invented.ts'
import { type CaseScores, summariseScores } from './summarise-scores.ts'
import { lead3, lexRank, textRank, type Unit } from './summary-baselines.ts'
import {
  DialogueCase,
  deskOf,
  goldKeyTurns,
  OTHER_DESK_TYPE,
  toTranscript,
} from './ticket-cases.ts'
import { type Gate, noneOf, writeResults } from './write-results.ts'

/** Least F1 over the fields of all cases that say what theirs are. */
const FIELD_FLOOR = 0.92
/** What is classified is measured by the suite `classification`. */
const CLASSIFIED: ReadonlySet<string> = new Set(['module'])

/**
 * The suite `summary`: drafts the ticket of each dialogue and scores it against what the case says of it: summary,
 * fields, key turns. Beside it lead-3, TextRank and LexRank on the same dialogues. Writes `summaries.jsonl`.
 */
export async function runSummary(options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const cases = await readRows(options.cases, 'dialogues.jsonl', DialogueCase)
  const { desk } = await loadDesk(options.knowledge?.[0] ?? 'knowledge')
  const now = new Date(options.now ?? startedAt)
  const rows: DraftedTicket[] = []
  const scores: CaseScores[] = []
  const counts: { counts: FieldCounts; slices: string[] }[] = []
  const faults: DraftFaults[] = []
  const times: number[] = []
  for (const [done, row] of cases.entries()) {
    const from = performance.now()
    const draft = draftCase(row, desk, now)
    times.push(performance.now() - from)
    const values = wholeFields(draft)
    rows.push(toDraftedTicket(row.id, draft))
    faults.push(faultsOf(row, draft, values, desk, now))
    if (row.fields !== undefined) {
      const found = withoutClassified(values)
      const slices = [
        ...['all', `lang=${row.lang}`, `channel=${row.channel}`],
        `heldOut=${row.heldOut === true}`,
        `desk=${row.requires === undefined ? 'own' : 'other'}`,
      ]
      counts.push({
        counts: countFields(found, withoutClassified(row.fields), row.optional),
        slices,
      })
    }
    scores.push({
      id: row.id,
      scores: { ...summaryScores(row, draft), ...keyTurnScores(row, draft) },
      slices: {},
    })
    if (done % 20 === 0) options.onProgress?.('summary', done, cases.length)
  }
  options.onProgress?.('summary', cases.length, cases.length)
  const metrics: Record<string, number> = {
    ...summariseScores(scores),
    ...fieldMetrics(counts),
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  }
  const gates = [
    noneOf(
      'withoutEvidence',
      sum(faults, ({ unproven }) => unproven.length),
    ),
    noneOf(
      'invented',
      sum(faults, ({ invented }) => invented.length),
    ),
    ...floorGate(metrics),
  ]
  const result = { suite: 'summary', cases: cases.length, metrics, gates, startedAt }
  return writeResults(options.out, result, {
    'summaries.jsonl': rows,
    'faults.jsonl': faults.flatMap((fault, i) =>
      fault.invented.length + fault.unproven.length === 0 ? [] : [{ id: cases[i]?.id, ...fault }],
    ),
  })
}

function sum<T>(list: readonly T[], count: (one: T) => number): number {
  return list.reduce((all, one) => all + count(one), 0)
}

/** The draft of a case, classified by the desk; a case with fields of another desk has no class of ours. */
export function draftCase(row: DialogueCase, desk: Desk, now: Date): TicketDraft {
  const transcript = toTranscript(row)
  const own = deskOf(desk, row)
  const classification = own === desk ? triageTranscript(transcript, desk) : otherDeskTriage()
  return draftTicket(transcript, { desk: own, classification, now: startOf(row, now) })
}

function startOf({ startedAt }: DialogueCase, now: Date): Date {
  return startedAt === undefined ? now : new Date(startedAt)
}

function otherDeskTriage(): Triage {
  const type = { value: OTHER_DESK_TYPE, confidence: 1, turns: [1], cues: [], runnersUp: [] }
  const none = { module: null, department: null, urgency: null, priority: null, sentiment: null }
  return { type, ...none, urgent: [] }
}

function faultsOf(
  row: DialogueCase,
  draft: TicketDraft,
  values: Record<string, string>,
  { timeZone }: Desk,
  now: Date,
): DraftFaults {
  const turns = toTranscript(row).turns.map(({ seq, text, at }) => ({
    ...{ seq, text },
    at: at === undefined ? startOf(row, now) : new Date(at),
  }))
  return findDraftFaults(draft, values, turns, timeZone, CLASSIFIED)
}

function withoutClassified<T>(fields: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !CLASSIFIED.has(field)))
}

const BASELINES = { lead3, textRank, lexRank }
const UNITS: readonly Unit[] = ['turns', 'sentences']

function summaryScores(row: DialogueCase, { summaryText }: TicketDraft): Record<string, number> {
  const { summary, turns } = row
  if (summary === undefined) return {}
  const others = Object.entries(BASELINES).flatMap(([name, make]) =>
    UNITS.map((unit) => [`rougeL.${name}.${unit}`, rougeL(make(turns, unit), summary).f1] as const),
  )
  return {
    rouge1: rougeN(summaryText, summary, 1).f1,
    rouge2: rougeN(summaryText, summary, 2).f1,
    rougeL: rougeL(summaryText, summary).f1,
    ...Object.fromEntries(others),
  }
}

/** F1 of the turns found of each kind; where the case has none of a kind and none was found, that is right. */
function keyTurnScores(row: DialogueCase, { keyTurns }: TicketDraft): Record<string, number> {
  const gold = goldKeyTurns(row)
  if (gold === null) return {}
  const problem = setF1(keyTurns.problem, gold.problem)
  const solution = setF1(keyTurns.solution, gold.solution)
  return {
    problemTurnsF1: problem,
    solutionTurnsF1: solution,
    keyTurnsF1: (problem + solution) / 2,
  }
}

function setF1(found: readonly number[], gold: readonly number[]): number {
  if (found.length === 0 && gold.length === 0) return 1
  const right = found.filter((seq) => gold.includes(seq)).length
  return (2 * right) / (found.length + gold.length)
}

function fieldMetrics(
  all: readonly { counts: FieldCounts; slices: string[] }[],
): Record<string, number> {
  if (all.length === 0) return {}
  const names = [...new Set(all.flatMap(({ slices }) => slices))]
  return Object.fromEntries(
    names.flatMap((name) => {
      const own = all.filter(({ slices }) => slices.includes(name)).map(({ counts }) => counts)
      const { precision, recall, f1 } = fieldScores(own)
      if (name !== 'all') return [[`fieldF1/${name}`, f1]]
      return [
        ['fieldPrecision', precision],
        ['fieldRecall', recall],
        ['fieldF1', f1],
      ]
    }),
  )
}

/** Better than each simple way to summarise, and enough fields right; each where the cases can tell. */
function floorGate(metrics: Readonly<Record<string, number>>): Gate[] {
  const gates: Gate[] = []
  const { fieldF1, rougeL: own } = metrics
  if (fieldF1 !== undefined)
    gates.push({ name: 'fieldF1', limit: FIELD_FLOOR, value: fieldF1, ok: fieldF1 >= FIELD_FLOOR })
  if (own !== undefined) {
    const best = Math.max(
      ...Object.entries(metrics).flatMap(([name, value]) =>
        name.startsWith('rougeL.') ? [value] : [],
      ),
    )
    gates.push({ name: 'rougeLAboveBaselines', limit: best, value: own, ok: own > best })
  }
  return gates
}
