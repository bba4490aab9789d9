import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CorpusRow, readJudgements, readRows } from '../read-cases.ts'

/** Questions of which it is known which are one. */
export type QuestionSet = {
  texts: string[]
  /** Pairs of indexes that are one need. */
  same: Set<string>
  /** Pairs that were judged; null: all pairs count, those not in `same` as different. */
  judged: Set<string> | null
}

const LabelledRow = z.object({ text: z.string(), label: z.string() })

export const HALVES = ['tuned', 'held-out'] as const
export type Half = (typeof HALVES)[number]

export const SETS = [
  'afqmc-faq',
  'bustm-pairs',
  'crosswoz-intent-val',
  'covidfaq',
  'bitext27',
] as const
export type SetName = (typeof SETS)[number]

/** A half of a public set; undefined where it is not there. What belongs together falls into one half. */
export async function readSet(
  bench: string,
  name: SetName,
  half: Half,
): Promise<QuestionSet | undefined> {
  const folder = join(bench, name)
  if (!existsSync(folder)) return undefined
  if (name === 'bustm-pairs') return readPairs(folder, half)
  if (name === 'crosswoz-intent-val' || name === 'bitext27') return readLabelled(folder, half)
  return readFaq(folder, half, name)
}

/** One name for a pair of indexes, whichever comes first. */
export function pairOf(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

/** By SHA-1 of what keeps the items together: stable, and nobody's choice. */
function halfOf(key: string): Half {
  return Number.parseInt(createHash('sha1').update(key).digest('hex').slice(0, 8), 16) % 2 === 0
    ? 'tuned'
    : 'held-out'
}

/** Pairs of sentences with a judgement; sentences of several pairs are one item. */
async function readPairs(folder: string, half: Half): Promise<QuestionSet> {
  const rows = (await readFile(join(folder, 'pairs.tsv'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t') as [string, string, string])
  const families = new Families()
  for (const [a, b] of rows) families.join(a, b)
  const set = new Items()
  const judged = new Set<string>()
  const known = new Families()
  for (const [a, b, label] of rows) {
    if (halfOf(families.of(a)) !== half) continue
    judged.add(pairOf(set.add(a), set.add(b)))
    if (label === '1') known.join(a, b)
  }
  return { texts: set.texts, same: closed(set, known), judged }
}

/** Sentences with the name of what they want. */
async function readLabelled(folder: string, half: Half): Promise<QuestionSet> {
  const rows = await readRows(folder, 'test.jsonl', LabelledRow)
  const set = new Items()
  const groups = new Map<string, Set<number>>()
  for (const { text, label } of rows) {
    if (halfOf(label) !== half) continue
    const group = groups.get(label) ?? new Set()
    groups.set(label, group.add(set.add(text)))
  }
  const same = new Set<string>()
  for (const group of groups.values()) addAll(same, [...group])
  return { texts: set.texts, same, judged: null }
}

/** Questions that are answered by the same document; where documents are questions themselves they are items too. */
async function readFaq(folder: string, half: Half, name: SetName): Promise<QuestionSet> {
  const isQuestionToQuestion = name === 'afqmc-faq'
  const corpus = new Map(
    (await readRows(folder, 'corpus.jsonl', CorpusRow)).map((row) => [row.id, row.text]),
  )
  const queries = new Map(
    (await readRows(folder, 'queries.jsonl', CorpusRow)).map((row) => [row.id, row.text]),
  )
  const families = new Families()
  const judgements = await readJudgements(folder)
  for (const [query, relevant] of judgements)
    for (const document of relevant) families.join(`q${query}`, `d${document}`)
  const set = new Items()
  const groups = new Map<string, number[]>()
  const put = (key: string, text: string | undefined, group: string) => {
    if (text === undefined) return
    const known = groups.get(group) ?? []
    groups.set(group, [...known, set.add(text, key)])
  }
  for (const [query, relevant] of judgements) {
    // A question that several documents answer belongs to no one group.
    if (!isQuestionToQuestion && relevant.size !== 1) continue
    for (const document of relevant) {
      const group = isQuestionToQuestion ? families.of(`q${query}`) : document
      if (halfOf(group) !== half) continue
      put(`q${query}`, queries.get(query), group)
      if (isQuestionToQuestion) put(`d${document}`, corpus.get(document), group)
    }
  }
  const same = new Set<string>()
  for (const items of groups.values()) addAll(same, [...new Set(items)])
  return { texts: set.texts, same, judged: null }
}

function closed(set: Items, known: Families): Set<string> {
  const groups = Map.groupBy(set.texts.keys(), (at) => known.of(set.texts[at]!))
  const same = new Set<string>()
  for (const group of groups.values()) addAll(same, group)
  return same
}

function addAll(same: Set<string>, group: readonly number[]): void {
  for (const [i, a] of group.entries())
    for (const b of group.slice(i + 1)) if (a !== b) same.add(pairOf(a, b))
}

class Items {
  readonly texts: string[] = []
  readonly #at = new Map<string, number>()

  add(text: string, key = text): number {
    const known = this.#at.get(key)
    if (known !== undefined) return known
    this.#at.set(key, this.texts.length)
    return this.texts.push(text) - 1
  }
}

/** What was joined, however indirectly, has one name. */
class Families {
  readonly #parents = new Map<string, string>()

  of(key: string): string {
    let at = key
    for (let next = this.#parents.get(at); next !== undefined; next = this.#parents.get(at))
      at = next
    return at
  }

  join(a: string, b: string): void {
    const [one, other] = [this.of(a), this.of(b)].sort()
    if (one !== other) this.#parents.set(other!, one!)
  }
}
