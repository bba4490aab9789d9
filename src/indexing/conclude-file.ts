import type { Article, Flaw } from '../articles/index.ts'
import type { TransactionSql } from '../db/index.ts'
import { exposureFlaw } from './exposure-flaw.ts'
import type { FileRecord, FileStatus, Outcome } from './file-records.ts'
import { type HiddenPrint, type HiddenText, printsOf } from './hidden-prints.ts'
import { duplicateFlaw, type Judged } from './judge-files.ts'
import { narrowsNothing } from './narrows-nothing.ts'

/** What is decided on a file when all others are known. */
export type Conclusion = {
  status: FileStatus
  /** The article to be served; null where nothing of the file is, or its old version stays. */
  article: Article | null
  prints: HiddenPrint[]
}

export async function concludeFile(
  sql: TransactionSql,
  judged: Judged,
  context: {
    record: FileRecord | undefined
    hidden: HiddenText
    /** Other files with the same id. */
    twins: readonly string[]
    now: Date
  },
): Promise<Conclusion> {
  const { hidden, twins, now } = context
  const { article } = judged
  const flaws = [...judged.flaws]
  if (article) flaws.push(...relativeFlaws(article, judged.text, hidden, twins))
  const isSound = article !== null && !flaws.some((flaw) => flaw.severity === 'error')
  if (isSound) {
    const isServed = article.state === 'published'
    return {
      status: toStatus(judged, article, isServed ? 'served' : outcomeOf(article), flaws),
      article: isServed ? article : null,
      prints: isServed ? printsOf(article, now) : [],
    }
  }
  const head = article ?? judged.harmless
  const mayStay = article === null && judged.harmless !== null && twins.length === 0
  const stays = mayStay && (await narrowsNothing(sql, judged.harmless as Article, now))
  return {
    status: toStatus(judged, head, stays ? 'kept' : 'refused', flaws),
    article: null,
    prints: [],
  }
}

function relativeFlaws(
  article: Article,
  text: string | null,
  hidden: HiddenText,
  twins: readonly string[],
): Flaw[] {
  const flaws: Flaw[] = []
  if (twins.length > 0) flaws.push(duplicateFlaw(article, text, [...twins]))
  const exposure = article.state === 'published' ? exposureFlaw(article, hidden) : undefined
  if (exposure) flaws.push(exposure)
  return flaws
}

/** Flaws that follow from other files: such a file is judged again when those change. */
export const RELATIVE_RULES: ReadonlySet<string> = new Set(['duplicate-id', 'overlap'])

function outcomeOf(article: Article): Outcome {
  return article.state === 'archived' ? 'archived' : 'draft'
}

function toStatus(
  judged: Judged,
  head: Article | null,
  outcome: Outcome,
  flaws: Flaw[],
): FileStatus {
  return {
    path: judged.path,
    hash: judged.hash,
    article: head?.id ?? judged.claimedId ?? null,
    outcome,
    flaws,
    head,
  }
}
