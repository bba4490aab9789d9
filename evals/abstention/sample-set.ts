import { basename } from 'node:path'
import { type Database, openDatabase } from '../../src/db/index.ts'
import { silentLog } from '../../src/log.ts'
import type { Query } from '../../src/retrieval/index.ts'
import { indexCorpus } from '../index-corpus.ts'
import { CorpusRow, readJudgements, readRows } from '../read-cases.ts'
import { readConversations } from '../run-retrieval.ts'
import { Asker } from './asker.ts'
import { hashOf, type Sample } from './sample.ts'

export type SampleOptions = {
  /** Questions taken of each set, those with the smallest hash. */
  perSet: number
  /** Words that a question's rarest word is replaced by, of other sets. */
  foreign: (set: string, query: Query) => readonly string[]
}

/** The samples of a folder with cases of the suites `retrieval` or `grounding`. */
export async function sampleSet(folder: string, options: SampleOptions): Promise<Sample[]> {
  const set = basename(folder)
  const judgements = await readJudgements(folder)
  const cases = await readConversations(folder, judgements)
  const asked = cases
    .filter(({ id }) => judgements.has(id))
    .sort((a, b) => hashOf(a.id) - hashOf(b.id))
    .slice(0, options.perSet)
  const db = await openDatabase({ log: silentLog })
  try {
    await indexCorpus(db, await readRows(folder, 'corpus.jsonl', CorpusRow))
    return await samplesOf(db, set, asked, judgements, options)
  } finally {
    await db.close()
  }
}

async function samplesOf(
  db: Database,
  set: string,
  asked: readonly { id: string; query: Query }[],
  judgements: ReadonlyMap<string, ReadonlySet<string>>,
  { foreign }: SampleOptions,
): Promise<Sample[]> {
  const asker = new Asker(db, set)
  const samples: Sample[] = []
  for (const { id, query } of asked) {
    const relevant = judgements.get(id) ?? new Set<string>()
    samples.push(...(await asker.ask(id, query, relevant, foreign(set, query))))
  }
  return samples
}
