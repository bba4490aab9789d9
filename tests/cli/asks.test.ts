import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { openDatabase } from '../../src/db/index.ts'
import { silentLog } from '../../src/log.ts'
import { type Folder, index, makeFolder } from '../indexing/support.ts'
import { asked, writeArticles } from '../insights/learn/support.ts'
import { migratedSeed } from '../support/embedded-engine.ts'

const ODD = '充的钱一直看不见，余额还是零'

let folder: Folder
let place: string
beforeAll(async () => {
  folder = makeFolder()
  writeArticles(folder)
  place = mkdtempSync(join(tmpdir(), 'sidecue-asks-'))
  vi.stubEnv('DATABASE_URL', undefined)
  const dataDir = join(place, 'data')
  const db = await openDatabase({ dataDir, log: silentLog, seed: await migratedSeed() })
  await index(db, folder)
  const now = new Date()
  for (const agent of ['agent:x', 'agent:y']) await asked(db, 'recharge', ODD, { agent, now })
  for (let n = 0; n < 6; n++)
    await asked(db, 'refund', '买错的书可以退吗', {
      ...{ agent: `agent:${n % 2}`, verdict: 'dismissed', reason: 'wrong-article', now },
    })
  await db.close()
}, 60_000)
afterAll(() => {
  vi.unstubAllEnvs()
  folder.discard()
  rmSync(place, { recursive: true, force: true })
})

/** What a command prints. */
async function run(...args: string[]): Promise<string> {
  let printed = ''
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk)
    return true
  })
  try {
    const own = ['--knowledge', folder.path, '--data', join(place, 'data')]
    await createProgram().parseAsync([...args, ...own], { from: 'user' })
  } finally {
    stdout.mockRestore()
    process.exitCode = 0
  }
  return printed
}

describe('what was learned, on the command line', () => {
  test('proposals are listed, accepted into the file, and taken back', async () => {
    const listed = await run('asks', 'list')
    expect(listed).toContain(`add to asks of recharge (articles/recharge.md)\n   ${ODD}\n`)
    expect(listed).toContain('add to must_not of refund')
    const id = /^(q-\S+) {2}add to asks of recharge/m.exec(listed)![1]!
    expect(await run('asks', 'accept', id)).toContain('Commit it.')
    const source = () => readFileSync(join(folder.path, 'articles', 'recharge.md'), 'utf8')
    expect(source()).toContain(`  - ${ODD}\n`)
    expect(await run('asks', 'undo', id)).toContain('is open again')
    expect(source()).not.toContain(ODD)
  }, 60_000)

  test('a state or kind that there is not is named with those that there are', async () => {
    await expect(run('asks', 'list', '--state', 'closed')).rejects.toMatchObject({
      code: 'BAD_INPUT',
      hint: 'Allowed: open, accepted, rejected.',
    })
    await expect(run('asks', 'list', '--kind', 'no')).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(run('asks', 'accept', 'q-never')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }, 60_000)

  test('what the ranking goes by is shown, and what it was computed from can be ignored', async () => {
    expect(await run('learning', 'compute')).toMatch(
      /-\d\.\d\d % {2}refund {2}accepted 0, rejected 6, by 2 agents: 买错的书可以退吗/,
    )
    expect(await run('search', '请问买错的书可以退吗', '--as', 'customer')).toMatch(
      /feedback -\d\.\d\d %/,
    )
    await run('learning', 'ignore', 'refund')
    const shown = await run('learning', 'show')
    expect(shown).toMatch(/Computed .* by command from 2 votes of 2 agents in 2 conversations/)
    expect(shown).toMatch(/Ignored until .*: refund/)
    expect(shown).not.toMatch(/%/)
  }, 60_000)
})
