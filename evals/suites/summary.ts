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
import {
  countFields,
  type FieldCounts,
  fieldScores,
  type GoldValue,
  isRightValue,
} from '../field-scores.ts'
import { percentile } from '../metrics.ts'
import type { EvalOptions, EvalResult } from '../results.ts'
import { rougeL, rougeN } from '../rouge.ts'
import type { CaseTrace } from '../trace/types.ts'
import { type DraftFaults, findDraftFaults } from './find-invented.ts'
import { findUnmasked } from './find-unmasked.ts'
import { readSuiteCases } from './read-suite-cases.ts'
import {
  type CaseScores,
  failedCase,
  type ScoredCase,
  summariseScores,
} from './summarise-scores.ts'
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
 * fields, key turns. Beside it lead-3, TextRank and LexRank on the same dialogues. Writes `summaries.jsonl` and `scores.jsonl`.
 */
export async function runSummary(options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const cases = await readSuiteCases(options.cases, 'dialogues.jsonl', DialogueCase)
  const { desk } = await loadDesk(options.knowledge?.[0] ?? 'knowledge')
  const now = new Date(options.now ?? startedAt)
  const rows: DraftedTicket[] = []
  const scores: ScoredCase[] = []
  const traces: CaseTrace[] = []
  const baselines: CaseScores[] = []
  const counts: { counts: FieldCounts; slices: string[] }[] = []
  const faults: { id: string; found: DraftFaults & { unmasked: string[] } }[] = []
  const times: number[] = []
  for (const [done, row] of cases.entries()) {
    const slices = slicesOf(row)
    const from = performance.now()
    try {
      const draft = draftCase(row, desk, now)
      times.push(performance.now() - from)
      const values = wholeFields(draft)
      rows.push(toDraftedTicket(row.id, draft))
      const unmasked = findUnmasked(row.turns, shownOf(draft))
      const found = { ...faultsOf(row, draft, values, desk, now), unmasked }
      faults.push({ id: row.id, found })
      const fields = row.fields === undefined ? null : fieldsOf(row, row.fields, values)
      if (fields) counts.push({ counts: fields, slices: ['all', ...namesOf(slices)] })
      const type = typeOf(row, draft)
      const own = {
        ...{ ...summaryScores(row, draft), ...keyTurnScores(row, draft) },
        ...(fields === null ? {} : { fields: f1Of(fields) }),
        ...(type === null ? {} : { type: Number(type.right === type.said) }),
      }
      scores.push({ id: row.id, scores: own, slices, ...judge(fields, type, found) })
      baselines.push({ id: row.id, scores: baselineScores(row), slices: {} })
      if (options.trace !== false) traces.push(traceDraft(row, draft, values, scores.at(-1), type))
    } catch (error) {
      scores.push(failedCase(row.id, slices, ['fields', 'type'], error))
    }
    if (done % 20 === 0) options.onProgress?.('summary', done, cases.length)
  }
  options.onProgress?.('summary', cases.length, cases.length)
  const metrics: Record<string, number> = {
    ...summariseScores(scores),
    ...summariseScores(baselines),
    ...fieldMetrics(counts),
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  }
  const gates = [
    noneOf('failed', scores.filter(({ broken }) => broken.includes('failed')).length),
    noneOf(
      'withoutEvidence',
      sum(faults, ({ found }) => found.unproven.length),
    ),
    noneOf(
      'invented',
      sum(faults, ({ found }) => found.invented.length),
    ),
    noneOf(
      'unmasked',
      sum(faults, ({ found }) => found.unmasked.length),
    ),
    ...floorGate(metrics),
  ]
  const result = { suite: 'summary', cases: cases.length, metrics, gates, startedAt }
  return writeResults(options.out, result, {
    'summaries.jsonl': rows,
    'faults.jsonl': faults.flatMap(({ id, found }) =>
      found.invented.length + found.unproven.length + found.unmasked.length === 0
        ? []
        : [{ id, ...found }],
    ),
    'scores.jsonl': scores,
    ...(options.trace === false ? {} : { 'traces.jsonl': traces }),
  })
}

