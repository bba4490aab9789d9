import { realpathSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import type { Flaw } from '../../errors.ts'
import { convertPage } from './convert-page.ts'
import { findFiles } from './find-files.ts'
import { placePages, sameTitles } from './place-pages.ts'
import { readCsvPages } from './sources/csv.ts'
import { readDocxPages } from './sources/docx.ts'
import { readHtmlPages } from './sources/html-folder.ts'
import { readIntercomPages } from './sources/intercom.ts'
import { readZendeskPages } from './sources/zendesk.ts'
import type { ImportedArticle, SourcePage } from './types.ts'
import { writeArticles } from './write-articles.ts'

/** What can be imported, and the files that are looked for. */
const SOURCES = {
  html: ['.html', '.htm', '.xhtml'],
  zendesk: ['.json'],
  intercom: ['.json'],
  csv: ['.csv', '.tsv'],
  docx: ['.docx'],
} as const
export type ImportKind = keyof typeof SOURCES
export const IMPORT_KINDS = Object.keys(SOURCES) as ImportKind[]

export type ImportReport = { articles: ImportedArticle[]; flaws: Flaw[] }

/**
 * Makes articles of a help centre's pages. They have no audience, so that none is served before an editor says whom it
 * is for. With `isDry` nothing is written. Throws `BAD_INPUT` or `CONFLICT`, and has written nothing then.
 */
export async function importArticles(options: {
  from: ImportKind
  source: string
  destination: string
  encoding?: string | undefined
  isDry?: boolean
  onProgress?: (done: number, total: number) => void
}): Promise<ImportReport> {
  const { root, files } = await findFiles(options.source, SOURCES[options.from])
  const pages = await readPages(options.from, files, options.encoding)
  const { placed, flaws } = placePages(pages)
  const byAddress = new Map(
    placed.flatMap(({ page, file }) => page.addresses.map((address) => [address, file])),
  )
  const byFrom = new Map(placed.map(({ page, id }) => [page.from, id]))
  const around = {
    fileOf: (address: string) => byAddress.get(address),
    idOf: (from: string) => byFrom.get(from),
    isThere: (path: string) => isFileBelow(root, path),
  }
  const articles: ImportedArticle[] = []
  for (const { page, id, file } of placed) {
    const made = convertPage(page, { id, file }, around)
    articles.push(made.article)
    flaws.push(...made.flaws)
    options.onProgress?.(articles.length, placed.length)
  }
  const titled = articles.map(({ title, lang }, index) => {
    const { page } = placed[index] as (typeof placed)[number]
    return { page, title, lang }
  })
  flaws.push(...sameTitles(titled))
  if (!options.isDry) await writeArticles(articles, { root, destination: options.destination })
  return { articles, flaws }
}

function readPages(
  from: ImportKind,
  files: Awaited<ReturnType<typeof findFiles>>['files'],
  encoding: string | undefined,
): SourcePage[] | Promise<SourcePage[]> {
  switch (from) {
    case 'html':
      return readHtmlPages(files, encoding)
    case 'zendesk':
      return readZendeskPages(files, encoding)
    case 'intercom':
      return readIntercomPages(files, encoding)
    case 'csv':
      return readCsvPages(files, encoding)
    case 'docx':
      return readDocxPages(files)
  }
}

/** A link that leads out of the folder is not below it. */
function isFileBelow(root: string, path: string): boolean {
  try {
    const whole = realpathSync(join(root, path))
    return whole.startsWith(realpathSync(resolve(root)) + sep) && statSync(whole).isFile()
  } catch {
    return false
  }
}
