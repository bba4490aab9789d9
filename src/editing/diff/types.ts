import type { Outcome } from '../../compose/types.ts'
import type { Transcript } from '../../conversations/types.ts'
import type { LabelField } from '../../desk/index.ts'
import type { Flaw } from '../../errors.ts'
import type { Lang } from '../../text/types.ts'

/** Why a question is asked. */
export type QuestionSource =
  | { kind: 'ask'; article: string; path: string }
  | { kind: 'must-not'; article: string; path: string; why: string }
  | { kind: 'sample'; path: string; turn: number }
  | { kind: 'recorded' }
  | { kind: 'file'; path: string; line: number }

/** A question that is known, as the conversation in which it is asked. */
export type KnownQuestion = {
  /** Follows from what is said alone, so that both versions pick the same set phrases. */
  id: string
  /** The customer's last words. */
  text: string
  transcript: Transcript & { id: string }
  sources: QuestionSource[]
  /** Only articles that customers may not read now ask it: it would tell what they are about. */
  isRestricted: boolean
}

/** What an agent is handed for a question, as far as it can be told apart by reading it. */
export type Told = {
  outcome: Outcome
  sentences: { text: string; articles: string[] }[]
  /** Facts that the customer is asked for. */
  missing: string[]
  /** For agents' eyes. */
  guidance: { article: string; quote: string }[]
}

export type Classes = Record<LabelField, string | null> & { warnings: string[] }

/** A sentence beside its counterpart; null: there is none. */
export type SentencePair = { base: string | null; head: string | null }

/** `lost`: an answer became the reply to the unknown; `gained`: the reverse; `outcome`: any other change of outcome. */
export type AnswerChangeKind = 'lost' | 'gained' | 'outcome' | 'text'

export type AnswerChange = {
  kind: AnswerChangeKind
  question: string
  /** The instant at which both were asked. */
  at: string
  base: Told
  head: Told
  /** All sentences of both, in order; those that are the same stand beside each other. */
  pairs: SentencePair[]
}

export type ClassChange = {
  question: string
  field: LabelField | 'warnings'
  base: string | null
  head: string | null
}

/** An `asks` that its article no longer answers, or a `must_not` that it now does; `mended`: the reverse. */
export type ContractChange = {
  question: string
  kind: 'ask' | 'must-not'
  article: string
  path: string
  state: 'broken' | 'mended'
  at: string
}

/** Where a piece of text stands that a customer can be told. */
export type ToldPlace = {
  /** Null for a set phrase. */
  article: string | null
  /** File below the knowledge folder. */
  path: string
  kind: 'title' | 'heading' | 'sentence' | 'row' | 'phrase'
}

/** A stretch of time, as instants; null: without beginning or end. */
export type Interval = { from: string | null; until: string | null }

/** Text that customers can be told in one version and not in the other, and when. */
export type Disclosure = ToldPlace &
  Interval & {
    /** Names it in the list of approvals: hash of text and beginning. */
    id: string
    text: string
    /**
     * `released`: it was there and customers could not be told it then; `new`: it was not there;
     * `reworded`: it stands in the place of another text.
     */
    why: 'released' | 'new' | 'reworded'
    /** Of a reworded one: what stood there. */
    instead: string | null
    /** Of a released one: how it was kept back. */
    was: HeldBack | null
  }

export type HeldBack = 'embargo' | 'expired' | 'agent' | 'internal' | 'not-published'

export type SignedDisclosure = Disclosure & {
  /** Who approved it; null: nobody has. */
  approvedBy: string | null
}

/** Text that customers could be told and no longer can. */
export type Withdrawal = ToldPlace & Interval & { text: string }

export type FileChange = {
  path: string
  status: 'added' | 'changed' | 'removed' | 'renamed'
  /** Of a renamed one. */
  from?: string
}

export type Gate = { name: string; limit: number; value: number; ok: boolean }

export type VersionName = {
  /** As it was asked for; null: the files as they lie in the work tree. */
  revision: string | null
  commit: string | null
  /** When the commit was made. */
  committedAt: string | null
  /** The knowledge folder in it. */
  folder: string
}

/** All that `sidecue diff` found. `README.md` describes the form. */
export type DiffReport = {
  form: 1
  base: VersionName
  head: VersionName
  /** Instants at which the questions were asked, the first one also the beginning of what is disclosed. */
  at: string[]
  lang: Lang
  files: FileChange[]
  questions: KnownQuestion[]
  answers: AnswerChange[]
  /** Answers whose notes for agents changed, by question; their text is for agents only. */
  guidance: { question: string; at: string }[]
  contracts: ContractChange[]
  classes: ClassChange[]
  disclosures: SignedDisclosure[]
  withdrawals: Withdrawal[]
  /** Faults of files that only the head has. */
  flaws: Flaw[]
  notes: DiffNote[]
  gates: Gate[]
  seconds: number
}

export type DiffNote =
  /** The base has gone on since the head left it; compared with where they parted. */
  | { kind: 'merge-base'; asked: string; used: string; behind: number }
  /** Nothing that answers follow from differs then: no question was asked. */
  | { kind: 'nothing-to-ask'; at: string }
