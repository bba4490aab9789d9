import type { DayPart, InstantWords, Reference } from './instant-parts.ts'
import { nearestMonth, nearestYear } from './instants-han.ts'
import { ENGLISH_NUMERAL, parseNumeral } from './specifics-numerals.ts'
import { addDays, addMinutes, type Day, isDay, weekday } from './zoned-time.ts'

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const MONTH =
  '(january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?)'
const WEEKDAYS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday'
const PART_WORDS = 'morning|afternoon|evening|night|noon'
const PARTS: Record<string, DayPart> = {
  morning: 'morning',
  afternoon: 'afternoon',
  evening: 'evening',
  night: 'evening',
  tonight: 'evening',
  noon: 'noon',
}
const ORDINALS =
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|twenty-second|twenty-third|twenty-fourth|twenty-fifth|twenty-sixth|twenty-seventh|twenty-eighth|twenty-ninth|thirtieth|thirty-first'
const NTH = `(?:\\d{1,2}(?:st|nd|rd|th)|${ORDINALS.replaceAll('-', '[ -]')})`
const COUNT = `(?:\\d{1,3}|an?|half an?|a couple of|${ENGLISH_NUMERAL})`

/** Words for days and times of a folded text; offsets are in that text. */
export function findEnglishInstants(text: string, reference: Reference): InstantWords[] {
  if (!/[a-z]{2}|\d/.test(text)) return []
  const found: InstantWords[] = []
  const add = (words: InstantWords) => {
    if (found.some((other) => other.start < words.end && words.start < other.end)) return
    found.push(words)
  }
  for (const finder of [findAgo, findCalendarDays, findNamedDays, findWeekdays, findClocks]) {
    finder(text, reference, add)
  }
  return found.sort((a, b) => a.start - b.start)
}

type Add = (words: InstantWords) => void

function span(match: RegExpExecArray) {
  return { start: match.index, end: match.index + match[0].length }
}

const AGO = new RegExp(`\\b(${COUNT}) (minute|min|hour|hr|day|week|month)s? (?:ago|back)\\b`, 'gu')

function countOf(words: string): number | null {
  if (words.startsWith('half')) return 0.5
  if (words === 'a' || words === 'an') return 1
  if (words === 'a couple of') return null
  return parseNumeral(words)
}

function findAgo(text: string, { now }: Reference, add: Add): void {
  for (const match of text.matchAll(AGO)) {
    const count = countOf(match[1]!)
    if (count === null) continue
    const unit = match[2]!
    if (unit.startsWith('min') || unit.startsWith('h')) {
      const minutes = Math.round(unit.startsWith('h') ? count * 60 : count)
      add({ kind: 'ago', ...span(match), time: addMinutes(now, -minutes) })
    } else if (unit !== 'month') {
      const days = Math.round(unit === 'week' ? count * 7 : count)
      add({ kind: 'day', ...span(match), day: addDays(now, -days), part: null })
    }
  }
}

