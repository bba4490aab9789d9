import { Worker } from 'node:worker_threads'
import type { GlossaryTerm } from '../../desk/types.ts'
import { type Group, groupQuestions } from './group-questions.ts'
import type { Background } from './question-space.ts'
import type { Tongue } from './same-need.ts'

/** From here on a thread is worth its start; fewer are done in a few milliseconds. */
const MANY = 150

export type GroupWork = {
  questions: readonly string[]
  tongue: Tongue
  glossary: readonly GlossaryTerm[]
  background: { texts: number; counts: ReadonlyMap<string, number> }
}

/** Groups questions, many of them beside everything else this process does. */
export async function groupInThread(work: GroupWork): Promise<Group[]> {
  if (work.questions.length < MANY) return groupNow(work)
  const worker = new Worker(new URL('./group-worker.ts', import.meta.url), { workerData: work })
  return new Promise<Group[]>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`grouping ended with ${code}`)))
  })
}

/** The same here and now. */
export function groupNow({ questions, tongue, glossary, background }: GroupWork): Group[] {
  const { texts, counts } = background
  const known: Background = { texts, countOf: (word) => counts.get(word) ?? 0 }
  return groupQuestions(questions, { tongue, glossary, background: known })
}
