import { foldText } from '../src/text/fold.ts'
import { rougeL } from './rouge.ts'

/** A gold value, or several ways to write it. */
export type GoldValue = string | readonly string[]

/** Fields told in words: a value counts as right when it says what the gold says, at not too great a length. */
const IN_WORDS: ReadonlySet<string> = new Set([
  'problem',
  'request',
  'scene',
  'device',
  'place',
  'location',
])
/** Least share of the gold's words that a value in words has to hold, and least share of it that has to be gold. */
const LEAST_RECALL = 0.6
const LEAST_PRECISION = 0.3

/** Whether a value is the gold one: equal but for blanks, signs, case, script; of a time as far as the gold goes. */
export function isRightValue(field: string, value: string, gold: GoldValue): boolean {
  const golds = typeof gold === 'string' ? [gold] : gold
  return golds.some((one) => {
    if (/^\d{4}-\d{2}(?:-\d{2})?(?:T\d{2}:\d{2})?$/.test(one)) return value.slice(0, 16) === one
    if (bare(value) === bare(one)) return true
    if (!IN_WORDS.has(field)) return isSameNumber(value, one)
    const { recall, precision } = rougeL(value, one)
    return recall >= LEAST_RECALL && precision >= LEAST_PRECISION
  })
}

function bare(text: string): string {
  return foldText(text)
    .replaceAll(/[^\p{L}\p{N}@.]/gu, '')
    .replace(/^86(?=1[3-9]\d{9}$)/, '')
}

function isSameNumber(a: string, b: string): boolean {
  const isNumber = (text: string) => /^\d+(?:\.\d+)?$/.test(text)
  return (
    isNumber(a) && isNumber(b) && a.includes('.') !== b.includes('.') && Number(a) === Number(b)
  )
}

export type FieldCounts = { right: number; wrong: number; extra: number; missed: number }

/** Counts of one conversation. `optional` values are right when given, and not missed when not. */
export function countFields(
  found: Readonly<Record<string, string>>,
  gold: Readonly<Record<string, GoldValue>>,
  optional: Readonly<Record<string, GoldValue>> = {},
): FieldCounts {
  const counts: FieldCounts = { right: 0, wrong: 0, extra: 0, missed: 0 }
  for (const [field, value] of Object.entries(found)) {
    const wanted = gold[field]
    if (wanted !== undefined) counts[isRightValue(field, value, wanted) ? 'right' : 'wrong']++
    else if (optional[field] === undefined || !isRightValue(field, value, optional[field]))
      counts.extra++
  }
  for (const field of Object.keys(gold)) if (found[field] === undefined) counts.missed++
  return counts
}

/** Precision, recall and their mean over all fields of all conversations; a wrong value counts against both. */
export function fieldScores(counts: readonly FieldCounts[]): {
  precision: number
  recall: number
  f1: number
} {
  const sum = (pick: (one: FieldCounts) => number) =>
    counts.reduce((all, one) => all + pick(one), 0)
  const right = sum((one) => one.right)
  const given = right + sum(({ wrong, extra }) => wrong + extra)
  const wanted = right + sum(({ wrong, missed }) => wrong + missed)
  const precision = given === 0 ? 0 : right / given
  const recall = wanted === 0 ? 0 : right / wanted
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { precision, recall, f1 }
}
