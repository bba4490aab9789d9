import type { DayPart, InstantWords, Reference } from './instant-parts.ts'
import { parseNumeral } from './specifics-numerals.ts'
import { addDays, addMinutes, compareDays, type Day, isDay, weekday } from './zoned-time.ts'

const N = '(?:\\d{1,4}|[零〇一二两三四五六七八九十]{1,3})'
const PARTS: Record<string, DayPart> = {
  凌晨: 'night',
  半夜: 'night',
  清晨: 'morning',
  早上: 'morning',
  早晨: 'morning',
  一早: 'morning',
  上午: 'morning',
  早: 'morning',
  晨: 'morning',
  中午: 'noon',
  正午: 'noon',
  午: 'noon',
  下午: 'afternoon',
  傍晚: 'evening',
  晚上: 'evening',
  晚间: 'evening',
  夜里: 'evening',
  夜: 'evening',
  晚: 'evening',
}
const PART =
  '(凌晨|半夜|清晨|早上|早晨|一早|上午|早(?!上|晨)|晨|中午|正午|下午|傍晚|晚上|晚间|夜里|夜(?!里)|晚(?!上|间))'
/** A part of the day that no clock time follows: there it belongs to the time. */
const PART_ALONE = `${PART}(?!\\s?(?:的)?(?:大概|大约|差不多|约)?\\s?(?:${N}\\s?[点时]|\\d{1,2}:))`
const NAMED: Record<string, number> = {
  大前天: -3,
  前天: -2,
  前日: -2,
  前晚: -2,
  昨天: -1,
  昨日: -1,
  昨儿: -1,
  昨: -1,
  今天: 0,
  今日: 0,
  今儿: 0,
  今: 0,
  刚才: 0,
  刚刚: 0,
  明天: 1,
  明日: 1,
  明: 1,
  后天: 2,
  大后天: 3,
}

/** Words for days and times of a Simplified, folded text; offsets are in that text. */
export function findHanInstants(text: string, reference: Reference): InstantWords[] {
  if (!/[今昨前明后周期拜月号日点时刚天晨]|\d[:/.-]\d/.test(text)) return []
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

function number(text: string | undefined): number | null {
  return text === undefined ? null : parseNumeral(text)
}

const AGO = new RegExp(
  `(半|${N})\\s?(个半|个)?(小时|钟头|分钟|天|日|周|星期|礼拜|月)(?:之|以)?前`,
  'gu',
)

function findAgo(text: string, { now }: Reference, add: Add): void {
  for (const match of text.matchAll(AGO)) {
    const count = match[1] === '半' ? 0.5 : number(match[1])
    if (count === null) continue
    const whole = match[2] === '个半' ? count + 0.5 : count
    const unit = match[3]!
    if (/小时|钟头/.test(unit)) {
      add({ kind: 'ago', ...span(match), time: addMinutes(now, -Math.round(whole * 60)) })
    } else if (unit === '分钟') {
      add({ kind: 'ago', ...span(match), time: addMinutes(now, -Math.round(whole)) })
    } else if (unit === '月') {
      add({ kind: 'day', ...span(match), day: monthsBefore(now, whole), part: null, isMonth: true })
    } else {
      const days = /[周期拜]/.test(unit) ? whole * 7 : whole
      add({ kind: 'day', ...span(match), day: addDays(now, -Math.round(days)), part: null })
    }
  }
}

function monthsBefore({ year, month }: Day, count: number): Day {
  const index = year * 12 + month - 1 - Math.floor(count)
  return { year: Math.floor(index / 12), month: (index % 12) + 1, day: 1 }
}

const DATE =
  /(?<![\d.:-])(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?![\d.])|(?<![\d./])(\d{1,2})([./-])(\d{1,2})(?![\d./%-])/gu
const HAN_DATE = new RegExp(
  `(?:(去年|今年|前年|明年|${N}年)\\s?)?(?:(${N})\\s?月(?!票|卡|费|租|薪)|(上上个?月|上个?月|这个?月|本月|下个?月))\\s?(?:份)?(?:(?:的)?\\s?(${N})\\s?(?:号|日)?(?![\\d个点时月:年]))?`,
  'gu',
)
const DAY_OF_MONTH = new RegExp(
  `(?<![\\d第之.、-])(${N})\\s?(?:号(?!码|线|楼|院|店|馆|门|机|位|客|坐|公|主|版)|日(?!内|后|之|以|元|子|常|志))`,
  'gu',
)

function findCalendarDays(text: string, reference: Reference, add: Add): void {
  for (const match of text.matchAll(DATE)) {
    if (match[1] !== undefined) {
      const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
      if (isDay(day)) add({ kind: 'day', ...span(match), day, part: null })
      continue
    }
    const day = nearestYear(Number(match[4]), Number(match[6]), reference)
    // 11.17 and 3-5 are days only beside a time; 11/20 may stand alone.
    if (day !== null)
      add({ kind: 'day', ...span(match), day, part: null, needsTime: match[5] !== '/' })
  }
  for (const match of text.matchAll(HAN_DATE)) {
    const day = hanDate(match, reference)
    if (day === null) continue
    if (!isMonthAlone(match)) add({ kind: 'day', ...span(match), day, part: null })
    else add({ kind: 'day', ...span(match), day, part: null, isMonth: true })
  }
  for (const match of text.matchAll(DAY_OF_MONTH)) {
    const value = number(match[1])
    const before = text.slice(Math.max(0, match.index - 4), match.index)
    if (value === null || value < 1 || value > 31 || /[路街巷弄栋楼工幢]\s?$/.test(before)) continue
    if (/^\s?[楼院栋室]/.test(text.slice(match.index + match[0].length))) continue
    const day = nearestMonth(value, reference)
    if (day !== null) add({ kind: 'day', ...span(match), day, part: null })
  }
}

function isMonthAlone(match: RegExpExecArray): boolean {
  return match[4] === undefined
}

function hanDate(match: RegExpExecArray, reference: Reference): Day | null {
  const { now } = reference
  const day = number(match[4]) ?? 1
  if (match[3] !== undefined) {
    const shift = match[3].startsWith('上上') ? 2 : ({ 上: 1, 下: -1 }[match[3][0]!] ?? 0)
    const made = { ...monthsBefore(now, shift), day }
    return isDay(made) ? made : null
  }
  const month = number(match[2])
  if (month === null || month < 1 || month > 12) return null
  const year = yearOf(match[1], now.year)
  if (year === null) return nearestYear(month, day, reference)
  const made = { year, month, day }
  return isDay(made) ? made : null
}

function yearOf(words: string | undefined, current: number): number | null {
  if (words === undefined) return null
  const shift = { 去: -1, 今: 0, 前: -2, 明: 1 }[words[0]!]
  if (shift !== undefined) return current + shift
  const value = number(words.slice(0, -1).trim())
  if (value === null) return null
  return value < 100 ? 2000 + value : value
}

/** The day of that name nearest to now on the side it leans to; a day of this week is taken on either side. */
export function nearestYear(month: number, day: number, { now, lean }: Reference): Day | null {
  const years = lean === 'past' ? [now.year, now.year - 1] : [now.year, now.year + 1]
  const options = years.map((year) => ({ year, month, day })).filter(isDay)
  const limit = addDays(now, lean === 'past' ? 7 : -7)
  const fits = (option: Day) =>
    lean === 'past' ? compareDays(option, limit) <= 0 : compareDays(option, limit) >= 0
  return options.find(fits) ?? options[0] ?? null
}

export function nearestMonth(day: number, { now, lean }: Reference): Day | null {
  for (let shift = 0; shift < 3; shift++) {
    const option = { ...monthsBefore(now, lean === 'past' ? shift : -shift), day }
    if (!isDay(option)) continue
    if (lean === 'past' ? compareDays(option, now) <= 0 : compareDays(option, now) >= 0)
      return option
  }
  return null
}

const NAMED_DAY = new RegExp(
  `(大前天|大后天|前天|前日|前晚|昨天|昨日|昨儿|今天|今日|今儿|明天|明日|后天|刚才|刚刚|[昨今明](?=[早晚晨夜午]))\\s?(?:的)?(?:${PART_ALONE})?`,
  'gu',
)

function findNamedDays(text: string, { now }: Reference, add: Add): void {
  for (const match of text.matchAll(NAMED_DAY)) {
    const part = match[1] === '前晚' ? 'evening' : match[2] === undefined ? null : PARTS[match[2]]!
    const isJustNow = match[1]!.startsWith('刚')
    add({ kind: 'day', ...span(match), day: addDays(now, NAMED[match[1]!]!), part, isJustNow })
  }
}

const WEEKDAY = new RegExp(
  `(上上|上|这|本|下下|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])(?!次|天|集|章)\\s?(?:的)?(?:${PART_ALONE})?`,
  'gu',
)

function findWeekdays(text: string, reference: Reference, add: Add): void {
  for (const match of text.matchAll(WEEKDAY)) {
    const wanted = '一二三四五六日'.indexOf(match[2]!.replace('天', '日')) + 1
    const part = match[3] === undefined ? null : PARTS[match[3]]!
    add({ kind: 'day', ...span(match), day: weekdayBy(match[1], wanted, reference), part })
  }
}

const WEEKS: Record<string, number> = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 }

