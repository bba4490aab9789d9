import type { RequiredField } from '../../desk/types.ts'
import { foldText } from '../../text/fold.ts'
import { findInstants, type Instant } from '../../text/instants.ts'
import { afterCorrections } from './answer-text.ts'
import type { Candidate } from './candidate.ts'
import { firstSurest } from './candidate.ts'
import type { ExchangedTurn } from './exchange.ts'
import { findLabelled, labelledText, labelsOf } from './labels.ts'

/** A field for something still to come. */
const TO_COME =
  /航班|入住|送达|送達|预约|預約|出发|出發|希望|flight|check-?in|deliver|appointment|departure|arrival|preferred|would you like/iu
/** A field for when the trouble came about: told with the problem, unasked. */
const OCCURRED =
  /发生|發生|停电|停電|出险|出險|交易|事故|故障时间|occurred|happened|went out|transaction|accident|incident/iu
/** Before a time that says how long something lasts, not when it began. */
const UNTIL = /(?:到|至|截至|直到|等到|拖到|till|until|up to|by|before|as of)\s*(?:现在|現在)?$/iu
const WITHIN =
  /^\s*(?:之?内|之?內|以内|以內|之?前(?!天|晚)|再|才(?:方便|有空)|都没|都沒|after \d|noon\b.*call)/iu
const WANTED =
  /要求|希望|必须|必須|请.{0,6}(?:回|打|给)|請.{0,6}(?:回|打|給)|方便|有空|\b(?:i want|i'd like|please|call me|pay it|by)\b/iu

/** When something was or will be: the answer to the question for it, or the time told with the problem. */
export function findInstantField(
  field: RequiredField,
  turns: readonly ExchangedTurn[],
  timeZone: string,
): Candidate | null {
  const described = [...Object.values(field.description), ...Object.values(field.ask)].join(' ')
  const lean = TO_COME.test(described) && !OCCURRED.test(described) ? 'future' : 'past'
  const mayBeUnasked = lean === 'past' && OCCURRED.test(described)
  const labels = labelsOf(field)
  const candidates: Candidate[] = []
  let day: string | undefined
  for (const turn of turns) {
    if (turn.speaker !== 'customer') continue
    const context = { at: turn.at, timeZone, lean, ...(day === undefined ? {} : { day }) } as const
    const isAsked = turn.asked.has(field.field)
    const add = (found: Instant | null, confidence: number, more: number[] = []) => {
      if (found === null) return
      if (found.value.length >= 10) day = found.value.slice(0, 10)
      candidates.push({ value: found.value, evidence: [...more, turn.seq], confidence })
    }
    for (const { from, isMarked } of findLabelled(turn.text, labels)) {
      if (isMarked) add(standing(labelledText(turn.text, from), context), 0.93)
    }
    if (isAsked) {
      const found = standing(turn.text, context)
      const isWhole = found?.hasTime === true
      if (found !== null) add(found, isWhole ? 0.93 : 0.9)
      else if (turn.isYes && turn.before !== null) {
        const offered = standing(turn.before.text, { ...context, at: turn.before.at })
        add(offered, 0.8, [turn.before.seq])
      }
    } else if (mayBeUnasked) add(told(turn.text, context), 0.75)
  }
  return moreExact(candidates)
}

type Context = Parameters<typeof findInstants>[1]

/** The instant that stands at the end of an answer: what it was corrected to, else the most exact one. */
function standing(text: string, context: Context): Instant | null {
  const parts = afterCorrections(text)
  let day = context.day
  let last: Instant | null = null
  for (const part of parts) {
    const found = usable(part, { ...context, ...(day === undefined ? {} : { day }) })
    const best = found.findLast(({ hasTime }) => hasTime) ?? found[0]
    if (best === undefined) continue
    day = best.value.slice(0, 10)
    last = best
  }
  return last
}

function usable(text: string, context: Context): Instant[] {
  return findInstants(text, context).filter(({ start, end, isFuture }) => {
    if (context.lean !== 'future' && isFuture) return false
    return !UNTIL.test(text.slice(Math.max(0, start - 8), start)) && !WITHIN.test(text.slice(end))
  })
}

/** A time told with the problem: its day was said, and it is no wish for later. */
function told(text: string, context: Context): Instant | null {
  const clauses = text.split(/[。！？!?\n；;]|(?<![ap]\.m)\.(?=\s)/iu)
  for (const clause of clauses) {
    if (WANTED.test(foldText(clause)) && !/[，,]/u.test(clause)) continue
    const found = usable(clause, context).filter(
      ({ isDaySaid, start }) =>
        isDaySaid && !WANTED.test(clause.slice(Math.max(0, start - 10), start)),
    )
    const parts = afterCorrections(clause)
    const corrected = parts.length > 1 ? standing(clause, context) : null
    const best = corrected ?? found.find(({ hasTime }) => hasTime) ?? found[0]
    if (best !== undefined) return best
  }
  return null
}

/** The surest; a later answer that gives the time of the same day completes it. */
function moreExact(candidates: readonly Candidate[]): Candidate | null {
  const best = firstSurest(candidates)
  if (best === null || best.value.includes('T')) return best
  const fuller = candidates.find(
    ({ value, confidence }) =>
      value.startsWith(`${best.value}T`) && confidence >= best.confidence - 0.2,
  )
  if (fuller === undefined) return best
  const evidence = [...new Set([...best.evidence, ...fuller.evidence])].sort((a, b) => a - b)
  return { ...fuller, evidence }
}
