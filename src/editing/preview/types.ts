import type { Audience, Flaw, State } from '../../articles/types.ts'
import type { ChunkView } from '../../indexing/index.ts'
import type { Lang } from '../../text/types.ts'

/** As whom an article is looked at. */
export const VIEWERS = ['customer', 'agent', 'lead'] as const
export type Viewer = (typeof VIEWERS)[number]

/** What became of a file when it was indexed. `kept`: the version before this faulty one is still served. */
export const OUTCOMES = ['served', 'kept', 'draft', 'archived', 'refused'] as const
export type FileOutcome = (typeof OUTCOMES)[number]

/** A file of the knowledge folder as the index knows it. */
export type FileHead = {
  path: string
  /** Null where the file is too faulty to tell. */
  id: string | null
  title: string | null
  lang: Lang | null
  audience: Audience | null
  state: State | null
  outcome: FileOutcome
  release: string | null
  expires: string | null
  reviewBy: string | null
  /** Past its review date, still served. */
  isStale: boolean
  module: string | null
  owner: string | null
  flaws: Flaw[]
}

/** A stretch of an article for one audience in one window, as it is stored or would be. */
export type PreviewPart = {
  part: number
  audience: Audience
  release: string | null
  expires: string | null
  after: number
  rev: string
  markdown: string
  chunks: ChunkView[]
}

/** Why a part is not seen; the first that holds. */
export type Withheld = 'audience' | 'not-released' | 'expired'

/** A part that the viewer does not get, without its text. */
export type WithheldPart = Pick<PreviewPart, 'audience' | 'release' | 'expires' | 'after'> & {
  why: Withheld
}

export type Preview = FileHead & {
  as: Viewer
  /** The instant it is looked at for; null: now. */
  at: string | null
  /** What is shown is what is served; false: it is the file as it stands, which nobody is told. */
  isServed: boolean
  /** The parts that the viewer gets then; empty where the article does not exist for the viewer. */
  parts: PreviewPart[]
  withheld: WithheldPart[]
  asks: string[]
  mustNot: { ask: string; why: string }[]
  tags: string[]
  /** Instants at which what the viewer gets changes, in order. */
  changes: string[]
}

/** How an article was used since an instant. */
export type Usage = {
  since: string
  /** Suggestions that told something of it. */
  served: number
  /** Of those the ones that an agent used or praised, and turned down. */
  accepted: number
  rejected: number
  lastAt: string | null
  /** What customers had asked, without personal data, the most usual first. */
  questions: { question: string; conversations: number }[]
}
