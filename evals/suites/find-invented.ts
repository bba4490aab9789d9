import { findCodes, findMails } from '../../src/text/dictation.ts'
import { foldText } from '../../src/text/fold.ts'
import { findInstants } from '../../src/text/instants.ts'
import { findSpecifics, specificKeys } from '../../src/text/specifics.ts'
import { foldNumerals, parseNumeral } from '../../src/text/specifics-numerals.ts'
import type { TicketDraft } from '../../src/tickets/index.ts'
import { rougeTokens } from '../rouge.ts'

type Turn = { seq: number; text: string; at: Date }

/** Faults of a draft against what was said; both empty for a good one. */
export type DraftFaults = {
  /** Fields and sentences without a turn, or with one that is not there. */
  unproven: string[]
  /** Words, figures, names, days that the named turns do not say. */
  invented: string[]
}

/**
 * Checks a draft against the turns it names, by a program of its own: each word of a sentence stands in its turns in
 * that order, each figure with the same meaning; each value is said there, or is what figures, days and amounts said
 * there come to. `classified`: fields that are a class, not words.
 */
export function findDraftFaults(
  draft: TicketDraft,
  values: Readonly<Record<string, string>>,
  turns: readonly Turn[],
  timeZone: string,
  classified: ReadonlySet<string>,
): DraftFaults {
  const faults: DraftFaults = { unproven: [], invented: [] }
  const said = (evidence: readonly number[]) => turns.filter(({ seq }) => evidence.includes(seq))
  for (const { field, evidence } of draft.fields) {
    const there = said(evidence)
    if (evidence.length === 0 || there.length < evidence.length) faults.unproven.push(field)
    else if (!classified.has(field) && !isSaid(values[field] ?? '', there, turns, timeZone))
      faults.invented.push(`${field}: ${values[field]}`)
  }
  for (const { text, evidence } of draft.summary) {
    const there = said(evidence)
    if (evidence.length === 0 || there.length < evidence.length) faults.unproven.push(text)
    else if (!isTaken(text, there.map((turn) => turn.text).join('\n'))) faults.invented.push(text)
  }
  return faults
}

/** Masked parts aside, the words of `text` stand in `source` in that order, and its figures mean the same there. */
function isTaken(text: string, source: string): boolean {
  const words = rougeTokens(text.replaceAll(/\S*\*+\S*/g, ' '))
  const given = rougeTokens(source)
  let at = 0
  for (const word of words) {
    const found = given.indexOf(word, at)
    if (found === -1) return false
    at = found + 1
  }
  const known = specificKeys(source)
  return findSpecifics(text).every(
    ({ key, text: own }) => own.includes('*') || known.has(key) || source.includes(own),
  )
}

function isSaid(
  value: string,
  evidence: readonly Turn[],
  turns: readonly Turn[],
  timeZone: string,
): boolean {
  const source = evidence.map(({ text }) => text).join('\n')
  if (bare(source).includes(bare(value)) || isTaken(value, source) || isReordered(value, source))
    return true
  if (findMails(source).includes(value) || isDigitsOf(value, source)) return true
  if (isInstantOf(value, evidence, turns, timeZone)) return true
  return isFigureOf(value, source) || isChoiceOf(value, source)
}

function bare(text: string): string {
  return foldText(text).replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Few words, all of them said: surname Petrov, first name Ivan. */
function isReordered(value: string, source: string): boolean {
  const words = rougeTokens(value)
  const said = new Set(rougeTokens(source))
  return words.length <= 4 && !/\d/.test(value) && words.every((word) => said.has(word))
}

/** A code read out in these turns, or put together from the beginning of one and the end of another. */
function isDigitsOf(value: string, source: string): boolean {
  const plain = bare(value)
  const codes = findCodes(source).map((code) => bare(code.value))
  const joined = [...codes, bare(source)]
  if (joined.some((code) => code.includes(plain))) return true
  return codes.some((head) =>
    codes.some((tail) => {
      for (let cut = 1; cut < plain.length; cut++) {
        if (head.startsWith(plain.slice(0, cut)) && tail === plain.slice(cut)) return true
      }
      return false
    }),
  )
}

function isInstantOf(
  value: string,
  evidence: readonly Turn[],
  turns: readonly Turn[],
  timeZone: string,
): boolean {
  if (!/^\d{4}-\d{2}/.test(value)) return false
  const named = (turn: Turn, day?: string) =>
    (['past', 'future'] as const).flatMap((lean) =>
      findInstants(turn.text, {
        at: turn.at,
        timeZone,
        lean,
        ...(day === undefined ? {} : { day }),
      }),
    )
  // A time may be told in one turn and its day in another.
  const days = turns.flatMap((turn) => named(turn)).map((one) => one.value.slice(0, 10))
  return evidence.some(
    (turn) =>
      named(turn).some((one) => one.value.startsWith(value)) ||
      days.some((day) => named(turn, day).some((one) => one.value === value)),
  )
}

function isFigureOf(value: string, source: string): boolean {
  if (!/^\d+(?:\.\d+)?$/.test(value)) return false
  const keys = [...specificKeys(source)].map((key) => key.split(':').at(-1))
  if (keys.includes(value)) return true
  const numerals =
    foldNumerals(source).match(
      /[零〇一二两三四五六七八九十百千万亿]+|\d+(?:\.\d+)?|(?:[a-z]+(?:[ -]|$))+/giu,
    ) ?? []
  if (numerals.some((one) => parseNumeral(one) === Number(value))) return true
  return wordRuns(source).some((run) => parseNumeral(run) === Number(value))
}

/** Runs of one to four words, as English numerals are written. */
function wordRuns(source: string): string[] {
  const words = foldText(source).match(/[a-z]+/g) ?? []
  return words.flatMap((_, at) =>
    [1, 2, 3, 4, 5].map((size) => words.slice(at, at + size).join(' ')),
  )
}

/** One of the listed values, one of whose names was said. */
function isChoiceOf(value: string, source: string): boolean {
  const said = bare(source)
  const also: Record<string, string[]> = { wifi: ['无线', 'wlan'], '4g': ['四g'], '5g': ['五g'] }
  return value.split('/').some((name) => {
    const plain = bare(name)
    return [plain, ...(also[plain] ?? [])].some((one) => one !== '' && said.includes(one))
  })
}