const ISO = /(?<![\d.:-])((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/gu
const MONTH_DAY = new RegExp(
  `\\b${MONTH} (?:the )?(\\d{1,2}|${NTH})(?:st|nd|rd|th)?(?:,? ((?:19|20)\\d\\d))?(?![\\w:])`,
  'gu',
)
const DAY_MONTH = new RegExp(
  `(?<![\\d.])(\\d{1,2}|${NTH})(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? ((?:19|20)\\d\\d))?(?!\\w)`,
  'gu',
)
const NTH_ALONE = new RegExp(`\\bthe (${NTH})\\b(?! (?:of|time|one|day|page|chapter|person))`, 'gu')

function findCalendarDays(text: string, reference: Reference, add: Add): void {
  for (const match of text.matchAll(ISO)) {
    const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
    if (isDay(day)) add({ kind: 'day', ...span(match), day, part: null })
  }
  const addNamed = (match: RegExpExecArray, name: string, nth: string, year?: string) => {
    const day = namedDay(name, nth, year, reference)
    if (day !== null) add({ kind: 'day', ...span(match), day, part: null })
  }
  for (const match of text.matchAll(MONTH_DAY)) addNamed(match, match[1]!, match[2]!, match[3])
  for (const match of text.matchAll(DAY_MONTH)) addNamed(match, match[2]!, match[1]!, match[3])
  for (const match of text.matchAll(NTH_ALONE)) {
    const value = nthOf(match[1]!)
    const day = value === null ? null : nearestMonth(value, reference)
    if (day !== null) add({ kind: 'day', ...span(match), day, part: null })
  }
}

function namedDay(
  name: string,
  nth: string,
  year: string | undefined,
  reference: Reference,
): Day | null {
  const month = MONTHS.split('|').indexOf(name.slice(0, 3)) + 1
  const day = nthOf(nth)
  if (day === null) return null
  if (year === undefined) return nearestYear(month, day, reference)
  const made = { year: Number(year), month, day }
  return isDay(made) ? made : null
}

function nthOf(words: string): number | null {
  const digits = /^\d{1,2}/.exec(words)
  const value = digits
    ? Number(digits[0])
    : ORDINALS.split('|').indexOf(words.replace(' ', '-')) + 1
  return value >= 1 && value <= 31 ? value : null
}

const NAMED_DAY = new RegExp(
  `\\b(?:(the day before yesterday|day before yesterday|yesterday|today|the day after tomorrow|tomorrow)(?:(?:,? in the|,? at)? (${PART_WORDS}))?|(last night|tonight)|this (${PART_WORDS}))\\b`,
  'gu',
)

function findNamedDays(text: string, { now }: Reference, add: Add): void {
  for (const match of text.matchAll(NAMED_DAY)) {
    const name = match[1] ?? match[3] ?? 'today'
    const shift = name.includes('before')
      ? -2
      : name === 'yesterday' || name === 'last night'
        ? -1
        : name.includes('after')
          ? 2
          : name === 'tomorrow'
            ? 1
            : 0
    const words = match[2] ?? match[4] ?? (match[3] === undefined ? undefined : 'night')
    const part = words === undefined ? null : PARTS[words]!
    add({ kind: 'day', ...span(match), day: addDays(now, shift), part })
  }
}

const WEEKDAY = new RegExp(
  `\\b(last|this|next|past|coming)? ?(${WEEKDAYS})(?!s)(?: (${PART_WORDS}))?(?: (last week|next week))?\\b`,
  'gu',
)

function findWeekdays(text: string, reference: Reference, add: Add): void {
  for (const match of text.matchAll(WEEKDAY)) {
    const wanted = WEEKDAYS.split('|').indexOf(match[2]!) + 1
    const part = match[3] === undefined ? null : PARTS[match[3]]!
    const day = weekdayBy(match[4] ?? match[1], wanted, reference)
    add({ kind: 'day', ...span(match), day, part })
  }
}

function weekdayBy(which: string | undefined, wanted: number, { now, lean }: Reference): Day {
  const distance = wanted - weekday(now)
  if (which === 'last week') return addDays(now, distance - 7)
  if (which === 'next week') return addDays(now, distance + 7)
  const back = distance >= 0 ? distance - 7 : distance
  // Yesterday is called yesterday: last Friday, said on a Saturday, is the one before.
  if (which === 'last') return addDays(now, back === -1 ? back - 7 : back)
  if (which === 'past') return addDays(now, back)
  if (which === 'next' || which === 'coming')
    return addDays(now, distance <= 0 ? distance + 7 : distance)
  if (which === 'this') return addDays(now, distance)
  if (lean === 'past') return addDays(now, distance > 0 ? distance - 7 : distance)
  return addDays(now, distance < 0 ? distance + 7 : distance)
}

const HOURS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
const NOT_A_COUNT =
  '(?! ?(?:\\d|:|\\.\\d|,\\d|%|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times|dollars?|euros?|pounds?|usd|people|percent|o ?clock|am\\b|pm\\b|a\\.m|p\\.m|-))'
const CLOCKS: RegExp[] = [
  /(?<![\d:.])(?<hour>\d{1,2}):(?<minute>\d{2})(?!\d)(?: ?(?<half>[ap])\.?m\b\.?)?/gu,
  /(?<![\d:.])(?<hour>\d{1,2})(?: ?o'?clock)? ?(?<half>[ap])\.?m\b\.?/gu,
  new RegExp(`\\b(?<hour>\\d{1,2}|${HOURS}) ?o['’]?clock\\b`, 'gu'),
  new RegExp(`\\b(?<half>half) past (?<hour>\\d{1,2}|${HOURS})\\b`, 'gu'),
  new RegExp(`\\b(?<quarter>quarter (?:past|to)) (?<hour>\\d{1,2}|${HOURS})\\b`, 'gu'),
  new RegExp(
    `\\b(?:${HOURS})(?= (?:in the (?:morning|afternoon|evening)|at night|[ap]\\.?m\\b))`,
    'gu',
  ),
  new RegExp(
    `\\b(?:at|around|about) (?:about |around )?(?<hour>\\d{1,2}|(?:${HOURS})(?=$|[.,!?;]| (?:today|yesterday|last|this)))\\b${NOT_A_COUNT}`,
    'gu',
  ),
]
const CLOCK_PART =
  /^,? (?:in the (morning|afternoon|evening)|at (night)|this (morning|afternoon|evening))/u

function findClocks(text: string, _: Reference, add: Add): void {
  for (const match of text.matchAll(/\b(?:noon|midday|midnight)\b/gu)) {
    const hour = match[0] === 'midnight' ? 0 : 12
    add({ kind: 'clock', ...span(match), hour, minute: 0, part: null, isVague: false })
  }
  for (const pattern of CLOCKS) {
    for (const match of text.matchAll(pattern)) {
      const words = match.groups?.hour ?? match[0]
      const hour = /^\d/.test(words) ? Number(words) : (parseNumeral(words) ?? 99)
      if (hour > 24) continue
      const rest = CLOCK_PART.exec(text.slice(match.index + match[0].length))
      const said = rest?.[1] ?? rest?.[2]
      const part = halfOf(match.groups?.half) ?? (said === undefined ? null : PARTS[said]!)
      const minute = minuteOf(match)
      const isTo = match.groups?.quarter?.endsWith('to') === true
      const isVague = /\b(?:past|after)\s*$/.test(
        text.slice(Math.max(0, match.index - 6), match.index),
      )
      const at = isTo ? { hour: (hour + 23) % 24, minute: 45 } : { hour, minute }
      add({ kind: 'clock', ...span(match), ...at, part, isVague })
    }
  }
}

/** `a` and `p` of am and pm. */
function halfOf(half: string | undefined): DayPart | null {
  return half === 'a' ? 'morning' : half === 'p' ? 'afternoon' : null
}

function minuteOf({ groups }: RegExpExecArray): number {
  if (groups?.minute !== undefined) return Math.min(59, Number(groups.minute))
  if (groups?.half === 'half') return 30
  return groups?.quarter === undefined ? 0 : 15
}
