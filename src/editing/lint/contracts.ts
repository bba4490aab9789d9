import type { Article } from '../../articles/index.ts'
import { type Clock, systemClock } from '../../clock.ts'
import type { Outcome } from '../../compose/types.ts'
import { suggest } from '../../copilot/suggest.ts'
import type { Database } from '../../db/index.ts'
import type { Desk } from '../../desk/index.ts'
import { type Passage, retrieve, withOfficialTerms } from '../../retrieval/index.ts'
import { isStopWord } from '../../retrieval/stop-words.ts'
import { tokenize } from '../../text/tokens.ts'
import type { Lang } from '../../text/types.ts'

/** A question that an article promises to answer (`asks`), or not to be used for (`must_not`). */
export type Contract = {
  kind: 'ask' | 'must-not'
  article: string
  /** Below the knowledge folder. */
  path: string
  lang: Lang
  text: string
  /** Of a must-not: why the article is not meant. */
  why?: string
}

/** An article that was found, with the words of the question that found it. */
export type FoundArticle = { article: string; title: string; terms: string[] }

export type ContractResult = Contract & {
  ok: boolean
  outcome: Outcome
  /** What was said to the customer. */
  answer: string
  /** The articles that the answer cites, in order. */
  cited: string[]
  /** Where the contract's article stands among the articles found, from 1; null: not among the first ten. */
  rank: number | null
  confidence: number
  /** What was found, best first. */
  found: FoundArticle[]
  /** Words of the question that the contract's article does not have where it was found; all when it was not. */
  missing: string[]
}

export type ContractDeps = { db: Database; desk: Desk; clock?: Clock }

/** Articles looked at for the rank. */
const DEPTH = 10

/** The contracts of what customers are served now; what is hidden or over at `now` promises nothing. */
export function contractsOf(article: Article, now: Date): Contract[] {
  const { id, path, lang, asks, mustNot } = article
  if (!isServed(article, now)) return []
  const base = { article: id, path, lang }
  return [
    ...asks.map((text): Contract => ({ ...base, kind: 'ask', text })),
    ...mustNot.map(({ ask, why }): Contract => ({ ...base, kind: 'must-not', text: ask, why })),
  ]
}

function isServed({ audience, state, release, expires }: Article, now: Date): boolean {
  if (audience !== 'customer' || state !== 'published') return false
  if (release !== null && Date.parse(release) > now.getTime()) return false
  return expires === null || Date.parse(expires) > now.getTime()
}

/** Runs each contract through the same path that answers a customer, one by one. */
export async function* runContracts(
  deps: ContractDeps,
  contracts: readonly Contract[],
): AsyncGenerator<ContractResult> {
  for (const contract of contracts) yield await runContract(deps, contract)
}

/** One question, asked as the first turn of a chat. */
export async function runContract(
  { db, desk, clock = systemClock }: ContractDeps,
  contract: Contract,
): Promise<ContractResult> {
  const { text, lang } = contract
  const turn = { seq: 1, speaker: 'customer' as const, text, final: true, rev: 0 }
  const transcript = { channel: 'chat' as const, lang, turns: [turn] }
  const { outcome, sentences, text: answer } = await suggest({ db, desk, clock }, transcript)
  const query = withOfficialTerms({ text, context: [], lang }, desk.glossary)
  const retrieval = await retrieve(db, 'customer', query, { top: DEPTH, perArticle: 1 })
  const { passages, confidence } = retrieval
  const at = passages.findIndex(({ articleId }) => articleId === contract.article)
  const cited = [
    ...new Set(sentences.flatMap(({ citations }) => citations.map(({ article }) => article))),
  ]
  return {
    ...contract,
    ok: isKept(contract, outcome, cited),
    outcome,
    answer,
    cited,
    rank: at < 0 ? null : at + 1,
    confidence,
    found: passages.map(toFound),
    missing: missingWords(text, passages[at]),
  }
}

/** An ask is kept by an answer that cites the article; a must-not by one that does not, or by none. */
function isKept({ kind, article }: Contract, outcome: Outcome, cited: readonly string[]): boolean {
  const isTold = cited.includes(article)
  if (kind === 'must-not') return !isTold
  return isTold && (outcome === 'answer' || outcome === 'escalate')
}

function toFound({ articleId, title, why }: Passage): FoundArticle {
  return { article: articleId, title, terms: why.terms }
}

function missingWords(text: string, passage: Passage | undefined): string[] {
  const matched = new Set(passage?.why.terms.flatMap((term) => tokenize(term).words))
  const words = new Set(tokenize(text).words.filter((word) => !isStopWord(word)))
  return [...words].filter((word) => !matched.has(word))
}
