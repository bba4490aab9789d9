import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { type Database, openDatabase } from '../src/db/index.ts'
import { indexFolder } from '../src/indexing/index.ts'
import { silentLog } from '../src/log.ts'
import {
  applyModel,
  CONFIDENCE_FILE,
  type ConfidenceModel,
  type LanguageModel,
} from '../src/retrieval/confidence.ts'
import { type ConfidenceFeatures, FEATURES } from '../src/retrieval/confidence-features.ts'
import type { Query } from '../src/retrieval/index.ts'
import { judgeFirst, search } from '../src/retrieval/retrieve.ts'
import { LANGS, type Lang } from '../src/text/types.ts'
import { fitLogistic } from './fit-logistic.ts'
import { indexCorpus } from './index-corpus.ts'
import { areaUnderRoc } from './metrics.ts'
import { CorpusRow, readJudgements, readRows } from './read-cases.ts'
import { readConversations } from './run-retrieval.ts'

/** One question as it was found: with its article in the knowledge base, or taken out of it. */
export type Sample = {
  set: string
  lang: Lang
  features: ConfidenceFeatures
  /** The knowledge base had an article that answers. */
  isAnswerable: boolean
  /** The first passage is of that article. */
  isRight: boolean
}

export type FitOptions = {
  /** Folders with cases of the suites `retrieval` or `grounding`. */
  sets: string[]
  /** Questions asked to a knowledge folder, as the suite `questions` has them: `outcome` and `gold`. */
  desks: { knowledge: string; cases: string }[]
  /** Questions taken of each set. */
  perSet?: number
  onProgress?: (set: string) => void
}

const PER_SET = 80
/** Passages looked at below those that are taken out. */
const DEPTH = 12

/** Fits the confidence anew and stores it, with its curve, in `src/retrieval/confidence.json`. */
export async function fitConfidence(options: FitOptions): Promise<ConfidenceModel> {
  const samples: Sample[] = []
  for (const folder of options.sets) {
    options.onProgress?.(basename(folder))
    samples.push(...(await sampleSet(folder, options.perSet ?? PER_SET)))
  }
  for (const desk of options.desks) {
    options.onProgress?.(desk.knowledge)
    samples.push(...(await sampleDesk(desk.knowledge, desk.cases)))
  }
  const model = fitModel(samples, new Date().toISOString().slice(0, 10))
  await writeFile(CONFIDENCE_FILE, `${JSON.stringify(model, null, 2)}\n`)
  return model
}

/** The model of each language. Both scripts of Chinese share their samples; thresholds and curves are their own. */
export function fitModel(samples: readonly Sample[], fittedAt: string): ConfidenceModel {
  const languages = LANGS.map((lang): [Lang, LanguageModel] => {
    const isChinese = lang !== 'en'
    const related = samples.filter((sample) => (sample.lang !== 'en') === isChinese)
    const weigh = balance(related)
    const fitted = fitLogistic(
      FEATURES,
      related.map((sample) => ({
        features: sample.features,
        isPositive: sample.isRight,
        weight: weigh(sample),
      })),
    )
    const rounded = {
      bias: round(fitted.bias),
      weights: Object.fromEntries(
        FEATURES.map((name) => [name, round(fitted.weights[name])]),
      ) as LanguageModel['weights'],
    }
    const own = related.filter((sample) => sample.lang === lang)
    const scored = own.map((sample) => ({
      ...sample,
      confidence: applyModel(sample.features, rounded),
      weight: weigh(sample),
    }))
    const of = (isAnswerable: boolean) =>
      scored.filter((one) => one.isAnswerable === isAnswerable).map((one) => one.confidence)
    const auroc = round(areaUnderRoc(of(true), of(false)))
    return [lang, { ...rounded, threshold: bestThreshold(scored), auroc, curve: curveOf(scored) }]
  })
  return {
    fittedAt,
    sets: [...new Set(samples.map((sample) => sample.set))],
    languages: Object.fromEntries(languages) as ConfidenceModel['languages'],
  }
}

const DESK = 'desk:'
/** The public sets differ from a desk in kind: passages to read, documents without ways of asking. */
const DESK_WEIGHT = 3

/** Every public set counts the same, and the desks' own questions together three times as much as all of them. */
function balance(samples: readonly Sample[]): (sample: Sample) => number {
  const sizes = new Map<string, number>()
  for (const { set } of samples) sizes.set(set, (sizes.get(set) ?? 0) + 1)
  const desks = [...sizes.keys()].filter((set) => set.startsWith(DESK)).length
  const others = Math.max(1, sizes.size - desks)
  return ({ set }) =>
    (set.startsWith(DESK) ? (DESK_WEIGHT * others) / desks : 1) / (sizes.get(set) ?? 1)
}

