import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compileArticle } from '../../src/articles/index.ts'
import { type Database, fixClock } from '../../src/db/index.ts'
import { indexFolder, readArticle } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import { article, type Folder, makeFolder } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'

/** The same or different instants, however they are written. `at`: what they mean, in UTC. */
const FORMS: [id: string, release: string, at: string][] = [
  ['shanghai', '2026-12-01T10:00:00+08:00', '2026-12-01T02:00:00.000Z'],
  ['utc', '2026-12-01T02:00:00Z', '2026-12-01T02:00:00.000Z'],
  ['new-york', '2026-11-30T21:00:00-05:00', '2026-12-01T02:00:00.000Z'],
  ['kathmandu', '2026-12-01T07:45:00+05:45', '2026-12-01T02:00:00.000Z'],
  ['fraction', '2026-12-01T02:00:00.001Z', '2026-12-01T02:00:00.001Z'],
  ['far-east', '2026-12-01T16:00:00+14:00', '2026-12-01T02:00:00.000Z'],
  // Berlin puts its clocks back: this hour is there twice, and the offset says which is meant.
  ['berlin-first', '2026-10-25T02:30:00+02:00', '2026-10-25T00:30:00.000Z'],
  ['berlin-second', '2026-10-25T02:30:00+01:00', '2026-10-25T01:30:00.000Z'],
  // And forward: no clock in Berlin shows this time, the instant is there all the same.
  ['berlin-skipped', '2027-03-28T02:30:00+01:00', '2027-03-28T01:30:00.000Z'],
  ['new-york-twice', '2026-11-01T01:30:00-05:00', '2026-11-01T06:30:00.000Z'],
  ['leap-day', '2028-02-29T23:59:59-08:00', '2028-03-01T07:59:59.000Z'],
]

const REFUSED = [
  ...['2026-12-01T10:00:00', '2026-12-01 10:00:00+08:00', '2026-12-01', '2026-12-01T10:00:00+0800'],
  ...[
    '2026-12-01T10:00:00+8',
    '2026-12-01T24:00:00Z',
    '2027-02-30T10:00:00Z',
    '2026-12-01T10:00:60Z',
  ],
  ...['2026-12-01T10:00:00+08:00[Asia/Shanghai]', '2026-12-01T10:00:00 CST', '1764554400', 'now'],
  ...['2026-13-01T10:00:00Z', '２０２６-12-01T10:00:00Z', '2026-12-01T10:00:00+25:00', '明天十点'],
]

const ZONES = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Pacific/Kiritimati']

describe('a release that can be misread', () => {
  test.each(REFUSED)('%s is refused, in the front matter and on a block', (release) => {
    const judge = (source: string) =>
      compileArticle(source, { path: 'a.md', now: new Date('2026-11-21T04:00:00Z') })
    for (const source of [
      article('a', '\n正文。\n', { release: JSON.stringify(release) }),
      article('a', `\n正文。\n\n:::embargo{release="${release}"}\n银汐节。\n:::\n`),
    ]) {
      const { article: made, flaws } = judge(source)
      expect(made, source).toBeNull()
      expect(flaws.some(({ severity }) => severity === 'error')).toBe(true)
    }
  })
})

for (const engine of engines) {
  describe(`an instant means the same everywhere, ${engine.name}`, () => {
    let db: Database
    let folder: Folder
    beforeAll(async () => {
      db = await engine.open()
      folder = makeFolder()
      for (const [id, release] of FORMS) {
        const block = `\n平日。\n\n:::embargo{release="${release}"}\n${id} 开始。\n:::\n`
        folder.write(`${id}.md`, article(id, `\n${id}。\n`, { release: `"${release}"` }))
        folder.write(`block-${id}.md`, article(`block-${id}`, block))
        folder.write(
          `ends-${id}.md`,
          article(`ends-${id}`, `\n${id} 结束。\n`, { expires: `"${release}"` }),
        )
      }
      // So that everything is still hidden when it is indexed.
      await fixClock(db, '2026-10-01T00:00:00Z')
      await indexFolder(db, { knowledgeDir: folder.path, log: silentLog })
    }, 60_000)
    afterAll(async () => {
      await db.close()
      folder.discard()
    })

    test.each(FORMS)('%s: %s', async (id, _release, at) => {
      for (const [ms, isOut] of [
        [-1, false],
        [0, true],
        [1, true],
      ] as const) {
        await fixClock(db, new Date(Date.parse(at) + ms))
        for (const zone of ZONES) {
          const seen = await db.read('customer', async (sql) => {
            await sql`select set_config('TimeZone', ${zone}, true)`
            const read = (one: string) => readArticle(sql, 'customer', one)
            return {
              whole: (await read(id)) !== undefined,
              block: JSON.stringify(await read(`block-${id}`)).includes('开始'),
              ended: (await read(`ends-${id}`)) === undefined,
            }
          })
          expect(seen, `${ms} ms, ${zone}`).toEqual({ whole: isOut, block: isOut, ended: isOut })
        }
      }
    })
  })
}
