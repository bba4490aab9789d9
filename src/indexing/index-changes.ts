import type { Article, Audience, Flaw } from '../articles/index.ts'
import { type Database, STORES, type TransactionSql } from '../db/index.ts'
import { AppError } from '../errors.ts'
import { finishPostings, startLoad } from '../retrieval/index.ts'
import { applyArticles } from './apply-articles.ts'
import { type Claims, claimIds } from './claim-ids.ts'
import { type Conclusion, concludeFile, RELATIVE_RULES } from './conclude-file.ts'
import {
  type FileRecord,
  type FileStatus,
  forgetFiles,
  type Known,
  moveEpoch,
  writeFiles,
} from './file-records.ts'
import {
  findExposed,
  type HiddenPrint,
  HiddenText,
  readPrints,
  writePrints,
} from './hidden-prints.ts'
import { foreignIds, type Judged, type Mode } from './judge-files.ts'
import { prepareFiles } from './prepare-files.ts'
import type { Scan, ScannedFile } from './scan-folder.ts'

export type Changes = {
  known: Known
  scan: Scan
  changed: ScannedFile[]
  vanished: FileRecord[]
  settings: string
  isFull: boolean
  allowRemovals: boolean
  assumeAudience: Audience | undefined
  onProgress: ((progress: { phase: string; done: number; total: number }) => void) | undefined
}

export type ChangesResult = {
  added: number
  changed: number
  removed: number
  /** Files that are not served because of a flaw, whether new or not. */
  refused: number
  chunks: number
  /** Those of all files. */
  flaws: Flaw[]
}

/** Chunks in one transaction: short enough that nobody waits long, long enough to be fast. */
const CHUNKS_AT_ONCE = 600

/** A larger share of the articles is not removed without being asked: the folder may be half a checkout. */
const REMOVABLE_SHARE = 0.2

/** Compiles what changed and swaps it in, text that hides something first. */
export async function indexChanges(db: Database, changes: Changes): Promise<ChangesResult> {
  const { known, scan, vanished } = changes
  const mode: Mode = {
    assumeAudience: changes.assumeAudience,
    foreignIds: changes.assumeAudience
      ? foreignIds(scan.files.map((file) => file.path))
      : new Map(),
  }
  const work = new Set(changes.changed)
  for (const file of scan.files) {
    const flaws = known.files.get(file.path)?.flaws ?? []
    if (flaws.some((flaw) => RELATIVE_RULES.has(flaw.rule))) work.add(file)
  }
  const claims = claimIds(scan.files, work, known, mode)
  const dropped = vanished
    .map((record) => record.article)
    .filter((id) => id !== null && !claims.has(id)) as string[]
  if (!changes.allowRemovals) refuseRemovals(known, dropped)

  // The embedded engine works in a thread of this process.
  const run = new Run(changes, mode, claims, db.capabilities.embedded ? 1 : 0)
  await db.read('index', (sql) => run.loadHidden(sql, work))
  const isFirstLoad = known.files.size === 0
  const sessions = isFirstLoad ? oneTransaction(db, run) : manyTransactions(db, run)
  await sessions(async (write) => {
    await write(async (sql) => {
      await forgetFiles(
        sql,
        vanished.map((record) => record.path),
      )
      if (dropped.length > 0) await run.apply(sql, [], dropped)
    })
    await run.process(claims.inOrder, write, isFirstLoad)
    const exposed = await write((sql) => run.findExposed(sql))
    const again = scan.files.filter((file) => exposed.has(file.path))
    if (again.length > 0) await run.process(again, write, false)
  })
  return run.report(dropped)
}

type Write = <T>(run: (sql: TransactionSql) => Promise<T>) => Promise<T>
type Sessions = (body: (write: Write) => Promise<void>) => Promise<void>

/** A first load is one transaction: a reader sees nothing or all, and the big indexes are built once. */
function oneTransaction(db: Database, run: Run): Sessions {
  return (body) =>
    db.write('index', async (sql) => {
      await run.moveEpoch(sql)
      for (const store of STORES) await startLoad(sql, store)
      await body((task) => task(sql))
      for (const store of STORES) await finishPostings(sql, store)
    })
}

/** Later runs swap some articles at a time, each whole, so that readers never wait long. */
function manyTransactions(db: Database, run: Run): Sessions {
  return (body) =>
    body((task) =>
      db.write('index', async (sql) => {
        await run.moveEpoch(sql)
        return task(sql)
      }),
    )
}

/** What one run knows and has done so far. */
class Run {
  readonly #changes: Changes
  readonly #mode: Mode
  readonly #claims: Claims
  readonly #hidden = new HiddenText()
  readonly #fresh = new HiddenText()
  readonly #statuses = new Map<string, FileRecord>()
  readonly #now: Date
  readonly #busy: number
  #epoch: number
  #chunks = 0
  #done = 0

  constructor(changes: Changes, mode: Mode, claims: Claims, busy: number) {
    this.#busy = busy
    this.#changes = changes
    this.#mode = mode
    this.#claims = claims
    this.#epoch = changes.known.epoch
    this.#now = changes.known.now
  }

  async moveEpoch(sql: TransactionSql): Promise<void> {
    this.#epoch = await moveEpoch(sql, this.#epoch, this.#changes.settings)
  }

