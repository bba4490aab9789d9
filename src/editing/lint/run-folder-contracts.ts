import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Article, compileArticle } from '../../articles/index.ts'
import type { Clock } from '../../clock.ts'
import { fixClock, openDatabase } from '../../db/index.ts'
import { loadDesk } from '../../desk/index.ts'
import { indexFolder } from '../../indexing/index.ts'
import type { Log } from '../../log.ts'
import { type ContractResult, contractsOf, runContracts } from './contracts.ts'

export type FolderContracts = {
  knowledgeDir: string
  /** Paths below the knowledge folder of the articles whose contracts are run; all of the folder is indexed. */
  paths: readonly string[]
  /** Where the desk's clock stands. */
  now: Date
  log: Log
  onProgress?: ((progress: { phase: string; done: number; total: number }) => void) | undefined
}

/** Runs the contracts of a folder's articles on an index made of it in memory. */
export async function runFolderContracts(options: FolderContracts): Promise<ContractResult[]> {
  const { knowledgeDir, paths, now, log, onProgress } = options
  const contracts = paths.flatMap((path) => {
    const article = readArticle(knowledgeDir, path, now)
    return article ? contractsOf(article, now) : []
  })
  if (contracts.length === 0) return []
  const db = await openDatabase({ log })
  try {
    await fixClock(db, now)
    await indexFolder(db, { knowledgeDir, log, ...(onProgress ? { onProgress } : {}) })
    const { desk } = await loadDesk(knowledgeDir)
    const results: ContractResult[] = []
    for await (const result of runContracts({ db, desk, clock: clockAt(now) }, contracts)) {
      results.push(result)
      onProgress?.({ phase: 'contracts', done: results.length, total: contracts.length })
    }
    return results
  } finally {
    await db.close()
  }
}

/** A clock that stands; nothing here waits. */
function clockAt(now: Date): Clock {
  return { now: () => now, after: () => () => {} }
}

function readArticle(folder: string, path: string, now: Date): Article | null {
  return compileArticle(readFileSync(join(folder, path), 'utf8'), { path, now }).article
}
