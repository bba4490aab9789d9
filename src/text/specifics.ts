import {
  ARABIC,
  ENGLISH_NUMERAL,
  foldNumerals,
  HAN_NUMERAL,
  parseNumeral,
} from './specifics-numerals.ts'
import type { Span } from './types.ts'

export const SPECIFIC_KINDS = [
  'link',
  'code',
  'date',
  'time',
  'percent',
  'amount',
  'duration',
  'number',
] as const
export type SpecificKind = (typeof SPECIFIC_KINDS)[number]

/** Something checkable that a text states: a number, date, amount, deadline or link. */
export type Specific = Span & {
  kind: SpecificKind
  /** Equal for equal values, however and in whichever language they are written: `amount:CNY:15`. */
  key: string
  text: string
}

type Claim = Span & { kind: SpecificKind; key: string }
type Finder = (folded: string, claim: (found: Claim) => void) => void

const NUMBER = `(?:${ARABIC}|${HAN_NUMERAL}|${ENGLISH_NUMERAL})`
/** What joins the members of a list or a range that share one unit: 3–5 天, 6/12/30 元. */
const JOIN =
  '(?:\\s*(?:/|、|~|–|—|(?<!ty)-|至|到|或者?|和|(?<!(?:hundred|thousand) )and|or|to)\\s*|(?<=\\d)\\s*,\\s*(?=\\d))'
const NUMBERS = `${NUMBER}(?:${JOIN}${NUMBER}){0,9}`

/** Without one of these there is nothing to find. */
const HAS_NUMERAL =
  /[\d０-９零〇一二两兩三四五六七八九十百千万萬亿億半]|https?:|@|\.[a-z]{2}|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|an? (?:hundred|thousand)|mon|tues|wednes|thurs|fri|satur|sun)/iu

/** Every specific in `text`, in order; spans do not overlap. */
export function findSpecifics(text: string): Specific[] {
  if (!HAS_NUMERAL.test(text)) return []
  const folded = foldNumerals(text)
  const taken = new Uint8Array(text.length)
  const found: Specific[] = []
  const claim = ({ start, end, kind, key }: Claim): void => {
    for (let at = start; at < end; at++) if (taken[at] === 1) return
    taken.fill(1, start, end)
    found.push({ start, end, kind, key, text: text.slice(start, end) })
  }
  for (const finder of FINDERS) finder(folded, claim)
  return found.sort((a, b) => a.start - b.start)
}

/** The keys of all specifics of a text. */
export function specificKeys(text: string): Set<string> {
  return new Set(findSpecifics(text).map((specific) => specific.key))
}

/** A pattern written in place and made once: the place where it stands in the code is its key. */
function madeOnce(flags: string): (strings: TemplateStringsArray, ...parts: string[]) => RegExp {
  const made = new WeakMap<TemplateStringsArray, RegExp>()
  return (strings, ...parts) => {
    let known = made.get(strings)
    if (known === undefined) {
      known = RegExp(strings.map((string, at) => string + (parts[at] ?? '')).join(''), flags)
      made.set(strings, known)
    }
    return known
  }
}

const gu = madeOnce('gu')
const giu = madeOnce('giu')
const ANY_NUMBER = RegExp(NUMBER, 'giu')
const ANY_ARABIC = RegExp(ARABIC, 'gu')

function each(pattern: RegExp, folded: string, use: (match: RegExpExecArray) => void): void {
  pattern.lastIndex = 0
  for (let match = pattern.exec(folded); match !== null; match = pattern.exec(folded)) {
    const end = pattern.lastIndex
    use(match)
    pattern.lastIndex = end > match.index ? end : end + 1
  }
}

/** Claims each number of a list that shares a unit; the last one takes the unit into its span. */
function claimList(
  match: RegExpExecArray,
  list: string,
  kind: SpecificKind,
  toKey: (value: number) => string,
  claim: (found: Claim) => void,
): void {
  const from = match.index + match[0].indexOf(list)
  const members = [...list.matchAll(ANY_NUMBER)]
  members.forEach((member, index) => {
    const value = parseNumeral(member[0])
    if (value === null) return
    const isFirst = index === 0
    const isLast = index === members.length - 1
    const start = isFirst ? match.index : from + member.index
    const end = isLast ? match.index + match[0].length : from + member.index + member[0].length
    claim({ start, end, kind, key: toKey(value) })
  })
}

