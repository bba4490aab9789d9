import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Suggestion } from '../../compose/types.ts'
import type { Verdict } from '../../conversations/suggestion-rows.ts'
import type { Transcript, Turn } from '../../conversations/types.ts'
import type { Database, TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import { citedArticles, cleanQuestion, isEditOf, needsOf } from '../../insights/learn/index.ts'
import type { AskedInVain, Fault } from './types.ts'

/** The latest of so many suggestions are looked through. */
export const MOST_ASKED = 50_000
const AT_ONCE = 200
/** What an agent says of the content; tone, language and a moment too late are no gap. */
const REASONS: ReadonlySet<string> = new Set(['wrong-article', 'wrong-answer', 'out-of-date'])

type Told = Pick<Suggestion, 'outcome' | 'forTurn' | 'text'> & {
  conversation: string
  channel: Transcript['channel']
  lang: Transcript['lang'] | null
  module: string | null
  articles: string[]
  verdict: Verdict | null
  reason: string | null
  finalText: string | null
  at: Date
}

export type ReadOptions = {
  since: Date
  most?: number
  onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Questions since an instant that had no answer, or one that was turned down or written anew; oldest first, without
 * personal data, each once per conversation. Lets other work in between.
 */
export async function readAskedInVain(
  db: Database,
  desk: Desk,
  { since, most = MOST_ASKED, onProgress }: ReadOptions,
): Promise<AskedInVain[]> {
  const told = await db.read('app', (sql) => findInVain(sql, since, most))
  const found = new Map<string, AskedInVain>()
  for (let from = 0; from < told.length; from += AT_ONCE) {
    const some = told.slice(from, from + AT_ONCE)
    const turns = await db.read('app', (sql) => readTurnsOf(sql, some))
    for (const one of some) {
      for (const asked of questionsOf(one, turns.get(one.conversation) ?? [], desk))
        found.set(`${asked.conversation} ${asked.question}`, asked)
      await nextTurn()
    }
    onProgress?.(Math.min(from + AT_ONCE, told.length), told.length)
  }
  return [...found.values()].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.conversation < b.conversation ? -1 : 1),
  )
}

function questionsOf(told: Told, turns: readonly Turn[], desk: Desk): AskedInVain[] {
  const fault = faultOf(told)
  if (fault === null) return []
  const { conversation, channel, lang, module, reason, at } = told
  const transcript = { id: conversation, channel, turns: [...turns], ...(lang ? { lang } : {}) }
  const needs = needsOf(transcript, told.forTurn, desk)
  if (needs.isAlarming) return []
  // Of several needs it is not known which one was answered wrongly; none of them was where there was no answer.
  if (fault !== 'unanswered' && needs.texts.length > 1) return []
  const article = fault === 'unanswered' || told.articles.length !== 1 ? null : told.articles[0]!
  return needs.texts.flatMap((text) => {
    const question = cleanQuestion(text)
    if (question === null) return []
    return [{ conversation, question, lang: needs.lang, fault, article, reason, module, at }]
  })
}

/** Null for what is no gap. */
function faultOf({ outcome, verdict, reason, text, finalText }: Told): Fault | null {
  if (outcome === 'no-answer' || outcome === 'refused') return 'unanswered'
  if (verdict === 'not-helpful' || (verdict === 'dismissed' && REASONS.has(reason ?? '')))
    return 'rejected'
  return verdict === 'edited' && finalText !== null && !isEditOf(finalText, text) ? 'edited' : null
}

/** The latest first. What was answered counts only where somebody has said something of it. */
async function findInVain(sql: TransactionSql, since: Date, most: number): Promise<Told[]> {
  const rows = await sql<(Omit<Told, 'articles'> & Pick<Suggestion, 'sentences'>)[]>`
    select made.conversation, made.for_turn as "forTurn", made.body ->> 'outcome' as outcome,
      made.body ->> 'text' as text, coalesce(made.body -> 'sentences', '[]'::jsonb) as sentences,
      conversation.channel, conversation.lang, nullif(classification.module, 'unknown') as module,
      judged.verdict, judged.reason, judged.final_text as "finalText", made.created_at as at
    from app.suggestion made
    join app.conversation on conversation.id = made.conversation
    left join app.classification on classification.conversation = made.conversation
    left join lateral (
      select verdict, reason, final_text
      from app.feedback
      where feedback.suggestion = made.id
      order by at desc, id
      limit 1
    ) judged on true
    where made.created_at >= ${since}
      and (made.body ->> 'outcome' in ('no-answer', 'refused')
        or (made.body ->> 'outcome' = 'answer' and judged.verdict in ('not-helpful', 'dismissed', 'edited')))
    order by made.created_at desc, made.id
    limit ${most}
  `
  return rows.map(({ sentences, ...row }) => ({ ...row, articles: citedArticles({ sentences }) }))
}

async function readTurnsOf(
  sql: TransactionSql,
  told: readonly Told[],
): Promise<Map<string, Turn[]>> {
  const ids = [...new Set(told.map(({ conversation }) => conversation))]
  const rows = await sql<(Turn & { conversation: string })[]>`
    select conversation, seq, speaker, text, final, rev
    from app.turn
    where conversation = any(${ids}::text[]) and final
    order by conversation, seq
  `
  return Map.groupBy(rows, ({ conversation }) => conversation) as Map<string, Turn[]>
}
