import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Mode } from '../../src/indexing/judge-files.ts'
import { type PreparedPart, prepareFile } from '../../src/indexing/prepare-file.ts'
import { prepareFiles } from '../../src/indexing/prepare-files.ts'
import { type FoundFile, walkFolder } from '../../src/indexing/walk-folder.ts'

const mode: Mode = { foreignIds: new Map() }
const now = new Date('2026-11-21T08:00:00Z')

let folder = ''
let files: FoundFile[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidecue-prepare-'))
  await mkdir(join(folder, 'articles'))
  for (let i = 0; i < 330; i++) {
    const text = `---\nid: a-${i}\ntitle: 退款 ${i}\nlang: zh-Hans\naudience: customer\nstate: ${i % 5 ? 'published' : 'draft'}\n---\n\n第 ${i} 篇：三个工作日内退款。\n\n## Steps\n\nOpen page ${i}.\n`
    await writeFile(join(folder, 'articles', `${i}.md`), i === 77 ? 'no front matter' : text)
  }
  files = walkFolder(folder, 'articles').files
})
afterAll(() => rm(folder, { recursive: true }))

async function prepareAll(some: readonly FoundFile[]) {
  const all = []
  for await (const judged of prepareFiles(some, mode, now)) all.push(judged)
  return all
}

describe('prepareFiles', () => {
  it('many files come out of the threads in their order and as they would here', async () => {
    const prepared = await prepareAll(files)
    expect(prepared.map(({ path }) => path)).toEqual(files.map(({ path }) => path))
    for (const [i, file] of files.entries()) {
      expect(plain(prepared[i])).toEqual(plain(prepareFile(file, mode, now)))
    }
    const faulty = prepared.find(({ path }) => path === 'articles/77.md')
    expect(faulty?.flaws.length).toBeGreaterThan(0)
  })

  it('what will be served comes with the terms of each chunk, a draft without', async () => {
    const few = await prepareAll(files.slice(0, 20))
    for (const { article } of few) {
      for (const part of (article?.parts ?? []) as Partial<PreparedPart>[]) {
        if (article?.state === 'published') expect(part.terms?.length).toBe(part.chunks?.length)
        else expect(part.terms).toBeUndefined()
      }
    }
  })

  it('a reader that stops early leaves no thread behind', async () => {
    for await (const judged of prepareFiles(files, mode, now)) {
      expect(judged.path).toBe(files[0]?.path)
      break
    }
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Worker')).toEqual([])
  })
})

/** A handed over buffer is a Buffer here and a Uint8Array there. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, one) =>
      key === 'row'
        ? Buffer.from('data' in one ? one.data : Object.values(one)).toString('hex')
        : one,
    ),
  )
}
