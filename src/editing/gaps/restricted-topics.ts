import type { Database, Store, TransactionSql } from '../../db/index.ts'
import { readFrequencies } from '../../retrieval/statistics.ts'
import { isStopWord } from '../../retrieval/stop-words.ts'
import { termKey } from '../../retrieval/term-keys.ts'
import { foldText } from '../../text/fold.ts'
import { tokenize } from '../../text/tokens.ts'
import type { GapReader } from './types.ts'

/** So many words of a question that stand in one restricted passage make it a question about it, whatever else knows them. */
const SHARED = 0.7
const FEWEST = 3

type Passage = { words: Set<string> }

/** Whether a question is about something that a reader may not know of. In doubt it is. */
export type IsRestricted = (question: string) => boolean

/**
 * Reads what `reader` may not know of: for agents internal text and what is not released, for leads what is not released.
 * An editor writes it all. Off the way of any request but an editor's; nothing of it is kept.
 */
export async function readRestrictedTopics(db: Database, reader: GapReader): Promise<IsRestricted> {
  if (reader === 'editor') return () => false
  const texts = await db.read('lead', (sql) => readHidden(sql, reader))
  const passages = texts.map((text): Passage => ({ words: contentOf(text) }))
  const words = new Set(passages.flatMap((passage) => [...passage.words]))
  const readable: Store[] =
    reader === 'agent' ? ['customer', 'agent'] : ['customer', 'agent', 'internal']
  const known = await db.read('lead', (sql) => wordsIn(sql, readable, [...words]))
  const telltale = [...words].filter((word) => !known.has(word))
  return (question) => {
    const folded = foldText(question)
    const asked = contentOf(question)
    // A word of hidden text that nothing readable has: a name of something not announced, say.
    if (telltale.some((word) => asked.has(word) || (isHan(word) && folded.includes(word))))
      return true
    if (asked.size < FEWEST) return false
    return passages.some((passage) => {
      const shared = [...asked].filter((word) => passage.words.has(word)).length
      return shared / asked.size >= SHARED
    })
  }
}

function isHan(word: string): boolean {
  return word.length > 1 && /^\p{Script=Han}+$/u.test(word)
}

function contentOf(text: string): Set<string> {
  return new Set(tokenize(text).words.filter((word) => !isStopWord(word) && !/^\p{N}/u.test(word)))
}

/** Text that is not open to the reader, with its titles; what has expired was told once and is left out. */
async function readHidden(
  sql: TransactionSql,
  reader: Exclude<GapReader, 'editor'>,
): Promise<string[]> {
  const stores: Store[] = reader === 'agent' ? ['internal', 'embargo'] : ['embargo']
  const found: string[] = []
  for (const store of stores) {
    const rows = await sql<{ text: string }[]>`
      select article.title || E'\n' || array_to_string(article.asks, E'\n') || E'\n' || chunk.text as text
      from ${sql(store)}.chunk
      join ${sql(store)}.article on article.key = chunk.article
      where (article.expires is null or article.expires > desk_now())
        and (article.release > desk_now()
          or (${reader === 'agent'}::boolean and article.audience = 'internal'))
    `
    found.push(...rows.map(({ text }) => text))
  }
  return found
}

async function wordsIn(
  sql: TransactionSql,
  stores: readonly Store[],
  words: readonly string[],
): Promise<Set<string>> {
  const keys = new Map(words.map((word) => [word, termKey('word', word)]))
  const frequencies = await readFrequencies(sql, stores, [...keys.values()])
  return new Set(words.filter((word) => frequencies.has(keys.get(word)!)))
}
