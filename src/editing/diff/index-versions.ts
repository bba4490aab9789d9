import { archiveDatabase, type Database, fixClock, openDatabase } from '../../db/index.ts'
import type { Desk } from '../../desk/index.ts'
import { indexFolder } from '../../indexing/index.ts'
import { silentLog } from '../../log.ts'
import { askAll } from './ask-version.ts'
import {
  type KeptBase,
  keepAnswers,
  keepHorizons,
  keepIndex,
  keepText,
  readAnswers,
  readIndex,
  readKeptHorizons,
  readKeptText,
  stateAt,
} from './kept-base.ts'
import { type IndexedText, readHorizons, readIndexedText } from './read-index.ts'
import type { KnownQuestion, Told } from './types.ts'

export type OnProgress = (progress: { phase: string; done: number; total: number }) => void

export type VersionFolder = { folder: string; desk: Desk; deskHash: string }

export type Pair<T> = { base: T; head: T }

export type AskBoth = { questions: readonly KnownQuestion[]; withGuidance: boolean }

/**
 * Two versions of a knowledge folder, each in a database in memory whose clock stands where it is put. The base is
 * indexed once and kept; the head begins as a copy of it and takes in only the files that differ. What the
 * base answered before is kept too, until its program, its text, its desk or its state at that time differ.
 */
export class IndexedVersions {
  readonly #base: VersionFolder
  readonly #head: VersionFolder
  readonly #kept: KeptBase
  readonly #onProgress: OnProgress
  #archive: Uint8Array<ArrayBuffer> | undefined
  #baseDb: Database | undefined
  #headDb: Database | undefined
  #horizons: string[] | undefined

  constructor(folders: Pair<VersionFolder>, kept: KeptBase, onProgress: OnProgress = () => {}) {
    this.#base = folders.base
    this.#head = folders.head
    this.#kept = kept
    this.#onProgress = onProgress
  }

  /** What each could tell whom at an instant. */
  async textsAt(at: Date): Promise<Pair<IndexedText>> {
    const base = await this.#baseText(at)
    return { base, head: await readIndexedText(await this.#openHead(at)) }
  }

  /** What each tells at an instant. */
  async askAt(at: Date, { questions, withGuidance }: AskBoth): Promise<Pair<Map<string, Told>>> {
    let done = 0
    const name = `${await this.#stateAt(at)}-${this.#base.deskHash}${withGuidance ? '-g' : ''}`
    const known = await readAnswers(this.#kept, name)
    const open = questions.filter(({ id }) => !known.has(id))
    const total = questions.length + open.length
    const onAnswer = () => this.#onProgress({ phase: 'asking', done: ++done, total })
    const ask = async (
      db: Database,
      { desk }: VersionFolder,
      asked: readonly KnownQuestion[],
    ): Promise<Map<string, Told>> =>
      askAll({ db, desk, now: at }, asked, { withGuidance, onAnswer })

    const head = await this.#openHead(at)
    const [fresh, answers] = await Promise.all([
      open.length === 0
        ? new Map<string, Told>()
        : this.#openBase(at).then((db) => ask(db, this.#base, open)),
      ask(head, this.#head, questions),
    ])
    const base = new Map([...known, ...fresh])
    if (fresh.size > 0) await keepAnswers(this.#kept, name, base)
    return { base, head: answers }
  }

  async close(): Promise<void> {
    await this.#baseDb?.close()
    await this.#headDb?.close()
  }

  async #stateAt(at: Date): Promise<string> {
    this.#horizons ??= (await readKeptHorizons(this.#kept)) ?? undefined
    if (this.#horizons === undefined) await this.#openBase(at)
    return stateAt(this.#horizons ?? [], at)
  }

  async #baseText(at: Date): Promise<IndexedText> {
    const state = await this.#stateAt(at)
    const known = await readKeptText(this.#kept, state)
    if (known) return known
    const text = await readIndexedText(await this.#openBase(at))
    await keepText(this.#kept, state, text)
    return text
  }

  /** The base's index as an archive: kept, or made now. */
  async #baseArchive(at: Date): Promise<Uint8Array<ArrayBuffer>> {
    this.#archive ??= (await readIndex(this.#kept)) ?? undefined
    if (this.#archive) return this.#archive
    const db = await openDatabase({ log: silentLog })
    this.#baseDb = db
    await this.#index(db, this.#base, at)
    const [archive, horizons] = [await archiveDatabase(db), await readHorizons(db)]
    await keepIndex(this.#kept, archive)
    await keepHorizons(this.#kept, horizons)
    this.#horizons = horizons
    this.#archive = archive
    return archive
  }

  async #openBase(at: Date): Promise<Database> {
    const seed = await this.#baseArchive(at)
    this.#baseDb ??= await openDatabase({ log: silentLog, seed })
    await this.#index(this.#baseDb, this.#base, at)
    this.#horizons ??= await readHorizons(this.#baseDb)
    return this.#baseDb
  }

  async #openHead(at: Date): Promise<Database> {
    const seed = await this.#baseArchive(at)
    this.#headDb ??= await openDatabase({ log: silentLog, seed })
    await this.#index(this.#headDb, this.#head, at)
    return this.#headDb
  }

  /** Puts the clock to the instant and brings the database in step with the folder, windows that opened included. */
  async #index(db: Database, { folder }: VersionFolder, at: Date): Promise<void> {
    await fixClock(db, at)
    await indexFolder(db, {
      knowledgeDir: folder,
      allowRemovals: true,
      log: silentLog,
      onProgress: this.#onProgress,
    })
  }
}
