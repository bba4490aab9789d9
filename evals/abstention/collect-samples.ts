import { basename, join } from 'node:path'
import type { Query } from '../../src/retrieval/index.ts'
import { hasRows, QueryRow, readRows } from '../read-cases.ts'
import type { Sample } from './sample.ts'
import { sampleDesk } from './sample-desk.ts'
import { sampleSet } from './sample-set.ts'
import { thingIn } from './swap-word.ts'

export type CollectOptions = {
  /** Folders with cases of the suites `retrieval` or `grounding`. */
  sets: readonly string[]
  /** Knowledge folders, each with a folder of cases of the suite `questions`. */
  desks: readonly { knowledge: string; cases: string }[]
  /** Questions taken of each set. */
  perSet: number
  onProgress?: (set: string, samples: number) => void
}

/** Words taken of each set to ask other sets about. */
const THINGS = 200

/** Asks the questions of all sets. Each corpus is indexed once. */
export async function collectSamples(options: CollectOptions): Promise<Sample[]> {
  const { sets, desks, perSet, onProgress } = options
  const things: { set: string; isChinese: boolean; word: string }[] = []
  for (const folder of sets) things.push(...(await readThings(folder)))
  const foreign = (set: string, query: Query) =>
    things
      .filter((one) => one.set !== set && one.isChinese === (query.lang !== 'en'))
      .map(({ word }) => word)
  const samples: Sample[] = []
  const add = (set: string, found: Sample[]) => {
    samples.push(...found)
    onProgress?.(set, found.length)
  }
  for (const desk of desks) add(desk.knowledge, await sampleDesk(desk, { foreign }))
  for (const folder of sets) add(basename(folder), await sampleSet(folder, { perSet, foreign }))
  return samples
}

async function readThings(folder: string) {
  if (!hasRows(folder, 'queries.jsonl')) return []
  const rows = await readRows(folder, 'queries.jsonl', QueryRow)
  return rows.slice(0, THINGS).flatMap(({ text }) => {
    const word = thingIn(text)
    return word === undefined
      ? []
      : [{ set: basename(join(folder)), isChinese: /\p{Script=Han}/u.test(text), word }]
  })
}
