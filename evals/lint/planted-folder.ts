import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Article, compileArticle } from '../../src/articles/index.ts'
import { scanFolder } from '../../src/indexing/scan-folder.ts'

/** One article of a copy of a knowledge folder, to plant a fault in. */
export type Plot = { path: string; source: string; article: Article }

/** A copy of a knowledge folder in which faults are planted, each in articles of its own. */
export type PlantedFolder = {
  dir: string
  plots: readonly Plot[]
  write(path: string, content: string): void
  discard(): void
}

export async function copyFolder(knowledge: string, now: Date): Promise<PlantedFolder> {
  const dir = mkdtempSync(join(tmpdir(), 'sidecue-planted-'))
  cpSync(knowledge, dir, { recursive: true })
  const { files } = await scanFolder(dir, false)
  const plots = files.flatMap(({ path, absolute }): Plot[] => {
    const source = readFileSync(absolute, 'utf8')
    const { article } = compileArticle(source, { path, now })
    return article ? [{ path, source, article }] : []
  })
  return {
    dir,
    plots,
    write(path, content) {
      mkdirSync(dirname(join(dir, path)), { recursive: true })
      writeFileSync(join(dir, path), content)
    },
    discard: () => rmSync(dir, { recursive: true, force: true }),
  }
}
