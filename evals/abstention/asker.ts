import type { Database } from '../../src/db/index.ts'
import type { Query } from '../../src/retrieval/index.ts'
import type { LeftOut } from '../../src/retrieval/leave-out.ts'
import { type Found, judgeFirst, search } from '../../src/retrieval/retrieve.ts'
import { LeftOutReader } from './read-left-out.ts'
import { hashOf, type Sample, type SampleKind } from './sample.ts'
import { swapWord } from './swap-word.ts'

const TOP = 3

/** Asks questions of one indexed corpus, each in all the ways a sample can be had of it. */
export class Asker {
  private readonly db: Database
  private readonly set: string
  private readonly leftOut: LeftOutReader

  constructor(db: Database, set: string) {
    this.db = db
    this.set = set
    this.leftOut = new LeftOutReader(db)
  }

  /** The whole corpus, the corpus without the relevant articles, and about another thing. */
  async ask(
    id: string,
    query: Query,
    relevant: ReadonlySet<string>,
    foreign: readonly string[],
  ): Promise<Sample[]> {
    const whole = await this.find(query)
    const isRight = relevant.has(whole.passages[0]?.articleId ?? '')
    const without = await this.find(query, await this.leftOut.read(relevant))
    const swapped = await this.askOfAnother(id, query, whole, foreign)
    return [
      this.toSample(id, query, 'answerable', whole, isRight),
      this.toSample(id, query, 'without', without),
      ...(swapped ? [swapped] : []),
    ]
  }

  /** A question that nothing of the corpus answers. */
  async askUnanswerable(id: string, query: Query): Promise<Sample> {
    return this.toSample(id, query, 'unanswerable', await this.find(query))
  }

  private async askOfAnother(
    id: string,
    query: Query,
    { terms, statistics }: Found,
    foreign: readonly string[],
  ): Promise<Sample | null> {
    const word = foreign[hashOf(id) % Math.max(1, foreign.length)]
    if (word === undefined || statistics === null) return null
    const text = swapWord(query.text, terms, statistics, word)
    if (text === null) return null
    const asked = { ...query, text }
    return this.toSample(id, asked, 'swapped', await this.find(asked))
  }

  private find(query: Query, leftOut?: LeftOut): Promise<Found> {
    return search(this.db, 'customer', query, { top: TOP }, leftOut)
  }

  private toSample(
    id: string,
    query: Query,
    kind: SampleKind,
    { passages, articles, terms, statistics }: Found,
    isRight = false,
  ): Sample {
    const features = statistics && judgeFirst(passages, articles, terms, statistics)
    return {
      set: this.set,
      id,
      lang: query.lang,
      kind,
      isRight,
      features: features && rounded(features),
    }
  }
}

function rounded<T extends Record<string, number>>(features: T): T {
  return Object.fromEntries(
    Object.entries(features).map(([name, value]) => [name, Math.round(value * 1e6) / 1e6]),
  ) as T
}
