import type { Desk } from '../desk/types.ts'
import type { SaidTurn } from '../retrieval/last-burst.ts'
import { foldText } from '../text/fold.ts'
import { splitSentences } from '../text/sentences.ts'
import { findSpecifics, type Specific, specificKeys } from '../text/specifics.ts'
import type { Span } from '../text/types.ts'
import { isCaseFact } from './case-facts.ts'
import { judgeTalk, type TalkVerdict } from './judge-talk.ts'
import type { HiddenSounds } from './near-copy.ts'
import { REMEMBERED_PASSAGES, remember } from './remember.ts'
import { readSupport } from './support.ts'
import { soundsOf } from './syllables.ts'
import { foldTight } from './tight-text.ts'

export type Support = {
  /** What customers may be told about the matter, and what was said in the conversation. */
  sources: readonly string[]
  turns: readonly SaidTurn[]
  desk: Desk
  /** Prints of what customers may not see; without them copies are found by what they state only. */
  hidden?: HiddenSounds | undefined
}

/** What is said and nothing supports. `matches`: where hidden text says the same, for the security log only. */
export type Unsupported = { spans: Span[]; matches: string[] }

/** Names somebody behind the desk, or how many they are. */
const STAFF =
  /(?:组长|主管|经理|班长|值班|值守|领导|负责人|客服|法务|财务|编辑|律所|运营|风控|技术)(?:这周|今晚|今天|那边|现在)?(?:.{0,3})(?:是|叫|为|姓|归|找)(?!您|否|不是|要|想|人工|专|同)\s?([\p{Script=Han}]{2,4}|[A-Z][a-z]+)|(?:分机|内线|ext\.?|extension)\s?[:：#]?\s?[\d一二三四五六七八九零]{2,}|(?:早|中|晚|夜|白)班(?:.{0,6})(?:\d+|[一二三四五六七八九十两]+)\s?(?:个)?人|\b(?:my|the|our) (?:team lead|supervisor|manager|shift lead|duty manager|editor|head of \w+) (?:\w+ ){0,3}is \p{Lu}\p{L}+/u
/** Proper names: in quotation marks or book brackets. */
const QUOTED_NAME = /[“"「『《【]([^”"」』》】]{2,20})[”"」』》】]/gu

/** Up to here a bare number counts things in passing: 两个, three of them. */
const SMALL_NUMBER = 3
/** So much of a sentence in one hidden passage, and so much more than in any visible one, makes a copy. */
const COPY = { share: 0.45, beyond: 0.15 }

/**
 * What a draft states and nothing supports: figures, dates, names and announcements that stand neither in a
 * passage a customer may see nor in the conversation, and talk of the desk's inside. Facts of the customer's own
 * case are left alone. Only a sentence in which none of that is found is compared with hidden text.
 */
export function findUnsupported(text: string, support: Support): Unsupported {
  const { desk, hidden } = support
  const sources = [...support.sources, ...support.turns.map((turn) => turn.text)]
  const known = knownFigures(sources)
  const folded = sources.map(foldedSource).join('\n')
  const names = [...Object.values(desk.name), ...desk.glossary.map(({ term }) => term)].map(
    (name) => foldText(name ?? ''),
  )
  const shareOf = readSupport(sources)
  let seen: Set<string>[] | null = null
  const found: Unsupported = { spans: [], matches: [] }
  for (const sentence of splitSentences(text)) {
    const tight = foldTight(sentence.text)
    const talk = judgeTalk(sentence.text, shareOf(sentence.text))
    const isCase = !talk.isInside && isCaseFact(tight.text)
    const spans: Span[] = []
    const add = (from: number, to: number) =>
      spans.push({
        start: sentence.start + tight.offsetAt(from),
        end: sentence.start + tight.offsetAt(to),
      })
    for (const specific of findSpecifics(tight.text))
      if (!isKnown(specific, known) && !isIgnored(specific, isCase))
        add(specific.start, specific.end)
    for (const match of sentence.text.matchAll(QUOTED_NAME)) {
      if (isCase || isKnownName(foldText(match[1]!), folded, names)) continue
      const start = sentence.start + match.index
      spans.push({ start, end: start + match[0].length })
    }
    const staff = STAFF.exec(tight.text)
    if (staff !== null && !folded.includes(staff[0]))
      add(staff.index, staff.index + staff[0].length)
    const whole = { start: sentence.start, end: sentence.end }
    if (spans.length === 0 && talk.isInside) spans.push(whole)
    if (hidden !== undefined) {
      seen ??= sources.map(soundsOfSource)
      const match = copyOf(sentence.text, hidden, seen)
      if (match !== null) {
        found.matches.push(match)
        if (spans.length === 0 && !isAgentWording(match, talk)) spans.push(whole)
      }
    }
    found.spans.push(...spans)
  }
  return { spans: mergeSpans(found.spans), matches: [...new Set(found.matches)] }
}

function copyOf(
  sentence: string,
  hidden: HiddenSounds,
  seen: readonly Set<string>[],
): string | null {
  const likeness = hidden.compare(sentence, seen)
  if (likeness === null || likeness.share < COPY.share) return null
  return likeness.share - likeness.visible >= COPY.beyond ? likeness.source : null
}

/** Text for agents holds wordings to be used: a courteous sentence of it is said to customers on purpose. */
function isAgentWording(source: string, { isService, isInside }: TalkVerdict): boolean {
  return source.startsWith('agent:') && isService && !isInside
}

type Figures = { keys: Set<string>; values: Set<string> }

const keysOfSource = remember(specificKeys, REMEMBERED_PASSAGES)
const soundsOfSource = remember(soundsOf, REMEMBERED_PASSAGES)
const foldedSource = remember(foldText, REMEMBERED_PASSAGES)

function knownFigures(sources: readonly string[]): Figures {
  const keys = new Set(sources.flatMap((source) => [...keysOfSource(source)]))
  // A day's last second and its end are one deadline.
  if (keys.has('time:23:59')) keys.add('time:24:00')
  return { keys, values: new Set([...keys].map(figureOf)) }
}

/** The figure of a key without what it counts: 一天一万 stands for 单日 10,000 元. */
function figureOf(key: string): string {
  return /-?\d+(?:\.\d+)?(?=\D*$)/.exec(key)?.[0] ?? key
}

function isKnown({ key, kind }: Specific, { keys, values }: Figures): boolean {
  return keys.has(key) || (kind === 'number' && values.has(figureOf(key)))
}

function isKnownName(name: string, source: string, names: readonly string[]): boolean {
  return (
    source.includes(name) ||
    names.some((other) => other.includes(name) || (other !== '' && name.includes(other)))
  )
}

function isIgnored({ kind, key }: Specific, isCase: boolean): boolean {
  // Links have a rule of their own.
  if (kind === 'link' || isCase) return true
  return kind === 'number' && Number(key.split(':')[1]) <= SMALL_NUMBER
}

function mergeSpans(spans: Span[]): Span[] {
  const merged: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end)
    else merged.push({ start: span.start, end: span.end })
  }
  return merged
}
