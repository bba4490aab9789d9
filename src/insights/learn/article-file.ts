import { hash, randomBytes } from 'node:crypto'
import { open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { compileArticle } from '../../articles/index.ts'
import { AppError, formatPlace } from '../../errors.ts'

/** A file of an article as it was read. */
export type ArticleFile = {
  /** Below the knowledge folder, as the index knows it. */
  path: string
  absolute: string
  source: string
  /** SHA-256 of its bytes, as in `app.article_file`. */
  hash: string
}

/** Reads the file of an article. Throws `CONFLICT` where it is gone, leads out of the folder, or is no text. */
export async function readArticleFile(knowledgeDir: string, path: string): Promise<ArticleFile> {
  try {
    const root = await realpath(knowledgeDir)
    const absolute = await realpath(join(root, path))
    if (!absolute.startsWith(root + sep)) throw new Error('outside')
    const bytes = await readFile(absolute)
    const source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { path, absolute, source, hash: hashOf(bytes) }
  } catch (cause) {
    throw new AppError('CONFLICT', `The file of the article, ${path}, cannot be read.`, {
      hint: 'Run `sidecue index` so that the index knows what is there, and look again.',
      place: { file: path },
      cause,
    })
  }
}

/**
 * Writes an article in place of the file as it was read, all of it or nothing. Throws `CONFLICT` where somebody has
 * changed the file since, and `BAD_INPUT` where the article would not be served any more; nothing is written then.
 */
export async function replaceArticleFile(
  file: ArticleFile,
  source: string,
  now: Date,
): Promise<string> {
  refuseNewFaults(file, source, now)
  const folder = dirname(file.absolute)
  // Names with a dot are no articles: a watching index does not see it.
  const draft = join(folder, `.${basename(file.absolute)}.${randomBytes(6).toString('hex')}`)
  const { mode } = await stat(file.absolute)
  try {
    const handle = await open(draft, 'wx', mode)
    try {
      await handle.writeFile(source, 'utf8')
      await handle.sync()
    } finally {
      await handle.close()
    }
    if (hashOf(await readFile(file.absolute)) !== file.hash) throw changed(file.path)
    await rename(draft, file.absolute)
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    throw error
  }
  return hashOf(Buffer.from(source, 'utf8'))
}

/** What the file says now is not what the index, and so the proposal, knows. */
export function changed(path: string): AppError {
  return new AppError('CONFLICT', `${path} has changed since it was indexed.`, {
    hint: 'Run `sidecue index`, look at the proposal again, and decide then.',
    place: { file: path },
  })
}

function refuseNewFaults({ path, source: before }: ArticleFile, source: string, now: Date): void {
  const errorsOf = (text: string) =>
    compileArticle(text, { path, now }).flaws.filter(({ severity }) => severity === 'error')
  const known = new Set(errorsOf(before).map(({ rule, message }) => `${rule} ${message}`))
  const fault = errorsOf(source).find(({ rule, message }) => !known.has(`${rule} ${message}`))
  if (!fault) return
  const { file, line, column } = fault
  throw new AppError('BAD_INPUT', `With this line the article is faulty: ${fault.message}`, {
    hint: `Nothing was written. See ${formatPlace({ file, line, column })}${fault.allowed ? `; allowed: ${fault.allowed}` : ''}.`,
    place: { file, line, column },
  })
}

function hashOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}
