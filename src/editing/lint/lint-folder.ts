import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Audience } from '../../articles/index.ts'
import { type Desk, loadDesk } from '../../desk/index.ts'
import type { HiddenPrint } from '../../indexing/hidden-prints.ts'
import { foreignIds, type Mode } from '../../indexing/judge-files.ts'
import { type Scan, type ScannedFile, scanFolder } from '../../indexing/scan-folder.ts'
import { changedAt } from './changed-at.ts'
import type { LintTerms } from './file-view.ts'
import { flawFindings } from './flaw-findings.ts'
import { contradictions } from './folder-rules/contradictions.ts'
import { ids } from './folder-rules/ids.ts'
import { links } from './folder-rules/links.ts'
import { nearDuplicates } from './folder-rules/near-duplicates.ts'
import { restrictedFacts } from './folder-rules/restricted-facts.ts'
import { shared } from './folder-rules/shared.ts'
import { times } from './folder-rules/times.ts'
import { translations } from './folder-rules/translations.ts'
import { FileWork } from './in-threads.ts'
import { openPageCache, type PageCache } from './page-cache.ts'
import { ruleOf } from './rules.ts'
import { readSilence, silenced } from './silence.ts'
import type { Finding, FolderView, Page } from './types.ts'

export type LintOptions = {
  knowledgeDir: string
  now: Date
  /** Where what was found out about files is kept; null: nowhere. */
  dataDir: string | null
  /** Take markdown without our front matter, all of the folder, for this audience. */
  assumeAudience?: Audience | undefined
  onProgress?: ((progress: { phase: string; done: number; total: number }) => void) | undefined
}

export type LintReport = {
  /** In the order of files and lines. */
  findings: Finding[]
  files: number
  /** Files that did not have to be read through again. */
  unchanged: number
  /** Findings that `lint.yml` turned off. */
  silenced: number
  seconds: number
  pages: readonly Page[]
}

const FOLDER_RULES = [
  ids,
  links,
  shared,
  times,
  nearDuplicates,
  contradictions,
  translations,
  restrictedFacts,
]

/** Everything an editor must know of a knowledge folder before a merge. Throws `BAD_INPUT` where there is no folder. */
export async function lintFolder(options: LintOptions): Promise<LintReport> {
  const started = performance.now()
  const { knowledgeDir, now, assumeAudience, onProgress } = options
  const isForeign = assumeAudience !== undefined
  const [scan, loaded] = await Promise.all([
    scanFolder(knowledgeDir, isForeign, onProgress),
    loadDesk(knowledgeDir),
  ])
  const silence = readSilence(knowledgeDir)
  const { desk } = loaded
  const words: LintTerms = { glossary: desk.glossary, officialDomains: desk.officialDomains }
  const mode: Mode = {
    assumeAudience,
    foreignIds: isForeign ? foreignIds(scan.files.map(({ path }) => path)) : new Map(),
  }
  const settings = hash('sha256', JSON.stringify([words, assumeAudience ?? null]), 'hex')
  const folder = resolve(knowledgeDir)
  const cache = openPageCache(options.dataDir, { folder, settings, now })
  const work = new FileWork({ mode, now, words })
  try {
    const read = await readPages(scan, cache, work, now, onProgress)
    const view = viewOf(read.pages, desk, options)
    const all = [
      ...flawFindings([...scan.flaws, ...loaded.flaws], ''),
      ...silence.findings,
      ...read.pages.flatMap((page) => [
        ...page.findings,
        ...(page.exposure ? [page.exposure] : []),
      ]),
      ...FOLDER_RULES.flatMap((rule) => rule(view)),
    ].filter(({ rule }) => !isForeign || ruleOf(rule)?.inForeign === true)
    const kept = silenced(all, silence.settings)
    return {
      findings: inOrder(kept),
      files: scan.files.length,
      unchanged: read.unchanged,
      silenced: all.length - kept.length,
      seconds: (performance.now() - started) / 1000,
      pages: read.pages,
    }
  } finally {
    await work.close()
  }
}

function viewOf(
  pages: readonly Page[],
  desk: Desk,
  { knowledgeDir, now, assumeAudience }: LintOptions,
): FolderView {
  const sources = new Map<string, string>()
  return {
    knowledgeDir,
    desk,
    now,
    isForeign: assumeAudience !== undefined,
    pages,
    byId: new Map(pages.flatMap((page) => (page.head ? [[page.head.id, page]] : []))),
    byPath: new Map(pages.map((page) => [page.path, page])),
    sourceOf(path) {
      const known = sources.get(path) ?? readFileSync(join(knowledgeDir, path), 'utf8')
      sources.set(path, known)
      return known
    },
    changedAt: changedAt(knowledgeDir),
  }
}

type Read = { pages: Page[]; unchanged: number }
type OnProgress = LintOptions['onProgress']

/** Pages of all files: kept ones, and those that changed; then all are compared with what is hidden. */
async function readPages(
  scan: Scan,
  cache: PageCache,
  work: FileWork,
  now: Date,
  onProgress: OnProgress,
): Promise<Read> {
  const pages = new Map<string, Page>()
  const changed: ScannedFile[] = []
  for (const file of scan.files) {
    const page = cache.get(file.path, file.hash)
    if (page) pages.set(file.path, page)
    else changed.push(file)
  }
  const tell = (phase: string, total: number) => (done: number) =>
    onProgress?.({ phase, done, total })
  const fresh = await work.inspect(changed, tell('reading', changed.length))
  for (const page of fresh) pages.set(page.path, page)
  const hidden = hiddenOf([...pages.values()], now)
  const isNew = [...hidden.keys].some((key) => !cache.hiddenKeys.has(key))
  const isFresh = new Set(changed)
  const compared = scan.files.filter((file) => {
    const page = pages.get(file.path)
    const mayTell = page?.head?.state === 'published'
    return mayTell && (isNew || isFresh.has(file) || page.exposure !== null)
  })
  if (hidden.keys.size === 0) for (const { path } of compared) pages.get(path)!.exposure = null
  else {
    work.setHidden(hidden.prints)
    const found = await work.expose(compared, tell('comparing', compared.length))
    for (const [at, { path }] of compared.entries()) Object.assign(pages.get(path)!, found[at])
  }
  const inOrder = scan.files.flatMap(({ path }) => pages.get(path) ?? [])
  if (changed.length > 0 || compared.length > 0) cache.save(inOrder, hidden.keys)
  return { pages: inOrder, unchanged: scan.files.length - changed.length }
}

function hiddenOf(pages: readonly Page[], now: Date): { keys: Set<string>; prints: HiddenPrint[] } {
  const keys = new Set<string>()
  const prints: HiddenPrint[] = []
  for (const { path, head, hidden } of pages) {
    if (head?.state !== 'published') continue
    for (const { key, audience, release, expires, grams } of hidden) {
      const isOver = expires !== null && Date.parse(expires) <= now.getTime()
      const isClosed = release !== null && Date.parse(release) > now.getTime() && !isOver
      if (audience !== 'internal' && !isClosed) continue
      keys.add(key)
      prints.push({
        ...{ path, audience },
        release: release === null ? null : new Date(release),
        expires: expires === null ? null : new Date(expires),
        grams: Float64Array.from(grams),
      })
    }
  }
  return { keys, prints }
}

function inOrder(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      Number(a.file > b.file) - Number(a.file < b.file) || a.line - b.line || a.column - b.column,
  )
}