function weekdayBy(which: string | undefined, wanted: number, { now, lean }: Reference): Day {
  const distance = wanted - weekday(now)
  if (which !== undefined) return addDays(now, distance + WEEKS[which]! * 7)
  if (lean === 'past') return addDays(now, distance > 0 ? distance - 7 : distance)
  return addDays(now, distance < 0 ? distance + 7 : distance)
}

const CLOCK = new RegExp(
  `(?:${PART}\\s?(?:的)?(?:大概|大约|差不多|约)?\\s?)?(?<![\\d.:])(?:(\\d{1,2}):(\\d{2})(?!\\d)|(${N})\\s?(?:点钟|点|时(?!间|候|长|段|效|常|不|代|刻))(?:(半|整|一刻|三刻|多)|\\s?(零?${N})\\s?(?:分(?!钟))?)?)(多|左右)?`,
  'gu',
)

function findClocks(text: string, _: Reference, add: Add): void {
  for (const match of text.matchAll(CLOCK)) {
    const hour = number(match[2] ?? match[4])
    if (hour === null || hour > 24) continue
    const minute = minuteOf(match)
    if (minute === null || minute > 59) continue
    // 有点, 差点, 一点: as often no time at all, so the bare word needs something beside it.
    const isBareOne =
      match[4] === '一' &&
      match[1] === undefined &&
      match[5] === undefined &&
      match[6] === undefined
    if (isBareOne) continue
    const part = match[1] === undefined ? null : PARTS[match[1]]!
    const isVague = match[5] === '多' || match[7] === '多'
    add({ kind: 'clock', ...span(match), hour, minute, part, isVague })
  }
}

function minuteOf(match: RegExpExecArray): number | null {
  if (match[3] !== undefined) return Number(match[3])
  const named = { 半: 30, 一刻: 15, 三刻: 45, 整: 0, 多: 0 }[match[5] ?? '整']
  if (match[6] === undefined) return named ?? 0
  return number(match[6].replace(/^零(?=.)/u, ''))
}
