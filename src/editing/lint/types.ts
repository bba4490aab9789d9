import type { Audience, Flaw, FrontMatter } from '../../articles/index.ts'
import type { Desk } from '../../desk/index.ts'
import type { SpecificKind } from '../../text/specifics.ts'
import type { Region } from './regions.ts'

export type Severity = Flaw['severity']

/** Where something stands; lines and columns from 1, columns in UTF-16 units. */
export type Place = { line: number; column: number }

/** Another place that belongs to a finding: the other passage of a contradiction, the other twin. */
export type Related = Place & {
  file: string
  /** What stands there, shortened; left out in what may be published. */
  quote?: string
  /** The quote is text that customers may not see. */
  isHidden: boolean
}

/** What lint has found, with what to do about it. `file` is below the knowledge folder. */
export type Finding = Flaw & {
  endLine?: number
  endColumn?: number
  /** What to do. */
  advice?: string
  related?: Related[]
}

/** Text that is or will be hidden from customers, as numbers that a copy of it shares. */
export type HiddenGrams = {
  audience: Audience
  release: string | null
  expires: string | null
  /** Changes with the text and with who may read it. */
  key: string
  grams: number[]
}

/** A link or image as it is written. */
export type PageLink = Place & {
  kind: 'link' | 'image'
  /** The address without its title. */
  target: string
  /** Whose text it stands in; the widest where it is not certain. */
  audience: Audience
}

/** A sentence, table row or list item that states something checkable. */
export type Statement = Place & {
  /** UTF-16 offsets of the sentence in the file. */
  start: number
  end: number
  part: number
  /** A row of a table. */
  isRow: boolean
  isStandardReply: boolean
  /** The sentence without its figures, hashed: equal for sentences that differ in figures alone. */
  skeleton: number
  /** How many letters the skeleton has, a Chinese character counting three. */
  weight: number
  /** Smallest hashes of the pieces of the sentence, to find likely pairs. */
  bands: number[]
  /** Hashed pieces: stems of words, pairs of Chinese characters. */
  pieces: number[]
  figures: Figure[]
}

export type Figure = {
  kind: SpecificKind
  /** Equal for equal values (`amount:CNY:15`). */
  key: string
  /** What it measures, equal for what can contradict each other: `amount:CNY`, `duration`, `percent`. */
  unit: string
  /** The number itself, whatever its unit: 2 of `2 working days`. */
  count: number | null
  /** The words next to it, hashed: what it is a figure of. In a table, the heads of its row and column too. */
  around: number[]
}

/** Words that announce something for a day that is written beside them. */
export type Announcement = Place & {
  /** `2026-12-01`, the day by which it has happened; null where only the words announce. */
  day: string | null
  /** The words announce by themselves: coming soon. */
  isSoon: boolean
  start: number
  end: number
  part: number
}

/** Everything about one file that does not depend on other files, nor on what time it is. */
export type Page = {
  path: string
  hash: string
  isForeign: boolean
  /** Null where the front matter cannot be read. */
  head: FrontMatter | null
  /** Nothing keeps it from being served. */
  isSound: boolean
  claimedId: string | null
  /** Where keys of the front matter stand: `title`, `asks.0`. */
  places: Record<string, Place>
  /** What the file's own rules have found. */
  findings: Finding[]
  /** Headings and anchors that a link may name, in the forms that are compared. */
  anchors: string[]
  links: PageLink[]
  /** Release and expiry of the article and its blocks: the findings hold while none of them passes. */
  instants: string[]
  regions: readonly Region[]
  /** MinHash of the text. */
  sketch: number[]
  /** Letters of the text, a Chinese character counting three. */
  weight: number
  /** Depths of the headings in order, to compare translations. */
  outline: number[]
  statements: Statement[]
  announcements: Announcement[]
  hidden: HiddenGrams[]
  /** Hidden text of another file that customers are told here; found when all hidden text is known. */
  exposure: Finding | null
}

/** What the rules of a whole folder may look at. */
export type FolderView = {
  knowledgeDir: string
  desk: Desk
  now: Date
  isForeign: boolean
  /** In the order of their paths. */
  pages: readonly Page[]
  byId: ReadonlyMap<string, Page>
  byPath: ReadonlyMap<string, Page>
  /** The text of a file, read when a finding quotes it. */
  sourceOf(path: string): string
  /** When a file was last committed, in seconds since 1970; undefined where nobody knows. */
  changedAt(path: string): number | undefined
}
