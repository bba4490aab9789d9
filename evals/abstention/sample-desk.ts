import { basename } from 'node:path'
import { z } from 'zod'
import { type Database, openDatabase } from '../../src/db/index.ts'
import { indexFolder } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import { buildQuery } from '../../src/retrieval/index.ts'
import { LANGS } from '../../src/text/types.ts'
import { readRows } from '../read-cases.ts'
import { Asker } from './asker.ts'
import { DESK, type Sample } from './sample.ts'
import type { SampleOptions } from './sample-set.ts'

const QuestionRow = z.object({
  id: z.string(),
  lang: z.enum(LANGS),
  text: z.string(),
  outcome: z.array(z.string()).optional(),
  gold: z.array(z.string()).optional(),
  twin: z.string().optional(),
})

/**
 * The samples of a desk: its knowledge folder and the cases of its suite `questions`. A question to which an answer
 * and no answer are both allowed says nothing here; a twin asks for what does not exist.
 */
export async function sampleDesk(
  { knowledge, cases }: { knowledge: string; cases: string },
  { foreign }: Pick<SampleOptions, 'foreign'>,
): Promise<Sample[]> {
  const questions = await readRows(cases, 'questions.jsonl', QuestionRow)
  const set = DESK + basename(knowledge)
  const db = await openDatabase({ log: silentLog })
  try {
    await indexFolder(db, { knowledgeDir: knowledge, log: silentLog })
    const articles = await readIds(db)
    const asker = new Asker(db, set)
    const samples: Sample[] = []
    for (const { id, lang, text, outcome = [], gold = [], twin } of questions) {
      const query = buildQuery([{ speaker: 'customer', text }], lang)
      const relevant = counterparts(gold, articles)
      if (relevant.size > 0 && outcome.includes('answer') && !outcome.includes('no-answer'))
        samples.push(...(await asker.ask(id, query, relevant, foreign(set, query))))
      else if (outcome[0] === 'no-answer') samples.push(await asker.askUnanswerable(id, query))
      if (twin === undefined) continue
      const invented = buildQuery([{ speaker: 'customer', text: twin }], lang)
      samples.push(await asker.askUnanswerable(`${id}-twin`, invented))
    }
    return samples
  } finally {
    await db.close()
  }
}

async function readIds(db: Database): Promise<string[]> {
  const rows = await db.read(
    'customer',
    (sql) => sql<{ id: string }[]>`select distinct id from customer.article`,
  )
  return rows.map(({ id }) => id)
}

/** Counterparts in another language answer as well: `refund-coins-en` for `refund-coins`. */
function counterparts(gold: readonly string[], articles: readonly string[]): Set<string> {
  const wanted = new Set(gold.map(withoutLanguage))
  return new Set(articles.filter((id) => wanted.has(withoutLanguage(id))))
}

function withoutLanguage(id: string): string {
  return id.replace(/-(?:en|hant|hans)$/, '')
}
