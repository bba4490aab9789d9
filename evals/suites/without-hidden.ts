import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compileArticle } from '../../src/articles/index.ts'
import type { EvalOptions } from '../results.ts'
import { openWorld, type World } from './open-world.ts'
import { isOpen } from './read-texts.ts'

/**
 * The same desk in a world in which what nobody in the live path may read was never written: no article or block that
 * is internal, unreleased, expired or not published. What answers alike in both worlds owes nothing to hidden text.
 */
export async function openWithoutHidden(options: EvalOptions): Promise<World> {
  const world = await openWorld({ ...options, open: undefined, onProgress: undefined })
  try {
    await removeHidden(join(world.folder, 'articles'), world.now)
    await world.index()
    return world
  } catch (error) {
    await world.close()
    throw error
  }
}

async function removeHidden(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder, { recursive: true })
  for (const name of names.filter((one) => one.endsWith('.md'))) {
    const file = join(folder, name)
    const source = await readFile(file, 'utf8')
    const open = withoutHidden(source, name, now)
    if (open === null) await rm(file)
    else if (open !== source) await writeFile(file, open)
  }
}

/** An article without its hidden blocks; null where nothing is left to be read. What cannot be compiled is served to nobody and stays. */
export function withoutHidden(source: string, path: string, now: Date): string | null {
  const { article } = compileArticle(source, { path, now })
  if (article === null) return source
  const [whole, ...blocks] = article.parts
  if (article.state !== 'published' || whole === undefined) return null
  const isKept = (part: typeof whole) => part.audience !== 'internal' && isOpen(part, now)
  if (!isKept(whole)) return null
  if (blocks.every(isKept)) return source
  const head = /^---\r?\n[\s\S]*?\n---[^\n]*\n/.exec(source)?.[0] ?? ''
  const narrower = blocks.filter(isKept).map(({ audience, release, markdown }) => {
    const mark = audience === 'agent' ? 'agent' : `embargo{release="${release}"}`
    return `:::${mark}\n${markdown.trim()}\n:::\n`
  })
  return [head, whole.markdown, ...narrower].join('\n')
}