const LINK =
  /(?:https?:\/\/[^\s\p{Script=Han}，。；、！？（）「」『』【】《》“”‘’<>"']+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|example|io|top|app|tw|hk|gov|edu|me|info|biz|shop|vip|xyz|cc|ly|gd)(?![\w-])(?:\/[\w./?=&%#-]*)?)/giu

function findLinks(folded: string, claim: (found: Claim) => void): void {
  each(LINK, folded, (match) => {
    const link = match[0].replace(/[.,;:!?)\]]+$/, '')
    const key = link
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/^www\./, '')
      .replace(/\/$/, '')
    claim({ start: match.index, end: match.index + link.length, kind: 'link', key: `link:${key}` })
  })
}

/** Order numbers, reference codes, versions of three parts, telephone numbers. */
const CODE =
  /(?<![\w.-])(?:(?=[A-Z0-9_-]*\d)(?=[A-Z0-9_-]*[A-Z])[A-Z0-9]+(?:[-_][A-Z0-9]+)*|\d+(?:\.\d+){2,}|\+?\d{2,4}(?:[- ]\d{3,4}){2,}|\d{8,})(?![\w-])/gu
const UNITS_LIKE_CODES = /^\d+(?:\.\d+)?(?:GB|MB|KB|TB|H|M|K|S|AM|PM|RMB|CNY|USD|NTD|HKD|X)$/

