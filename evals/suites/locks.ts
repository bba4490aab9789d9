import { fixClock } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { listArticles, readArticle } from '../../src/indexing/read-articles.ts'
import { buildQuery, retrieve } from '../../src/retrieval/index.ts'
import type { EvalOptions, EvalResult } from '../results.ts'
import { findOpenGate } from './open-gate.ts'
import {
  countHidden,
  findOpenRights,
  findOpenRows,
  type Reader,
  withoutRights,
} from './open-locks.ts'
import { openWorld, type World } from './open-world.ts'
import { type ScoredCase, summariseScores } from './summarise-scores.ts'
import { noneOf, writeResults } from './write-results.ts'

const GATE_OF = {
  rights: 'openRights',
  rows: 'openRows',
  queries: 'openQueries',
  gate: 'openGate',
} as const
type Lock = keyof typeof GATE_OF
const LOCKS = Object.keys(GATE_OF) as Lock[]

/** What stands open: which lock, at which instant, and where. */
type Finding = { lock: Lock; at: string; what: string }

/** Articles with hidden text that are read and looked up by their title and ways to be asked for, at each instant. */
const MOST_ASKED = 24

/**
 * The suite `locks`: hidden text is behind three locks, each enough alone, so the failing of one shows nowhere else. Each is tried
 * with the others open: the rights of the roles, the row policies under a query without conditions, the queries' own
 * conditions as the owner of the tables; at the instant of the cases, and before and after every window. So is the gate over
 * what is told, with sentences spoiled on purpose. Writes `findings.jsonl`.
 */
export async function runLocks(options: EvalOptions): Promise<EvalResult> {
  const startedAt = new Date().toISOString()
  const world = await openWorld(options)
  const findings: Finding[] = []
  let hidden = 0
  let articles = 0
  let sentences = 0
  try {
    for (const what of await findOpenRights(world.db))
      findings.push({ lock: 'rights', at: 'always', what })
    const gate = await findOpenGate(world)
    sentences = gate.tried
    for (const what of gate.open) findings.push({ lock: 'gate', at: 'always', what })
    const all = await readHeads(world)
    articles = all.length
    for (const now of await instantsToTry(world)) {
      const at = now.toISOString()
      await fixClock(world.db, now)
      hidden += await countHidden(world.db, now)
      for (const what of await findOpenRows(world.db, now))
        findings.push({ lock: 'rows', at, what })
      for (const what of await findOpenQueries(world, all, now))
        findings.push({ lock: 'queries', at, what })
    }
  } finally {
    await world.close()
  }
  const scores = LOCKS.map((lock) => scoreOf(lock, findings))
  const gates = LOCKS.map((lock, at) => noneOf(GATE_OF[lock], scores[at]?.reasons.length ?? 0))
  const metrics = { ...summariseScores(scores), hidden, articles, sentences }
  const result = { suite: 'locks', cases: LOCKS.length, metrics, gates, startedAt }
  return writeResults(options.out, result, { 'scores.jsonl': scores, 'findings.jsonl': findings })
}

/** A lock is a case: it holds or it does not. */
function scoreOf(lock: Lock, findings: readonly Finding[]): ScoredCase {
  const reasons = findings
    .filter((one) => one.lock === lock)
    .map(({ at, what }) => `${what} (${at})`)
  const held = Number(reasons.length === 0)
  return {
    ...{ id: lock, scores: { held }, slices: {}, reasons },
    broken: held === 1 ? [] : [GATE_OF[lock]],
  }
}

type Head = {
  id: string
  part: number
  audience: string
  release: Date | null
  expires: Date | null
  title: string
  asks: string[]
  /** Ids of its chunks. */
  chunks: string[]
}

/** Every row of every store, as its owner sees it. */
async function readHeads({ db }: World): Promise<Head[]> {
  const owner = ownerOf(db)
  const stores = await Promise.all(
    ['customer', 'agent', 'internal', 'embargo'].map(
      (store) => owner<Head[]>`
        select id, part, audience, release, expires, title, asks,
          array(select chunk.id from ${owner(`${store}.chunk`)} chunk where chunk.article = article.key) as chunks
        from ${owner(`${store}.article`)} article
        order by id, part, audience
      `,
    ),
  )
  return stores.flat()
}

/** The instant of the cases, one before every window opens, and one after every window has closed. */
async function instantsToTry(world: World): Promise<Date[]> {
  const day = 86_400_000
  const marks = (await readHeads(world)).flatMap(({ release, expires }) =>
    [release, expires].flatMap((instant) => (instant === null ? [] : [instant.getTime()])),
  )
  const first = Math.min(world.now.getTime(), ...marks) - day
  const last = Math.max(world.now.getTime(), ...marks) + day
  return [world.now, new Date(first), new Date(last)]
}

const AUDIENCES: Readonly<Record<Reader, readonly string[]>> = {
  customer: ['customer'],
  agent: ['customer', 'agent'],
}

/** Third lock: what the program's own queries give a role that has every right. */
async function findOpenQueries(world: World, all: readonly Head[], now: Date): Promise<string[]> {
  const db = withoutRights(world.db)
  const open: string[] = []
  for (const role of ['customer', 'agent'] as const) {
    const isHidden = (head: Head) =>
      !AUDIENCES[role].includes(head.audience) ||
      (head.release !== null && head.release > now) ||
      (head.expires !== null && head.expires <= now)
    const told = all.filter((head) => !isHidden(head))
    const shown = new Set(told.filter(({ part }) => part === 0).map(({ id }) => id))
    const chunks = new Set(told.flatMap((head) => head.chunks))
    const filter = { after: null, lang: null, module: null, limit: 10_000 }
    for (const { id } of await db.read(role, (sql) => listArticles(sql, role, filter)))
      if (!shown.has(id)) open.push(`${role} is listed ${id}`)
    const withHidden = new Map(all.filter(isHidden).map((head) => [head.id, head]))
    for (const { id, title, asks } of spread([...withHidden.values()], MOST_ASKED)) {
      const article = await db.read(role, (sql) => readArticle(sql, role, id))
      for (const chunk of article?.parts.flatMap((part) => part.chunks) ?? [])
        if (!chunks.has(chunk.id)) open.push(`${role} reads ${chunk.id}`)
      const turn = { speaker: 'customer', text: [title, ...asks].join('\n') } as const
      const { passages } = await retrieve(db, role, buildQuery([turn]), { top: 10 })
      for (const { chunkId } of passages)
        if (!chunks.has(chunkId)) open.push(`${role} finds ${chunkId}`)
    }
  }
  return [...new Set(open)]
}

/** So many of a list, evenly from its beginning to its end. */
function spread<T>(list: readonly T[], count: number): T[] {
  const step = Math.max(1, list.length / count)
  return list.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))
}
