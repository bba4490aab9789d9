import { createHash } from 'node:crypto'
import { foldText } from '../../text/fold.ts'
import type { Lang } from '../../text/types.ts'
import { type Found, findRemedy, type RemedyDeps, wordingsOf } from './find-remedy.ts'
import { groupInThread } from './group-in-thread.ts'
import { readAskedInVain } from './read-asked.ts'
import { readBackground } from './read-background.ts'
import { readRestrictedTopics } from './restricted-topics.ts'
import type { Tongue } from './same-need.ts'
import type { AskedInVain, Fault, Gap, GapReader, Gaps, QuestionGroup } from './types.ts'

export type GapOptions = {
  since: Date
  reader: GapReader
  /** A need has to come up in so many conversations. Default 1. */
  least?: number
  /** So many gaps at most, what comes up most first. Default 100. */
  top?: number
  /** Questions looked at, the latest. */
  most?: number
  onProgress?: ((progress: { phase: string; done: number; total: number }) => void) | undefined
}

const EXAMPLES = 5

/**
 * What customers asked in vain since an instant, grouped by what they wanted, with what could be done about it. Nothing
 * is written. What `reader` may not know of leaves no trace: not in a count, not in a group.
 */
export async function findGaps(deps: RemedyDeps, options: GapOptions): Promise<Gaps> {
  const { db, desk } = deps
  const { since, reader, least = 1, top = 100, most, onProgress } = options
  const asked = await readAskedInVain(db, desk, {
    since,
    ...(most === undefined ? {} : { most }),
    onProgress: (done, total) => onProgress?.({ phase: 'reading questions', done, total }),
  })
  const isRestricted = await readRestrictedTopics(db, reader)
  const open = asked.filter(({ question }) => !isRestricted(question))
  const groups = [...(await groupAsked(deps, open, 'zh')), ...(await groupAsked(deps, open, 'en'))]
    .map((group) => ({ group, conversations: countTalks(group.asked) }))
    .filter(({ conversations }) => conversations >= least)
    .sort((a, b) => b.conversations - a.conversations || compare(idOf(a.group), idOf(b.group)))

  const gaps: Gap[] = []
  const answered = new Map<string, number>()
  for (const [done, { group, conversations }] of groups.entries()) {
    if (gaps.length >= top) break
    onProgress?.({ phase: 'looking for articles', done, total: Math.min(top, groups.length) })
    const found = await findRemedy(deps, group, reader)
    if (found.near[0]?.audience === 'internal' && reader === 'agent') continue
    if (found.answeredBy === null) gaps.push(describe(group, conversations, found))
    else answered.set(found.answeredBy, (answered.get(found.answeredBy) ?? 0) + conversations)
  }
  return {
    since: since.toISOString(),
    gaps,
    answeredSince: [...answered]
      .map(([article, conversations]) => ({ article, conversations }))
      .sort((a, b) => b.conversations - a.conversations || compare(a.article, b.article)),
  }
}

async function groupAsked(
  { db, desk }: RemedyDeps,
  all: readonly AskedInVain[],
  tongue: Tongue,
): Promise<QuestionGroup[]> {
  const asked = all.filter(({ lang }) => (lang === 'en') === (tongue === 'en'))
  if (asked.length === 0) return []
  const questions = asked.map(({ question }) => question)
  const background = await readBackground(db, questions, desk.glossary)
  const groups = await groupInThread({ questions, tongue, glossary: desk.glossary, background })
  return groups.map(({ members, middle }) => ({
    asked: members.map((at) => asked[at]!),
    middle: asked[middle]!,
  }))
}

function describe(group: QuestionGroup, conversations: number, { near, remedy }: Found): Gap {
  const { asked, middle } = group
  const modules = Map.groupBy(
    asked.filter(({ module }) => module !== null),
    ({ module }) => module,
  )
  const [module = null] = [...modules].sort(([, a], [, b]) => b.length - a.length)[0] ?? []
  return {
    id: idOf(group),
    question: middle.question,
    lang: middle.lang,
    questions: asked.length,
    conversations,
    faults: countFaults(asked),
    module,
    firstAt: asked[0]!.at.toISOString(),
    lastAt: asked.at(-1)!.at.toISOString(),
    examples: wordingsOf(group)
      .filter((question) => question !== middle.question)
      .slice(0, EXAMPLES),
    near,
    remedy,
  }
}

function countFaults(asked: readonly AskedInVain[]): Record<Fault, number> {
  const faults = { unanswered: 0, rejected: 0, edited: 0 }
  for (const { fault } of asked) faults[fault]++
  return faults
}

function countTalks(asked: readonly AskedInVain[]): number {
  return new Set(asked.map(({ conversation }) => conversation)).size
}

function idOf({ middle }: { middle: { question: string; lang: Lang } }): string {
  return `gap-${createHash('sha256').update(foldText(middle.question)).digest('hex').slice(0, 12)}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