/** What of a draft is shown before anybody asks for the whole of it. */
function shownOf({ summaryText, fields }: TicketDraft): string[] {
  return [summaryText, ...fields.map(({ value }) => value)]
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

function slicesOf(row: DialogueCase): Record<string, string> {
  const { lang = 'none', channel = 'none', kind, heldOut, requires } = row
  return {
    ...{ lang, channel, heldOut: String(heldOut === true) },
    desk: requires === undefined ? 'own' : 'other',
    ...(kind === undefined ? {} : { kind }),
  }
}

function namesOf(slices: Readonly<Record<string, string>>): string[] {
  return Object.entries(slices).map(([slice, of]) => `${slice}=${of}`)
}

function fieldsOf(
  row: DialogueCase,
  gold: NonNullable<DialogueCase['fields']>,
  values: Record<string, string>,
): FieldCounts {
  return countFields(withoutClassified(values), withoutClassified(gold), row.optional)
}

/** F1 over the fields of one conversation; 1 where there is none and none was found. */
function f1Of(counts: FieldCounts): number {
  const { right, wrong, extra, missed } = counts
  return right + wrong + extra + missed === 0 ? 1 : fieldScores([counts]).f1
}

type Labels = { right: string; said: string }

/** The ticket type, where the case says which it is of our own desk's. */
function typeOf({ type, requires }: DialogueCase, draft: TicketDraft): Labels | null {
  if (type === undefined || requires !== undefined) return null
  return { right: type, said: draft.type ?? 'none' }
}

function judge(
  fields: FieldCounts | null,
  type: Labels | null,
  { invented, unproven, unmasked }: DraftFaults & { unmasked: string[] },
): Pick<ScoredCase, 'reasons' | 'broken'> {
  const wrong = Object.entries(fields ?? {}).filter(
    ([name, count]) => name !== 'right' && count > 0,
  )
  const broken = Object.entries({ invented, withoutEvidence: unproven, unmasked }).flatMap(
    ([gate, found]) => (found.length > 0 ? [gate] : []),
  )
  return {
    reasons: [
      ...wrong.map(([name, count]) => `${count} fields ${name}`),
      ...(type && type.right !== type.said ? [`type ${type.said}, not ${type.right}`] : []),
      ...broken,
    ],
    broken,
  }
}

function traceDraft(
  { id, turns, fields = {} }: DialogueCase,
  { summaryText }: TicketDraft,
  values: Record<string, string>,
  scored: ScoredCase | undefined,
  type: Labels | null,
): CaseTrace {
  const wanted = (name: string) => [fields[name] ?? []].flat().join(' / ')
  return {
    id,
    said: turns.map(({ speaker, text }) => ({ speaker, text })),
    got: { summary: summaryText, type: type?.said ?? '' },
    verdicts: [
      ...Object.keys({ ...fields, ...values })
        .filter((name) => !CLASSIFIED.has(name))
        .map((name) => ({
          ...{ name, wanted: wanted(name), found: values[name] ?? '' },
          ok: isRightField(name, values[name], fields[name]),
        })),
      ...(type === null
        ? []
        : [{ name: 'type', ok: type.right === type.said, wanted: type.right, found: type.said }]),
      ...(scored?.broken ?? []).map((name) => ({ name, ok: false })),
    ],
    ...(type === null ? {} : { labels: { type } }),
  }
}

function isRightField(
  name: string,
  value: string | undefined,
  gold: GoldValue | undefined,
): boolean {
  return value !== undefined && gold !== undefined && isRightValue(name, value, gold)
}

function summaryScores(row: DialogueCase, { summaryText }: TicketDraft): Record<string, number> {
  const { summary } = row
  if (summary === undefined) return {}
  return {
    rouge1: rougeN(summaryText, summary, 1).f1,
    rouge2: rougeN(summaryText, summary, 2).f1,
    rougeL: rougeL(summaryText, summary).f1,
  }
}

const BASELINES = { lead3, textRank, lexRank }
const UNITS: readonly Unit[] = ['turns', 'sentences']

/** What simple ways to summarise reach on the same dialogue. */
function baselineScores({ summary, turns }: DialogueCase): Record<string, number> {
  if (summary === undefined) return {}
  const others = Object.entries(BASELINES).flatMap(([name, make]) =>
    UNITS.map((unit) => [`rougeL.${name}.${unit}`, rougeL(make(turns, unit), summary).f1] as const),
  )
  return Object.fromEntries(others)
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
