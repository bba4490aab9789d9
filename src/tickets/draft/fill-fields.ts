import type { Desk, RequiredField } from '../../desk/types.ts'
import type { Triage } from '../../triage/classifier/index.ts'
import { UNKNOWN } from '../../triage/classifier/index.ts'
import type { Candidate } from './candidate.ts'
import { type ExchangedTurn, readExchange } from './exchange.ts'
import { type FieldKind, kindOf } from './field-kinds.ts'
import { findCodeField } from './find-codes.ts'
import { findInstantField } from './find-instant.ts'
import { findNameField } from './find-name.ts'
import {
  findAmountField,
  findChoiceField,
  findCountField,
  findDeviceField,
  findOpenField,
  findPlaceField,
  findVersionField,
} from './find-plain.ts'
import { findProblem, findRequest, findScene } from './find-story.ts'
import type { SaidTurn } from './said-turns.ts'
import type { SaidSentence } from './sentences.ts'

export type FilledField = Candidate & { field: RequiredField; kind: FieldKind }

/** Kinds that are filled for every type as soon as they are said; the others only where the type requires them. */
const FOR_EVERY_TYPE: ReadonlySet<FieldKind> = new Set([
  ...(['name', 'contact', 'account', 'code', 'amount', 'instant', 'version', 'device'] as const),
  'problem',
])

/** Fills the fields of the taxonomy from what was said, those the type requires first; and tells which turns only answer for a fact. */
export function fillFields(
  turns: readonly SaidTurn[],
  sentences: readonly SaidSentence[],
  desk: Pick<Desk, 'timeZone' | 'taxonomy'>,
  type: string | null,
  classification: Triage | null,
): { filled: FilledField[]; answerSeqs: ReadonlySet<number> } {
  const own = desk.taxonomy.types.find(({ id }) => id === type)?.requires ?? []
  const fields = withoutDoubles([
    ...own,
    ...desk.taxonomy.types.flatMap(({ requires }) => requires),
  ])
  const exchange = readExchange(turns, fields)
  const answerSeqs = new Set(
    exchange
      .filter(({ asked, speaker }) => speaker === 'customer' && isFactAsked(asked, fields))
      .map(({ seq }) => seq),
  )
  const problem = findProblem(sentences, answerSeqs)
  const filled = fields.flatMap((field): FilledField[] => {
    const kind = kindOf(field)
    const isOwn = own.includes(field)
    if (!isOwn && !FOR_EVERY_TYPE.has(kind) && !isAskedFor(field, exchange)) return []
    const found = find(field, kind, { exchange, sentences, desk, problem, classification })
    return found === null || found.value.trim() === '' ? [] : [{ ...found, field, kind }]
  })
  return { filled, answerSeqs }
}

function withoutDoubles(fields: readonly RequiredField[]): RequiredField[] {
  return fields.filter((field, at) => fields.findIndex((one) => one.field === field.field) === at)
}

function isAskedFor(field: RequiredField, exchange: readonly ExchangedTurn[]): boolean {
  return exchange.some(
    ({ asked }) => (asked.get(field.field) ?? 0) >= (kindOf(field) === 'choice' ? 0.5 : 0.7),
  )
}

/** Whether a fact was asked for, not what happened. */
function isFactAsked(
  asked: ReadonlyMap<string, number>,
  fields: readonly RequiredField[],
): boolean {
  return [...asked.keys()].some((name) => {
    const field = fields.find((one) => one.field === name)
    return field !== undefined && !['problem', 'module', 'request'].includes(kindOf(field))
  })
}

type Read = {
  exchange: readonly ExchangedTurn[]
  sentences: readonly SaidSentence[]
  desk: Pick<Desk, 'timeZone' | 'taxonomy'>
  problem: Candidate | null
  classification: Triage | null
}

function find(field: RequiredField, kind: FieldKind, read: Read): Candidate | null {
  const { exchange, sentences, desk, problem, classification } = read
  switch (kind) {
    case 'name':
      return findNameField(field, exchange)
    case 'contact':
    case 'account':
    case 'code':
      return findCodeField(field, kind, exchange)
    case 'amount':
      return findAmountField(field, exchange)
    case 'instant':
      return findInstantField(field, exchange, desk.timeZone)
    case 'version':
      return findVersionField(field, exchange)
    case 'device':
      return findDeviceField(field, exchange)
    case 'choice':
      return findChoiceField(field, exchange)
    case 'count':
      return findCountField(field, exchange)
    case 'place':
      return findPlaceField(field, exchange)
    case 'problem':
      return problem
    case 'request':
      return findRequest(field, exchange, sentences)
    case 'scene':
      return findScene(field, exchange, sentences, problem?.evidence ?? [], problem?.value ?? '')
    case 'module':
      return fromClass(classification)
    case 'open':
      return findOpenField(field, exchange)
  }
}

/** The module is not said but classified; its turns are those the class rests on. */
function fromClass(classification: Triage | null): Candidate | null {
  const module = classification?.module
  if (!module || module.value === UNKNOWN || module.turns.length === 0) return null
  return { value: module.value, evidence: module.turns, confidence: module.confidence }
}
