import { findShared } from '../../articles/fingerprint.ts'
import { exposureFlaw } from '../../indexing/exposure-flaw.ts'
import { type HiddenPrint, HiddenText } from '../../indexing/hidden-prints.ts'
import { judgeFile, type Mode } from '../../indexing/judge-files.ts'
import { readArticleFile } from '../../indexing/read-files.ts'
import type { FoundFile } from '../../indexing/walk-folder.ts'
import { flawFindings } from './flaw-findings.ts'
import type { Finding } from './types.ts'

export type Exposure = { exposure: Finding | null }

/** All text that customers may not read, to compare files with. */
export class Restricted {
  readonly #hidden = new HiddenText()
  readonly #grams: ReadonlySet<number>

  constructor(prints: readonly HiddenPrint[], now: Date) {
    this.#hidden.add(prints, now)
    this.#grams = new Set(prints.flatMap(({ grams }) => [...grams]))
  }

  /** Whether and where the file tells customers what is hidden, by the same rule as indexing. */
  expose(file: FoundFile, mode: Mode, now: Date): Exposure {
    const nothing: Exposure = { exposure: null }
    const read = readArticleFile(file)
    if (read.text === undefined || this.#grams.size === 0) return nothing
    // A cheap look at all of the text, in both ways its parts can be joined, before it is compiled.
    const isKnown = (gram: number): boolean => this.#grams.has(gram)
    const source = read.text
    if (findShared(source, isKnown) < 0 && findShared(withoutBlocks(source), isKnown) < 0)
      return nothing
    const { article } = judgeFile(read, mode, now)
    if (article === null || article.state !== 'published') return nothing
    const flaw = exposureFlaw(article, this.#hidden)
    return { exposure: flaw ? (flawFindings([flaw], source)[0] ?? null) : null }
  }
}

function withoutBlocks(source: string): string {
  return source.includes(':::') ? source.replaceAll(/^:{3,}\w[\s\S]*?^:{3,}[ \t]*$/gm, '') : ''
}
