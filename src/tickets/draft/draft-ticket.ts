import { detectLanguage } from '../../text/language.ts'
import type { Lang } from '../../text/types.ts'
import { type Triage, UNKNOWN } from '../../triage/classifier/index.ts'
import { dueTime } from './due-time.ts'
import { isPersonal } from './field-kinds.ts'
import { type FilledField, fillFields } from './fill-fields.ts'
import { findMissingFields } from './find-missing.ts'
import { findKeyTurns } from './key-turns.ts'
import { maskText, maskValue } from './mask.ts'
import { readSaidTurns, type SaidTurn } from './said-turns.ts'
import { readSentences } from './sentences.ts'
import { type ChosenSentence, chooseSentences } from './summarise.ts'
import type {
  DraftedTranscript,
  DraftField,
  DraftOptions,
  SummarySentence,
  TicketDraft,
} from './types.ts'

/**
 * Drafts the ticket of a conversation as far as it has come: fields, what is missing, a summary, each with the
 * turns it rests on. Pure: it knows what was said, the taxonomy and nothing else.
 */
export function draftTicket(
  transcript: DraftedTranscript,
  { desk, classification = null, now }: DraftOptions,
): TicketDraft {
  const turns = readSaidTurns(transcript.turns, now)
  const lang = transcript.lang ?? languageOf(turns)
  const labels = labelsOf(classification)
  const sentences = readSentences(turns)
  const { filled, answerSeqs } = fillFields(turns, sentences, desk, labels.type, classification)
  const named = filled.filter(
    ({ kind }) => kind === 'name' || kind === 'contact' || kind === 'account',
  )
  const known = named.map(({ value }) => value)
  const { fields, personal } = toFields(filled, known)
  const summary = chooseSentences(sentences, answerSeqs).map((chosen) =>
    toSummary(chosen, turns, known, desk.timeZone),
  )
  return {
    lang,
    ...labels,
    fields,
    personal,
    missing: findMissingFields(desk, labels.type, new Set(fields.map(({ field }) => field)), lang),
    summary,
    summaryText: joinSentences(summary.map(({ text }) => text)),
    keyTurns: findKeyTurns(sentences),
    throughSeq: turns.at(-1)?.seq ?? 0,
  }
}

function languageOf(turns: readonly SaidTurn[]): Lang {
  const own = turns.filter(({ speaker }) => speaker === 'customer')
  return detectLanguage((own.length > 0 ? own : turns).map(({ text }) => text).join('\n'))
}

const LABELS = ['type', 'module', 'department', 'urgency', 'priority', 'sentiment'] as const

/** A class that could not be told is none. */
function labelsOf(classification: Triage | null): Record<(typeof LABELS)[number], string | null> {
  const of = (name: (typeof LABELS)[number]) => {
    const value = classification?.[name]?.value ?? null
    return value === UNKNOWN ? null : value
  }
  return {
    type: of('type'),
    module: of('module'),
    department: of('department'),
    urgency: of('urgency'),
    priority: of('priority'),
    sentiment: of('sentiment'),
  }
}

function toFields(
  filled: readonly FilledField[],
  known: readonly string[],
): Pick<TicketDraft, 'fields' | 'personal'> {
  const personal: TicketDraft['personal'] = {}
  const fields = filled.map(({ field, value, evidence, confidence }): DraftField => {
    const isOwn = isPersonal(field)
    const shown = isOwn ? maskValue(value) : maskText(value, known)
    if (shown !== value) personal[field.field] = value
    return { field: field.field, value: shown, evidence, confidence, isPersonal: shown !== value }
  })
  return { fields, personal }
}

function toSummary(
  { kind, sentence }: ChosenSentence,
  turns: readonly SaidTurn[],
  known: readonly string[],
  timeZone: string,
): SummarySentence {
  const turn = turns.find(({ seq }) => seq === sentence.seq)
  const due = kind === 'promise' && turn ? dueTime(sentence.text, turn.at, timeZone) : null
  return { kind, text: maskText(sentence.text, known), evidence: [sentence.seq], due }
}

/** Sentences one after the other, each ended as its script ends sentences. */
function joinSentences(sentences: readonly string[]): string {
  return sentences
    .map((text) =>
      /[。！？.!?…]["”」』）)]*$/u.test(text)
        ? text
        : `${text}${/\p{Script=Han}/u.test(text) ? '。' : '.'}`,
    )
    .reduce(
      (all, one) => `${all}${/[。！？」』”）]$/u.test(all) || all === '' ? '' : ' '}${one}`,
      '',
    )
}
