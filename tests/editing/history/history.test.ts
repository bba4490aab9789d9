import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { auditSuggestion } from '../../../src/copilot/audit.ts'
import { suggest } from '../../../src/copilot/suggest.ts'
import { suggestStanding } from '../../../src/copilot/suggest-standing.ts'
import { type Database, fixClock } from '../../../src/db/index.ts'
import { loadDesk } from '../../../src/desk/index.ts'
import {
  articleVersions,
  findRepository,
  joinHistory,
  openPast,
  servedAt,
  toldFromAudit,
} from '../../../src/editing/history/index.ts'
import { parseTree } from '../../../src/editing/history/read-tree.ts'
import { indexFolder } from '../../../src/indexing/index.ts'
import { silentLog } from '../../../src/log.ts'
import { engines } from '../../support/engines.ts'
import { article, makeRepository, type TestRepository, writeDesk } from '../diff/repository.ts'

const ASK = '退款手续费多少'
const fee = (amount: string) =>
  article('fee', '退款手续费', `退款手续费是 ${amount}。`, { asks: [ASK] })
const transcript = {
  id: 'c-1',
  channel: 'chat' as const,
  turns: [{ seq: 1, speaker: 'customer' as const, text: ASK, final: true, rev: 0 }],
}
const NOW = new Date('2026-11-22T12:00:00+08:00')

let repository: TestRepository
const commits: Record<string, string> = {}
beforeAll(() => {
  repository = makeRepository()
  writeDesk(repository)
  repository.write('articles/other.md', article('other', '发票', '发票当天开具。'))
  commits.before = repository.commit('desk', '2026-11-01T10:00:00+08:00')
  repository.write('articles/fee.md', fee('5 元'))
  commits.five = repository.commit('five', '2026-11-05T10:00:00+08:00')
  repository.git('mv', 'knowledge/articles/fee.md', 'knowledge/articles/fees “all”.md')
  repository.write('articles/fees “all”.md', fee('6 元'))
  commits.six = repository.commit('six', '2026-11-10T10:00:00+08:00')
  // On a branch of its own; it counts from the merge on.
  repository.git('checkout', '-q', '-b', 'topic')
  repository.write('articles/fees “all”.md', fee('7 元'))
  repository.commit('seven', '2026-11-12T10:00:00+08:00')
  repository.git('checkout', '-q', 'main')
  repository.commit('nothing', '2026-11-13T10:00:00+08:00')
  const date = '2026-11-15T10:00:00+08:00'
  execFileSync(
    'git',
    [
      '-c',
      'user.name=Ed',
      '-c',
      'user.email=e@x.y',
      'merge',
      '-q',
      '--no-ff',
      '-m',
      'merged',
      'topic',
    ],
    {
      cwd: repository.path,
      env: { ...process.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date },
    },
  )
  commits.seven = repository.git('rev-parse', 'HEAD').trim()
  repository.remove('articles/fees “all”.md')
  commits.gone = repository.commit('gone', '2026-11-20T10:00:00+08:00')
})
afterAll(() => repository.discard())

describe('the versions of an article', () => {
  it('are followed by id through renames, merges and its end', async () => {
    const versions = await articleVersions(
      await findRepository(repository.knowledge),
      'HEAD',
      'fee',
    )
    expect(
      versions.map(({ commit, path, article: made }) => [
        commit,
        path,
        made?.parts[0]?.markdown.trim(),
      ]),
    ).toEqual([
      [commits.gone, null, undefined],
      [commits.seven, 'articles/fees “all”.md', '退款手续费是 7 元。'],
      [commits.six, 'articles/fees “all”.md', '退款手续费是 6 元。'],
      [commits.five, 'articles/fee.md', '退款手续费是 5 元。'],
    ])
    expect(versions.map(({ subject }) => subject)).toEqual(['gone', 'merged', 'six', 'five'])
  })

  it('of a shallow clone are those it was given', async () => {
    const place = mkdtempSync(join(tmpdir(), 'sidecue-shallow-'))
    try {
      const url = pathToFileURL(repository.path).href
      execFileSync('git', ['clone', '-q', '--depth', '2', url, join(place, 'clone')], {
        stdio: 'pipe',
      })
      const found = await findRepository(join(place, 'clone', 'knowledge'))
      const versions = await articleVersions(found, 'HEAD', 'fee')
      expect(versions.map(({ subject }) => subject)).toEqual(['gone', 'merged'])
    } finally {
      rmSync(place, { recursive: true, force: true })
    }
  })

  it('are read from a listing without trusting its names', () => {
    const row = (mode: string, name: string | Buffer) =>
      Buffer.concat([
        Buffer.from(`${mode} blob ${'a'.repeat(40)}      12\t`),
        Buffer.from(name),
        Buffer.from([0]),
      ])
    const listing = Buffer.concat([
      row('100644', 'a\tb\n.md'),
      row('100755', '甲.md'),
      row('100644', '../up.md'),
      row('100644', 'x/.GIT/config'),
      row('100644', Buffer.from([0xff, 0xfe])),
      row('120000', 'link.md'),
      row('160000', 'module'),
    ])
    expect(parseTree(listing).map(({ path, kind }) => [path, kind])).toEqual([
      ['a\tb\n.md', 'file'],
      ['甲.md', 'file'],
      ['link.md', 'link'],
    ])
  })
})

