import { readFile } from 'node:fs/promises'
import type { Database } from '../src/db/index.ts'

export type ModelOptions = {
  name: string
  replies: string
  /**
   * What is done with a request that no reply is kept for, or with all. `replay` (default): it fails. `record`: the
   * model that the environment names is asked, and its reply kept. `live`: it is asked each time, nothing is kept.
   */
  mode?: 'replay' | 'record' | 'live' | undefined
}

export type EvalOptions = {
  /** Folder with the cases. */
  cases: string
  /** Folder that the results are written to; made when missing. */
  out: string
  /** Knowledge folders; the first is the desk, of the others the articles are added. Default `knowledge`. */
  knowledge?: string[] | undefined
  /** The instant at which the clock stands still; else that of the cases' `settings.json`, else it runs. */
  now?: string | undefined
  /** Questions a second in the suite `latency`. */
  rate?: number | undefined
  /** Attacks made out of those of the cases instead of these themselves, and the seed they are made with. */
  generated?: number | undefined
  seed?: number | undefined
  /** A language model by its name and the folder of its kept replies. Default: answers are quoted. */
  model?: ModelOptions | undefined
  /** Opens the database of a suite on a desk: empty, of its own, one whose clock may be set. Default: in memory. */
  open?: (() => Promise<Database>) | undefined
  /** File of an archive that `makeImage` made: the database in memory starts from it instead of indexing anew. */
  image?: string | undefined
  /** A server to measure on instead of the embedded engine in memory. Its database must be empty. */
  databaseUrl?: string | undefined
  /** How long one case may take before it counts as failed. Default 30 s. */
  caseTimeoutMs?: number | undefined
  /** Whether `traces.jsonl` is written, which costs each search once more. Default: yes. */
  trace?: boolean | undefined
  onProgress?: ((phase: string, done: number, total: number) => void) | undefined
}

export type Gate = { name: string; limit: number; value: number; ok: boolean }

/** `metrics.json`. A gate that is not `ok` fails the run. */
export type EvalResult = {
  suite: string
  /** Cases that counted: all of them, also those without a result. */
  cases: number
  metrics: Record<string, number>
  gates: Gate[]
  versions: Record<string, string>
  startedAt: string
  /** Why the suite did not come to an end; then its gate `finished` fails. */
  error?: string
}

/** What the figures were measured with. */
export async function collectVersions(): Promise<Record<string, string>> {
  const manifest: unknown = JSON.parse(
    await readFile(new URL('../package.json', import.meta.url), 'utf8'),
  )
  const { version, dependencies } = manifest as {
    version: string
    dependencies: Record<string, string>
  }
  return {
    sidecue: version,
    node: process.versions.node,
    icu: process.versions.icu ?? '',
    pglite: dependencies['@electric-sql/pglite'] ?? '',
  }
}
