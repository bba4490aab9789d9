import { answersFrom } from '../../copilot/answers-from.ts'
import { isAskedFor } from '../../copilot/asked-for.ts'
import { sharesWords } from '../../copilot/shares-words.ts'
import type { Database } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import type { HiddenSounds } from '../../guard/near-copy.ts'
import { readArticle } from '../../indexing/index.ts'
import { type ArticleHead, holdsRestricted, isRude, readHeads } from '../../insights/learn/index.ts'
import { type Passage, retrieve, withOfficialTerms } from '../../retrieval/index.ts'
import type { AskedInVain, GapReader, NearArticle, QuestionGroup, Remedy } from './types.ts'
import { writeSkeleton } from './write-skeleton.ts'

export type RemedyDeps = {
  db: Database
  desk: Desk
  /** Prints of what customers may not see: no line for `asks` may sound like it. */
  hidden?: HiddenSounds | undefined
}

export type Found = {
  near: NearArticle[]
  remedy: Remedy
  /** An article that answers the question by now; null while none does. */
  answeredBy: string | null
}

const NEAR = 3
/** An article that is found with this part of the confidence an answer needs is one that could list the question. */
const NEARLY = 0.6
/** A line for its `asks` has so much of its content in the article: else it asks for something that is not there. */
const COVERED = 0.6
const MOST_LINES = 6

/** What is nearest to a group of questions, and what could be done about it. */
export async function findRemedy(
  deps: RemedyDeps,
  group: QuestionGroup,
  reader: GapReader,
): Promise<Found> {
  const { db, desk } = deps
  const { middle, asked } = group
  const { question, lang } = middle
  const query = withOfficialTerms({ text: question, context: [], lang }, desk.glossary)
  const role = reader === 'agent' ? 'agent' : 'lead'
  const { passages } = await retrieve(db, role, query, { top: NEAR, perArticle: 1 })
  const told = await retrieve(db, 'customer', query, { top: NEAR, perArticle: 1 })
  const best = told.passages[0]
  const wrong = turnedDown(asked)
  const ids = [...passages.map(({ articleId }) => articleId), best?.articleId, wrong]
  const heads = await db.read('lead', (sql) =>
    readHeads(
      sql,
      [...new Set(ids)].filter((id) => id !== undefined),
    ),
  )
  const near = passages.map((passage) => toNear(passage, heads))

  const wrongHead = wrong === undefined ? undefined : heads.get(wrong)
  if (wrongHead) {
    const reasons = [...new Set(asked.flatMap(({ reason }) => (reason === null ? [] : [reason])))]
    const remedy: Remedy = { kind: 'revise', article: wrongHead.id, path: wrongHead.path, reasons }
    return { near, remedy, answeredBy: null }
  }
  const isTold = best !== undefined && (await isAbout(db, question, best))
  const isAnswered = isTold && told.confidence >= answersFrom(lang)
  const answeredBy =
    isAnswered && asked.every(({ fault }) => fault === 'unanswered') ? best.articleId : null
  const head =
    isTold && told.confidence >= NEARLY * answersFrom(lang) ? heads.get(best.articleId) : undefined
  const lines = head ? await linesFor(deps, head, group) : []
  if (head && lines.length > 0)
    return { near, remedy: { kind: 'asks', article: head.id, path: head.path, lines }, answeredBy }
  const asks = wordingsOf(group).slice(0, MOST_LINES)
  return { near, remedy: { kind: 'new', ...writeSkeleton(middle, asks) }, answeredBy }
}

/** The article that most of them were told and that was not right. */
function turnedDown(asked: readonly AskedInVain[]): string | undefined {
  const told = asked.filter(({ article, reason }) => article !== null && reason !== 'wrong-article')
  if (told.length * 2 < asked.length) return undefined
  const counts = Map.groupBy(told, ({ article }) => article as string)
  return [...counts].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))[0]?.[0]
}

async function isAbout(db: Database, question: string, best: Passage): Promise<boolean> {
  const article = await db.read('customer', (sql) => readArticle(sql, 'customer', best.articleId))
  if (!article) return false
  const readable = [article.title, ...article.parts.map(({ markdown }) => markdown)].join('\n')
  return sharesWords(question, readable)
}

/** Ways of asking that the article could list: not listed yet, in its language, and naming nothing it does not name. */
async function linesFor(
  { db, desk, hidden }: RemedyDeps,
  head: ArticleHead,
  group: QuestionGroup,
): Promise<string[]> {
  const article = await db.read('customer', (sql) => readArticle(sql, 'customer', head.id))
  if (!article) return []
  const own = article.parts.filter(({ audience }) => audience === 'customer')
  const readable = [head.title, ...head.asks, ...own.map(({ markdown }) => markdown)].join('\n')
  const isEnglish = head.lang === 'en'
  const lines: string[] = []
  for (const question of wordingsOf(group, (lang) => (lang === 'en') === isEnglish)) {
    if (lines.length === MOST_LINES) break
    if (isAskedFor(question, [...head.asks, ...lines]) || isRude(question)) continue
    if (!sharesWords(question, readable, COVERED)) continue
    if (!holdsRestricted(question, { readable, glossary: desk.glossary, hidden }))
      lines.push(question)
  }
  return lines
}

/** Each wording once, the most usual first, of equals the shortest. */
export function wordingsOf(
  { asked }: Pick<QuestionGroup, 'asked'>,
  isWanted: (lang: AskedInVain['lang']) => boolean = () => true,
): string[] {
  const counts = new Map<string, number>()
  for (const { question, lang } of asked)
    if (isWanted(lang)) counts.set(question, (counts.get(question) ?? 0) + 1)
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || a.length - b.length || (a < b ? -1 : 1))
    .map(([question]) => question)
}

function toNear(passage: Passage, heads: ReadonlyMap<string, ArticleHead>): NearArticle {
  const { articleId: id, title, lang, audience } = passage
  return { id, title, lang, audience, path: heads.get(id)?.path ?? null }
}
