import { diffArrays } from 'diff'
import type { Outcome } from '../../compose/types.ts'
import { LABEL_FIELDS } from '../../desk/index.ts'
import { likeness } from './pair-reworded.ts'
import type {
  AnswerChange,
  AnswerChangeKind,
  ClassChange,
  Classes,
  ContractChange,
  KnownQuestion,
  SentencePair,
  Told,
} from './types.ts'

export type Compared = {
  answers: AnswerChange[]
  guidance: { question: string; at: string }[]
  contracts: ContractChange[]
}

/** What is told differently in the head, for questions that both versions were asked at one instant. */
export function compareAnswers(
  questions: readonly KnownQuestion[],
  base: ReadonlyMap<string, Told>,
  head: ReadonlyMap<string, Told>,
  at: string,
): Compared {
  const compared: Compared = { answers: [], guidance: [], contracts: [] }
  for (const question of questions) {
    const [before, after] = [base.get(question.id), head.get(question.id)]
    if (!before || !after) continue
    const change = changeOf(question.id, before, after, at)
    if (change) compared.answers.push(change)
    if (JSON.stringify(before.guidance) !== JSON.stringify(after.guidance))
      compared.guidance.push({ question: question.id, at })
    compared.contracts.push(...contractChanges(question, before, after, at))
  }
  return compared
}

function changeOf(question: string, base: Told, head: Told, at: string): AnswerChange | null {
  const said = (told: Told) =>
    JSON.stringify([told.outcome, told.sentences.map(({ text }) => text), told.missing])
  if (said(base) === said(head)) return null
  return {
    kind: kindOf(base.outcome, head.outcome),
    question,
    at,
    base,
    head,
    pairs: pairUp(base, head),
  }
}

/** Outcomes in which the customer gets to know something of the knowledge base. */
const ANSWERED: readonly Outcome[] = ['answer', 'escalate']
const UNKNOWN: readonly Outcome[] = ['no-answer', 'refused']

function kindOf(base: Outcome, head: Outcome): AnswerChangeKind {
  if (ANSWERED.includes(base) && UNKNOWN.includes(head)) return 'lost'
  if (UNKNOWN.includes(base) && ANSWERED.includes(head)) return 'gained'
  return base === head ? 'text' : 'outcome'
}

/** The sentences of both side by side: equal ones first, then what stands between them by likeness, in order. */
export function pairUp(base: Told, head: Told): SentencePair[] {
  const texts = (told: Told) => told.sentences.map(({ text }) => text)
  const pairs: SentencePair[] = []
  let removed: string[] = []
  for (const { value, added, removed: isRemoved } of diffArrays(texts(base), texts(head))) {
    if (isRemoved) {
      removed = value
      continue
    }
    if (added) pairs.push(...alignChanged(removed, value))
    else {
      pairs.push(...alignChanged(removed, []))
      pairs.push(...value.map((text) => ({ base: text, head: text })))
    }
    removed = []
  }
  return [...pairs, ...alignChanged(removed, [])]
}

/** Sentences that differ less stand beside each other. */
const BESIDE = 0.3

function alignChanged(removed: readonly string[], added: readonly string[]): SentencePair[] {
  const pairs: SentencePair[] = []
  let next = 0
  for (const base of removed) {
    const at = added.findIndex((head, i) => i >= next && likeness(base, head) >= BESIDE)
    if (at < 0) {
      pairs.push({ base, head: null })
      continue
    }
    for (const head of added.slice(next, at)) pairs.push({ base: null, head })
    pairs.push({ base, head: added[at]! })
    next = at + 1
  }
  return [...pairs, ...added.slice(next).map((head) => ({ base: null, head }))]
}

function contractChanges(
  { id, sources }: KnownQuestion,
  base: Told,
  head: Told,
  at: string,
): ContractChange[] {
  return sources.flatMap((source): ContractChange[] => {
    if (source.kind !== 'ask' && source.kind !== 'must-not') return []
    const { kind, article, path } = source
    const [was, is] = [isKept(kind, article, base), isKept(kind, article, head)]
    if (was === is) return []
    return [{ question: id, kind, article, path, state: is ? 'mended' : 'broken', at }]
  })
}

/** An ask is kept by an answer from its article, a must-not by none from it. */
function isKept(kind: 'ask' | 'must-not', article: string, told: Told): boolean {
  const isTold = told.sentences.some(({ articles }) => articles.includes(article))
  return kind === 'must-not' ? !isTold : isTold && ANSWERED.includes(told.outcome)
}

/** What is sorted differently. */
export function compareClasses(
  questions: readonly KnownQuestion[],
  base: ReadonlyMap<string, Classes>,
  head: ReadonlyMap<string, Classes>,
): ClassChange[] {
  return questions.flatMap(({ id }) => {
    const [before, after] = [base.get(id), head.get(id)]
    if (!before || !after) return []
    const labels = LABEL_FIELDS.map((field) => ({
      ...{ question: id, field, base: before[field], head: after[field] },
    }))
    const groups = (classes: Classes) => classes.warnings.join(', ') || null
    const warnings = {
      ...{ question: id, field: 'warnings' as const },
      ...{ base: groups(before), head: groups(after) },
    }
    return [...labels, warnings].filter((change) => change.base !== change.head)
  })
}
