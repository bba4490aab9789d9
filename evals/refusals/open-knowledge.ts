import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A copy of a knowledge folder that holds only what customers and agents may read at `now`. */
export async function withoutHidden(knowledge: string, now: Date): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'sidecue-open-'))
  await cp(knowledge, copy, { recursive: true })
  const articles = join(copy, 'articles')
  for (const name of await readdir(articles, { recursive: true })) {
    if (!name.endsWith('.md')) continue
    const file = join(articles, name)
    const source = await readFile(file, 'utf8')
    if (isOpen(source, now)) {
      await writeFile(
        file,
        source.replaceAll(/^:::(?:internal|embargo\{.*\})\n[\s\S]*?^:::\n/gm, ''),
      )
    } else await rm(file)
  }
  return copy
}

/** All text of a knowledge folder, as it stands in its files. */
export async function readKnowledge(knowledge: string): Promise<string> {
  const names = await readdir(knowledge, { recursive: true })
  const files = names.filter((name) => /\.(md|yml)$/.test(name)).sort()
  const texts = await Promise.all(files.map((name) => readFile(join(knowledge, name), 'utf8')))
  return texts.join('\n')
}

function isOpen(source: string, now: Date): boolean {
  const key = (name: string) => new RegExp(`^${name}: *"?([^"\\n]*)"?$`, 'm').exec(source)?.[1]
  const [release, expires] = [key('release'), key('expires')]
  return (
    key('state') === 'published' &&
    key('audience') !== 'internal' &&
    (release === undefined || Date.parse(release) <= now.getTime()) &&
    (expires === undefined || Date.parse(expires) > now.getTime())
  )
}