describe('what could have been told then', () => {
  const ask = async (options: { at?: string; revision?: string }) => {
    const { at, ...rest } = options
    const instant = at === undefined ? {} : { at: new Date(at) }
    const past = await openPast({
      knowledgeDir: repository.knowledge,
      now: NOW,
      ...instant,
      ...rest,
    })
    try {
      const told = await suggest({ db: past.db, desk: past.desk, clock: systemClock }, transcript)
      return { commit: past.commit?.id, outcome: told.outcome, text: told.text }
    } finally {
      await past.close()
    }
  }

  it('comes from the version that the branch had at the instant, or from the one that is named', async () => {
    expect(await ask({ at: '2026-11-14T10:00:00+08:00' })).toMatchObject({
      outcome: 'answer',
      text: expect.stringContaining('6 元'),
    })
    expect(await ask({ at: '2026-11-14T10:00:00+08:00', revision: 'topic' })).toMatchObject({
      text: expect.stringContaining('7 元'),
    })
    expect(await ask({ at: '2026-11-21T10:00:00+08:00' })).toMatchObject({
      commit: commits.gone,
      outcome: 'no-answer',
    })
  })

  it('is an error for a time from before the branch', async () => {
    await expect(ask({ at: '2020-01-01T00:00:00Z' })).rejects.toMatchObject({
      message: expect.stringContaining('no commit from before'),
      hint: expect.stringContaining('--rev'),
    })
  })
})

for (const engine of engines) {
  describe(`git and the audit joined, ${engine.name}`, () => {
    let db: Database
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db?.close())

    it('name the version that was told, also where the index lagged behind the branch', async () => {
      const tell = async (revision: string, at: string) => {
        repository.git('checkout', '-q', revision)
        await fixClock(db, at)
        await indexFolder(db, {
          knowledgeDir: repository.knowledge,
          allowRemovals: true,
          log: silentLog,
        })
        const { desk } = await loadDesk(repository.knowledge)
        const deps = {
          db,
          desk,
          suggest: (said: typeof transcript) => suggest({ db, desk, clock: systemClock }, said),
        }
        const signal = new AbortController().signal
        await auditSuggestion(
          db,
          await suggestStanding(deps as never, transcript, { signal }),
          'agent:test',
        )
        repository.git('checkout', '-q', 'main')
      }
      await tell(commits.five!, '2026-11-06T10:00:00+08:00')
      // The branch had the next version for an hour.
      await tell(commits.five!, '2026-11-10T11:00:00+08:00')
      await tell(commits.six!, '2026-11-10T12:00:00+08:00')

      const told = await toldFromAudit(db, 'fee')
      expect(told).toHaveLength(3)
      expect(await toldFromAudit(db, 'fe%')).toEqual([])
      const versions = await articleVersions(
        await findRepository(repository.knowledge),
        'main',
        'fee',
      )
      const rows = joinHistory(versions, told)
      expect(rows.map(({ commit, told: { count } }) => [commit, count])).toEqual([
        [commits.gone, 0],
        [commits.seven, 0],
        [commits.six, 1],
        [commits.five, 2],
      ])
      expect(servedAt(versions, told, new Date('2026-11-10T11:30:00+08:00'))).toMatchObject({
        version: { commit: commits.six },
        couldBeTold: true,
        before: { commit: commits.five, at: '2026-11-10T03:00:00.000Z' },
        after: { commit: commits.six, at: '2026-11-10T04:00:00.000Z' },
      })
      expect(servedAt(versions, told, new Date('2026-11-02T10:00:00+08:00'))).toMatchObject({
        version: null,
        couldBeTold: false,
        before: null,
      })
      expect(servedAt(versions, told, new Date('2026-11-21T10:00:00+08:00'))).toMatchObject({
        version: { commit: commits.gone, path: null },
        couldBeTold: false,
      })
    })
  })
}