type Scored = Sample & { confidence: number; weight: number }

/** From where on answering does more good than harm: a right answer against a wrong one, weight for weight. */
function bestThreshold(scored: readonly Scored[]): number {
  let best = { threshold: 0.5, gain: -1 }
  for (let threshold = 0.3; threshold <= 0.9; threshold += 0.01) {
    const gain = scored
      .filter((one) => one.confidence >= threshold)
      .reduce((sum, one) => sum + (one.isRight ? one.weight : -one.weight), 0)
    if (gain > best.gain + 1e-9) best = { threshold: round(threshold), gain }
  }
  return best.threshold
}

/** Of the answerable questions, how many are answered rightly from each threshold on; and how often an answer is right. */
function curveOf(scored: readonly Scored[]): LanguageModel['curve'] {
  const sum = (rows: readonly Scored[]) => rows.reduce((total, one) => total + one.weight, 0)
  const answerable = sum(scored.filter((one) => one.isAnswerable))
  return Array.from({ length: 19 }, (_, i) => {
    const threshold = round((i + 1) / 20)
    const answered = scored.filter((one) => one.confidence >= threshold)
    const right = sum(answered.filter((one) => one.isRight))
    const all = sum(answered)
    return {
      threshold,
      precision: round(all === 0 ? 1 : right / all),
      coverage: round(answerable === 0 ? 0 : right / answerable),
    }
  })
}

async function sampleSet(folder: string, count: number): Promise<Sample[]> {
  const judgements = await readJudgements(folder)
  const cases = await readConversations(folder, judgements)
  const known = new Map(cases.map((one) => [one.id, one.query]))
  const asked = [...judgements].filter(([id]) => known.has(id))
  const step = Math.max(1, Math.floor(asked.length / count))
  const db = await openDatabase({ log: silentLog })
  try {
    await indexCorpus(db, await readRows(folder, 'corpus.jsonl', CorpusRow))
    const samples: Sample[] = []
    for (let i = 0; i < asked.length; i += step) {
      const [id, relevant] = asked[i] as [string, Set<string>]
      const query = known.get(id) as Query
      samples.push(
        ...(await samplesOf(db, basename(folder), query, (article) => relevant.has(article))),
      )
    }
    return samples
  } finally {
    await db.close()
  }
}

const QuestionRow = z.object({
  lang: z.enum(LANGS),
  text: z.string(),
  outcome: z.array(z.string()),
  gold: z.array(z.string()).optional(),
})

async function sampleDesk(knowledgeDir: string, folder: string): Promise<Sample[]> {
  const questions = await readRows(folder, 'questions.jsonl', QuestionRow)
  const db = await openDatabase({ log: silentLog })
  try {
    await indexFolder(db, { knowledgeDir, log: silentLog })
    const samples: Sample[] = []
    for (const { text, lang, outcome, gold = [] } of questions) {
      const isAnswerable = outcome.includes('answer')
      const isClear = isAnswerable !== outcome.includes('no-answer')
      if (!isClear || (isAnswerable && gold.length === 0)) continue
      const ids = new Set(gold.map(withoutLanguage))
      const found = await samplesOf(
        db,
        DESK + basename(knowledgeDir),
        { text, context: [], lang },
        (id) => ids.has(withoutLanguage(id)),
      )
      samples.push(
        ...(isAnswerable
          ? found
          : found.slice(0, 1).map((one) => ({ ...one, isAnswerable: false }))),
      )
    }
    return samples
  } finally {
    await db.close()
  }
}

/** The question with its articles in the knowledge base, and without them. */
async function samplesOf(
  db: Database,
  set: string,
  query: Query,
  isRelevant: (article: string) => boolean,
): Promise<Sample[]> {
  const { passages, articles, terms, statistics } = await search(db, 'customer', query, {
    top: DEPTH,
    perArticle: 1,
  })
  if (!statistics) return []
  const others = passages.filter(({ articleId }) => !isRelevant(articleId))
  const rivals = articles.filter(({ articleId }) => !isRelevant(articleId))
  const whole = judgeFirst(passages, articles, terms, statistics)
  const without = judgeFirst(others, rivals, terms, statistics)
  const base = { set, lang: query.lang }
  const isRight = passages[0] !== undefined && isRelevant(passages[0].articleId)
  return [
    ...(whole ? [{ ...base, features: whole, isAnswerable: true, isRight }] : []),
    ...(without ? [{ ...base, features: without, isAnswerable: false, isRight: false }] : []),
  ]
}

/** Counterparts in another language answer as well: `refund-coins-en` for `refund-coins`. */
function withoutLanguage(id: string): string {
  return id.replace(/-(?:en|hant|hans)$/, '')
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
