import { describe, expect, test } from 'vitest'
import { type IndexReport, watchFolder } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import { engines } from '../support/engines.ts'
import { article, index, makeFolder, textFor } from './support.ts'

describe.each(engines)('watching a folder, $name', (engine) => {
  test('a save is indexed, in a new subfolder too, until the watcher is stopped', async () => {
    const db = await engine.open()
    const folder = makeFolder()
    folder.write('a.md', article('a'))
    await index(db, folder)
    const stop = new AbortController()
    const reports: IndexReport[] = []
    let told: () => void = () => undefined
    const options = { knowledgeDir: folder.path, log: silentLog }
    const done = watchFolder(
      db,
      options,
      (report) => {
        reports.push(report)
        told()
      },
      { signal: stop.signal },
    )
    const nextReport = () =>
      new Promise<void>((resolve) => {
        told = resolve
      })

    let waiting = nextReport()
    folder.write('a.md', article('a', '\n改过的。\n'))
    await waiting
    expect(await textFor(db, 'customer', 'a')).toBe('改过的。\n')

    waiting = nextReport()
    folder.write('new/b.md', article('b'))
    await waiting
    expect(await textFor(db, 'customer', 'b')).not.toBeNull()

    stop.abort()
    await done
    folder.write('a.md', article('a', '\n再改。\n'))
    expect(reports.map(({ added, changed }) => [added, changed])).toEqual([
      [0, 1],
      [1, 0],
    ])
    folder.discard()
    await db.close()
  })
})