function findCodes(folded: string, claim: (found: Claim) => void): void {
  each(CODE, folded, (match) => {
    const text = match[0]
    if (UNITS_LIKE_CODES.test(text)) return
    if (/^(?:19|20)\d\d[- ]\d/.test(text)) return
    const key = /[A-Z.]/.test(text) ? text : text.replace(/\D/g, '')
    claim({ start: match.index, end: match.index + text.length, kind: 'code', key: `code:${key}` })
  })
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const MONTH = `(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:${MONTHS}|sept)\\.?)`
const HAN_OR_DIGITS = '(?:\\d{1,4}|[零〇一二三四五六七八九十]{1,4})'

function monthNumber(name: string): number {
  return MONTHS.split('|').indexOf(name.slice(0, 3).toLowerCase()) + 1
}

function dateKey(year: number | null, month: number | null, day: number | null): string {
  const pad = (value: number | null) => (value === null ? '' : String(value).padStart(2, '0'))
  return `date:${year ?? ''}-${pad(month)}-${pad(day)}`
}

function findDates(folded: string, claim: (found: Claim) => void): void {
  const value = (text: string | undefined) => (text === undefined ? null : parseNumeral(text))
  const take = (match: RegExpExecArray, year?: string, month?: string, day?: string) => {
    const [y, m, d] = [value(year), value(month), value(day)]
    if ((m !== null && (m < 1 || m > 12)) || (d !== null && (d < 1 || d > 31))) return
    claim({
      start: match.index,
      end: match.index + match[0].length,
      kind: 'date',
      key: dateKey(y, m, d),
    })
  }
  const n = HAN_OR_DIGITS
  each(gu`(${n})\\s?年\\s?(${n})\\s?月(?:份|\\s?(${n})\\s?(?:日|号))?`, folded, (m) =>
    take(m, m[1], m[2], m[3]),
  )
  each(/(?<![\d.-])((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/gu, folded, (m) =>
    take(m, m[1], m[2], m[3]),
  )
  each(gu`(${n})\\s?月\\s?(${n})\\s?(?:日|号)?(?!\\s?月)`, folded, (m) =>
    take(m, undefined, m[1], m[2]),
  )
  each(
    /(?<![个\d])(\d{1,2}|[一二三四五六七八九十]{1,2})\s?月(?:份|底|初|中旬|上旬|下旬|(?=[，。、；！？\s起前后内之的上]|$))(?!票)/gu,
    folded,
    (m) => take(m, undefined, m[1]),
  )
  each(/((?:19|20)\d\d)\s?年/gu, folded, (m) => take(m, m[1]))
  each(
    giu`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})(?:,? ((?:19|20)\\d\\d))?(?![\\w])`,
    folded,
    (m) => take(m, m[3], String(monthNumber(m[2]!)), m[1]),
  )
  each(
    giu`\\b(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?(?:,? ((?:19|20)\\d\\d))?(?![\\w])`,
    folded,
    (m) => take(m, m[3], String(monthNumber(m[1]!)), m[2]),
  )
  each(giu`\\b(${MONTH}) ((?:19|20)\\d\\d)(?!\\d)`, folded, (m) =>
    take(m, m[2], String(monthNumber(m[1]!))),
  )
  each(gu`(?<!\\d)(${n})\\s?(?:号(?!码|线)|日(?!内|后|之内|以内|期|常|志|均|报))`, folded, (m) =>
    take(m, undefined, undefined, m[1]),
  )
  each(/\b(\d{1,2})(?:st|nd|rd|th)\b/giu, folded, (m) => take(m, undefined, undefined, m[1]))
  each(/(?<=in |since |until |by |of |before |after )((?:19|20)\d\d)(?![\d.])/giu, folded, (m) =>
    take(m, m[1]),
  )
  each(/(?:下|本|这|上)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])/gu, folded, (m) => {
    const day = '一二三四五六日'.indexOf(m[1]!.replace('天', '日')) + 1
    claim({ start: m.index, end: m.index + m[0].length, kind: 'date', key: `date:weekday-${day}` })
  })
  each(/\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?\b/giu, folded, (m) => {
    const day =
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(m[1]!.slice(0, 3).toLowerCase()) + 1
    claim({ start: m.index, end: m.index + m[0].length, kind: 'date', key: `date:weekday-${day}` })
  })
}

function timeKey(hour: number, minute: number, half: string): string | null {
  let h = hour
  if (/下午|晚|傍晚|夜|p/i.test(half) && h < 12) h += 12
  if (/凌晨|上午|早|a/i.test(half) && h === 12) h = 0
  if (h > 24 || minute > 59) return null
  return `time:${String(h).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

const DAY_PART = '(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜里|早|晚)'

function findTimes(folded: string, claim: (found: Claim) => void): void {
  const take = (match: RegExpExecArray, key: string | null) => {
    if (key !== null)
      claim({ start: match.index, end: match.index + match[0].length, kind: 'time', key })
  }
  each(
    giu`(${DAY_PART})?\\s?(?<!\\d)(\\d{1,2}):(\\d{2})(?::\\d{2})?(?!\\d)(?:\\s?([ap])\\.?m\\b\\.?)?`,
    folded,
    (m) => take(m, timeKey(Number(m[2]), Number(m[3]), m[1] ?? m[4] ?? '')),
  )
  each(/(?<![\d.])(\d{1,2})\s?([ap])\.?m\b\.?/giu, folded, (m) =>
    take(m, timeKey(Number(m[1]), 0, m[2]!)),
  )
  each(
    gu`(${DAY_PART})?\\s?(\\d{1,2}|[零一二两三四五六七八九十]{1,3})\\s?(?:点钟?|时(?!间|候|长|段|效))(?:(半|整|一刻)|\\s?(\\d{1,2}|[一二三四五六七八九十]{1,3})\\s?分(?!钟))?`,
    folded,
    (m) => {
      const isPlainHan =
        !/\d/.test(m[2]!) &&
        m[1] === undefined &&
        m[3] === undefined &&
        m[4] === undefined &&
        !m[0].includes('钟')
      const isRange =
        /[到至]$/.test(folded.slice(0, m.index)) ||
        /^[到至]/.test(folded.slice(m.index + m[0].length))
      if (isPlainHan && (parseNumeral(m[2]!) ?? 0) < 10 && !isRange) return
      const minute =
        m[3] === '半'
          ? 30
          : m[3] === '一刻'
            ? 15
            : m[4] === undefined
              ? 0
              : (parseNumeral(m[4]) ?? 0)
      take(m, timeKey(parseNumeral(m[2]!) ?? 99, minute, m[1] ?? ''))
    },
  )
}

function findPercents(folded: string, claim: (found: Claim) => void): void {
  const percent = (value: number) => `percent:${value}`
  each(giu`(${NUMBERS})\\s?(?:%|percent\\b|per cent\\b)(\\s?off)?`, folded, (m) =>
    claimList(
      m,
      m[1]!,
      'percent',
      (value) => (m[2] ? `discount:${100 - value}` : percent(value)),
      claim,
    ),
  )
  each(gu`百分之(${ARABIC}|${HAN_NUMERAL})`, folded, (m) =>
    claimList(m, m[1]!, 'percent', percent, claim),
  )
  each(
    /(\d(?:\.\d)?|[一二三四五六七八九])成([一二三四五六七八九半])?(?![功为员交立本长人绩年都分品果语交形套])/gu,
    folded,
    (m) => {
      const rest = m[2] === undefined ? 0 : m[2] === '半' ? 5 : (parseNumeral(m[2]) ?? 0)
      const tens = parseNumeral(m[1]!)
      if (tens !== null)
        claim({
          start: m.index,
          end: m.index + m[0].length,
          kind: 'percent',
          key: percent(tens * 10 + rest),
        })
    },
  )
  each(gu`(${ARABIC}|${HAN_NUMERAL})\\s?折(?!叠|扣|腾|返)`, folded, (m) =>
    claimList(m, m[1]!, 'percent', (value) => `discount:${value < 10 ? value * 10 : value}`, claim),
  )
}

const CURRENCIES: [RegExp, string][] = [
  [/^(?:nt\$|新?台币|新台币|ntd|twd)/i, 'TWD'],
  [/^(?:hk\$|港[币元]|hkd)/i, 'HKD'],
  [/^(?:us\$|\$|美[元金]|usd|dollars?|bucks?)/i, 'USD'],
  [/^(?:€|欧元|eur|euros?)/i, 'EUR'],
  [/^(?:£|英镑|gbp|pounds?)/i, 'GBP'],
  [/^(?:日元|jpy)/i, 'JPY'],
]
const MONEY_PREFIX = '(?:NT\\$|HK\\$|US\\$|\\$|¥|￥|€|£|人民币|新?台币|港币|RMB|CNY|USD|NTD|HKD)'
const MONEY_SUFFIX =
  '(?:元(?:人民币|港币|新台币|新臺幣)?|块钱?|人民币|RMB|CNY|yuan|美元|美金|港币|港元|新?台币|欧元|英镑|日元|USD|NTD|TWD|HKD|EUR|GBP|JPY|dollars?|bucks|euros?|pounds?)'

function currency(sign: string): string {
  return CURRENCIES.find(([pattern]) => pattern.test(sign))?.[1] ?? 'CNY'
}

function findAmounts(folded: string, claim: (found: Claim) => void): void {
  each(
    gu`(${ARABIC}|${HAN_NUMERAL})块([一二三四五六七八九\\d])(?![\\d一二三四五六七八九十百千万个天张次本])`,
    folded,
    (m) =>
      claimList(
        m,
        m[1]!,
        'amount',
        (value) => `amount:CNY:${value + (parseNumeral(m[2]!) ?? 0) / 10}`,
        claim,
      ),
  )
  each(giu`(${MONEY_PREFIX})\\s?(${ARABIC})(?:${MONEY_SUFFIX})?`, folded, (m) =>
    claimList(m, m[2]!, 'amount', (value) => `amount:${currency(m[1]!)}:${value}`, claim),
  )
  each(giu`(${NUMBERS})\\s?(${MONEY_SUFFIX})`, folded, (m) =>
    claimList(m, m[1]!, 'amount', (value) => `amount:${currency(m[2]!)}:${value}`, claim),
  )
  each(gu`(${ARABIC}|${HAN_NUMERAL})\\s?(?:毛钱?|角(?!色|度|落))`, folded, (m) =>
    claimList(m, m[1]!, 'amount', (value) => `amount:CNY:${value / 10}`, claim),
  )
  each(gu`(${ARABIC}|${HAN_NUMERAL})\\s?分钱`, folded, (m) =>
    claimList(m, m[1]!, 'amount', (value) => `amount:CNY:${value / 100}`, claim),
  )
}

const DAY_SECONDS = 86_400
/** Longest first where one begins another. */
const DURATIONS: [string, (value: number) => string][] = [
  [
    '个?(?:工作|营业)[日天]|(?:business|working|work)[ -]days?',
    (value) => `duration:${value}workdays`,
  ],
  ['秒钟?|seconds?\\b|secs?\\b', (value) => `duration:${value}s`],
  ['分钟|分(?=以?内|后|之内)|minutes?\\b|mins?\\b', (value) => `duration:${value * 60}s`],
  ['个?(?:小时|钟头)|hours?\\b|hrs?\\b|h\\b', (value) => `duration:${value * 3600}s`],
  [
    '个?自然[日天]|天|日(?=以?内|后|之内)|(?:calendar |natural )?days?\\b',
    (value) => `duration:${value * DAY_SECONDS}s`,
  ],
  [
    '周(?!年|边|期|末|岁)|个?(?:星期|礼拜)|weeks?\\b',
    (value) => `duration:${value * 7 * DAY_SECONDS}s`,
  ],
  ['个月|月(?=以?内|后|之内)|months?\\b', (value) => `duration:${value}months`],
  ['周?年(?!级|度|代|龄)|years?\\b', (value) => `duration:${value * 12}months`],
]

const DURATION_PATTERNS = DURATIONS.map(
  ([unit, toKey]) =>
    [
      RegExp(`(?<!第[一二三四五六七八九十\\d]{0,3})(${NUMBERS})[\\s-]?(?:${unit})`, 'giu'),
      toKey,
    ] as const,
)

function findDurations(folded: string, claim: (found: Claim) => void): void {
  each(/半\s?(?:个)?(小时|钟头|天|年|个月|月)/gu, folded, (m) => {
    const keys: Record<string, string> = {
      小时: '1800s',
      钟头: '1800s',
      天: '43200s',
      年: '6months',
      个月: '0.5months',
      月: '0.5months',
    }
    claim({
      start: m.index,
      end: m.index + m[0].length,
      kind: 'duration',
      key: `duration:${keys[m[1]!]}`,
    })
  })
  for (const [pattern, toKey] of DURATION_PATTERNS) {
    each(pattern, folded, (m) => claimList(m, m[1]!, 'duration', toKey, claim))
  }
}

/** Counting words that make a Chinese numeral a figure rather than part of a word. */
const MEASURES =
  '[次张本台部级集章卷话字笔颗枚页倍份套步档期名岁位]|种|个|条|项|件|星币|赠币|月票|书币|积分'
const VAGUE = /^(?:一\s?(?:个|种|条|项|件|位|份|步|部|期)|两者|一万分)/

function findNumbers(folded: string, claim: (found: Claim) => void): void {
  each(ANY_ARABIC, folded, (m) => {
    if (isListMarker(folded, m.index, m.index + m[0].length)) return
    claimList(m, m[0], 'number', (value) => `number:${value}`, claim)
  })
  each(gu`(?<![万统唯同逐第之])(${HAN_NUMERAL})\\s?(?:${MEASURES})`, folded, (m) => {
    if (VAGUE.test(m[0]) || /^[万千百]/.test(m[0])) return
    const value = parseNumeral(m[1]!)
    if (value !== null)
      claim({
        start: m.index,
        end: m.index + m[1]!.length,
        kind: 'number',
        key: `number:${value}`,
      })
  })
  each(/[一二两三四五六七八九][十百千万亿][零一二三四五六七八九十百千万亿]*/gu, folded, (m) =>
    claimList(m, m[0], 'number', (value) => `number:${value}`, claim),
  )
  each(
    giu`(${ENGLISH_NUMERAL})(?= (?:star |bonus |paid |monthly |new |more |different )?(?:coins?|books?|devices?|tickets?|times|digits?|characters?|chapters?|steps?|attempts?|codes?|accounts?|people|agents?|levels?|lines?|working|free|vouchers?))`,
    folded,
    (m) => claimList(m, m[1]!, 'number', (value) => `number:${value}`, claim),
  )
}

/** `1.`, `2)`, `（3）`, `步骤 4`, `Step 5:` number the text, they state nothing. */
function isListMarker(folded: string, start: number, end: number): boolean {
  const before = folded.slice(Math.max(0, start - 12), start)
  const after = folded.slice(end, end + 2)
  if (/(?:^|\n)[ \t>*#-]*[(（]?$/.test(before) && /^(?:[.)、．]\s?(?!\d)|）)/.test(after))
    return true
  return /(?:步骤|第|step|steps)\s?$/i.test(before) && /^\s?(?:步|[.:：、)]|$|\s)/.test(after)
}

const FINDERS: Finder[] = [
  findLinks,
  findDates,
  findTimes,
  findPercents,
  findAmounts,
  findDurations,
  findCodes,
  findNumbers,
]
