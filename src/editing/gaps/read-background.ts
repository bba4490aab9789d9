import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from '../../db/index.ts'
import type { GlossaryTerm } from '../../desk/types.ts'
import { readFrequencies, readStatistics } from '../../retrieval/statistics.ts'
import { termKey } from '../../retrieval/term-keys.ts'
import { termsOf } from './question-terms.ts'

/** Questions read without letting others in. */
const AT_ONCE = 20

/**
 * In how many chunks the words of questions stand, and how many there are: of what customers may read alone, so that no
 * group tells of hidden text.
 */
export async function readBackground(
  db: Database,
  questions: readonly string[],
  glossary: readonly GlossaryTerm[],
): Promise<{ texts: number; counts: Map<string, number> }> {
  const words = new Set<string>()
  for (const [at, question] of questions.entries()) {
    // Requests go before: this may wait.
    if (at % AT_ONCE === 0) await nextTurn()
    for (const { view, text } of termsOf(question, glossary)) if (view === 'word') words.add(text)
  }
  const keys = new Map([...words].map((word) => [word, termKey('word', word)]))
  return db.read('customer', async (sql) => {
    const { chunks } = await readStatistics(sql, ['customer'], [])
    const frequencies = await readFrequencies(sql, ['customer'], [...keys.values()])
    const counts = new Map([...keys].map(([word, key]) => [word, frequencies.get(key) ?? 0]))
    return { texts: chunks, counts }
  })
}
