import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { openDatabase } from '../../src/db/index.ts'
import type { Gaps } from '../../src/editing/gaps/index.ts'
import { silentLog } from '../../src/log.ts'
import { type Folder, index, makeFolder } from '../indexing/support.ts'
import { asked, told, writeArticles } from '../insights/learn/support.ts'
import { migratedSeed } from '../support/embedded-engine.ts'

const NO_ANSWER = told('none', { outcome: 'no-answer', text: '', sentences: [] })

let folder: Folder
let place: string
beforeAll(async () => {
  folder = makeFolder()
  writeArticles(folder)
  place = mkdtempSync(join(tmpdir(), 'sidecue-gaps-'))
  vi.stubEnv('DATABASE_URL', undefined)
  const dataDir = join(place, 'data')
  const db = await openDatabase({ dataDir, log: silentLog, seed: await migratedSeed() })
  await index(db, folder)
  const now = new Date()
  for (const text of ['企业可以开团体会员吗', '企業可以開團體會員嗎'])
    await asked(db, 'none', text, { suggestion: NO_ANSWER, verdict: 'helpful', now })
  await db.close()
}, 60_000)
afterAll(() => {
  vi.unstubAllEnvs()
  folder.discard()
  rmSync(place, { recursive: true, force: true })
})

async function run(...args: string[]): Promise<string> {
  let printed = ''
  const take = (chunk: unknown) => {
    printed += String(chunk)
    return true
  }
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation(take)
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  try {
    const own = ['--knowledge', folder.path, '--data', join(place, 'data')]
    await createProgram().parseAsync([...args, ...own], { from: 'user' })
  } finally {
    stdout.mockRestore()
    stderr.mockRestore()
    process.exitCode = 0
  }
  return printed
}

describe('sidecue gaps', () => {
  test('prints needs with their counts, and what could be done', async () => {
    const printed = await run('gaps')
    expect(printed).toMatch(/^2 {2}企/mu)
    expect(printed).toContain('[2 unanswered]')
    expect(printed).toContain('1 need without a good answer')
  })

  test('gives JSON, and writes beginnings of articles that are left alone the next time', async () => {
    const out = join(place, 'drafts')
    const { gaps } = JSON.parse(await run('gaps', '--json', '--out', out)) as Gaps
    expect(gaps[0]).toMatchObject({ conversations: 2, faults: { unanswered: 2 } })
    const [file] = readdirSync(out)
    expect(readFileSync(join(out, file!), 'utf8')).toContain('state: draft')
    expect(await run('gaps', '--least', '3')).toContain('Nothing was asked in vain')
    expect(JSON.parse(await run('gaps', '--json', '--out', out))).toMatchObject({ written: [] })
  })

  test.each([
    ['--as', 'customer'],
    ['--since', 'yesterday'],
  ])('%s %s is refused with what is allowed', async (...args) => {
    await expect(run('gaps', ...args)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})