  async loadHidden(sql: TransactionSql, work: ReadonlySet<ScannedFile>): Promise<void> {
    const gone = this.#changes.vanished.map((record) => record.path)
    const paths = [...work].map((file) => file.path)
    this.#hidden.add(await readPrints(sql, [...paths, ...gone]), this.#now)
  }

  /** Compiles ahead while the database writes. */
  async process(files: readonly ScannedFile[], write: Write, isFirstLoad: boolean): Promise<void> {
    const total = files.length
    let batch: Judged[] = []
    let size = 0
    let pending: Promise<void> = Promise.resolve()
    const flush = async (): Promise<void> => {
      await pending
      const judged = batch
      batch = []
      size = 0
      pending = write((sql) => this.#store(sql, judged, isFirstLoad))
      // Its failure is thrown where it is awaited.
      pending.catch(() => undefined)
    }
    for await (const judged of prepareFiles(files, this.#mode, this.#now, this.#busy)) {
      batch.push(judged)
      size += 1 + (judged.article?.parts ?? []).reduce((sum, part) => sum + part.chunks.length, 0)
      this.#changes.onProgress?.({ phase: 'indexing', done: ++this.#done, total })
      if (size >= CHUNKS_AT_ONCE) await flush()
    }
    if (batch.length > 0) await flush()
    await pending
  }

  async #store(
    sql: TransactionSql,
    judged: readonly Judged[],
    isFirstLoad: boolean,
  ): Promise<void> {
    const conclusions: Conclusion[] = []
    for (const one of judged) conclusions.push(await this.#conclude(sql, one))
    const articles = conclusions.map((one) => one.article).filter((one) => one !== null)
    const served = new Set(articles.map((article) => article.id))
    const dropped = conclusions
      .filter((one) => one.status.outcome !== 'kept')
      .flatMap((one) => this.#leftBehind(one.status))
      .filter((id) => !served.has(id))
    await this.apply(sql, articles, dropped, isFirstLoad)
    const statuses = conclusions.map((one) => one.status)
    await writeFiles(sql, statuses)
    const replaced = conclusions.filter((one) => one.status.outcome !== 'kept')
    await writePrints(
      sql,
      isFirstLoad ? [] : replaced.map((one) => one.status.path),
      replaced.flatMap((one) => one.prints),
    )
    // Without their articles, whose text would stay in memory until the run ends.
    for (const { head: _head, ...status } of statuses) this.#statuses.set(status.path, status)
  }

  async #conclude(sql: TransactionSql, judged: Judged): Promise<Conclusion> {
    const conclusion = await concludeFile(sql, judged, {
      record: this.#changes.known.files.get(judged.path),
      hidden: this.#hidden,
      twins: this.#claims.twinsOf(judged),
      now: this.#now,
    })
    this.#remember(conclusion.prints)
    return conclusion
  }

  #remember(prints: readonly HiddenPrint[]): void {
    this.#hidden.add(prints, this.#now)
    this.#fresh.add(prints, this.#now)
  }

  /** Ids whose stored text was this file's and is no longer. */
  #leftBehind(status: FileStatus): string[] {
    const before = this.#changes.known.files.get(status.path)?.article
    const ids = new Set([before, status.article])
    return [...ids].filter(
      (id) => id !== null && id !== undefined && this.#claims.isOnlyOf(id, status.path),
    ) as string[]
  }

  async apply(
    sql: TransactionSql,
    articles: readonly Article[],
    dropped: readonly string[],
    isFirstLoad = false,
  ): Promise<void> {
    const isFull = this.#changes.isFull && !isFirstLoad
    this.#chunks += await applyArticles(sql, { articles, dropped, isFull, isFirstLoad }, this.#now)
  }

  /** Files that were stored before something was found to be hidden which they tell. */
  async findExposed(sql: TransactionSql): Promise<Set<string>> {
    return new Set(await findExposed(sql, this.#fresh))
  }

  report(dropped: readonly string[]): ChangesResult {
    const { known, scan } = this.#changes
    const knownIds = new Set([...known.files.values()].map((record) => record.article))
    let [added, changed, removed] = [0, 0, 0]
    for (const status of this.#statuses.values()) {
      const before = known.files.get(status.path)
      const wasThere = before !== undefined && before.outcome !== 'refused'
      const isThere = status.outcome !== 'refused'
      if (!isThere) removed += wasThere ? 1 : 0
      else if (wasThere && before.hash === status.hash && !this.#changes.isFull) continue
      else if (wasThere || knownIds.has(status.article)) changed += 1
      else added += 1
    }
    const now = scan.files.map(({ path }) => this.#statuses.get(path) ?? known.files.get(path))
    return {
      added,
      changed,
      removed: removed + dropped.length,
      refused: now.filter((file) => file?.outcome === 'refused').length,
      chunks: this.#chunks,
      flaws: now.flatMap((file) => file?.flaws ?? []),
    }
  }
}

function refuseRemovals(known: Known, dropped: readonly string[]): void {
  const ids = new Set([...known.files.values()].map((record) => record.article))
  ids.delete(null)
  if (dropped.length <= ids.size * REMOVABLE_SHARE) return
  throw new AppError(
    'REMOVALS_REFUSED',
    `${dropped.length} of ${ids.size} articles are no longer in the folder; nothing was changed.`,
    {
      hint: 'Look whether the folder is complete. If they are to go, run again with --allow-removals.',
    },
  )
}
