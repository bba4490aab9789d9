import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The articles of a knowledge folder, below it. */
export async function articleFiles(knowledge: string): Promise<string[]> {
  const names = await readdir(join(knowledge, 'articles'), { recursive: true })
  return names.filter((name) => name.endsWith('.md')).map((name) => `articles/${name}`)
}
