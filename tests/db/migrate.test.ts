import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkVersions } from '../../src/db/check-server.ts'
import type { Database } from '../../src/db/index.ts'
import { migrate } from '../../src/db/migrate.ts'
import { type Migration, readMigrations } from '../../src/db/migration-files.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { engines } from '../support/engines.ts'

describe('reading migrations', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sidecue-migrations-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const put = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text)

  test('they come in the order of their numbers, with a checksum that line ends do not change', async () => {
    await put('0002_second.sql', 'select 2;\r\n')
    await put('0001_first.sql', 'select 1;\n')
    await put('notes.txt', 'not a migration')
    const [first, second] = await readMigrations(folder)
    expect([first?.number, first?.name, second?.number]).toEqual([1, 'first', 2])
    await put('0002_second.sql', 'select 2;\n')
    expect((await readMigrations(folder))[1]?.checksum).toBe(second?.checksum)
  })

  test('a wrong name or a number used twice is refused', async () => {
    await put('1_first.sql', '')
    await expect(readMigrations(folder)).rejects.toThrow("'1_first.sql' is not named like")
    await rm(join(folder, '1_first.sql'))
    await put('0001_first.sql', '')
    await put('0001_other.sql', '')
    await expect(readMigrations(folder)).rejects.toThrow('Two migrations have the number 1')
  })
})

describe('what a server must be', () => {
  const good = { version: 17, available: '0.8.0', installed: '0.8.0' }

  test('16 with pgvector 0.8, installed or only available, will do', () => {
    for (const server of [
      good,
      { ...good, version: 16, installed: null },
      { version: 18, available: '1.0.1', installed: '0.10.2' },
      // Already there, and only its files are hidden from this user.
      { ...good, available: null },
    ]) {
      expect(() => checkVersions(server)).not.toThrow()
    }
  })

  test.each([
    [{ ...good, version: 15 }, 'PostgreSQL 15', 'newer server'],
    [{ ...good, available: null, installed: null }, 'pgvector', 'Install it'],
    [{ ...good, available: '0.7.4', installed: null }, '0.7.4', 'newer pgvector'],
    [{ ...good, installed: '0.7.4' }, '0.7.4', 'alter extension vector update'],
    [{ ...good, available: '0.7.4', installed: '0.7.4' }, '0.7.4', 'newer pgvector'],
  ])('%o is refused with what is wrong and what to do', (server, found, hint) => {
    expect(() => checkVersions(server)).toThrow(
      expect.objectContaining({
        code: 'NOT_READY',
        message: expect.stringContaining(found),
        hint: expect.stringContaining(hint),
      }),
    )
  })
})

for (const engine of engines) {
  describe(`migrating, ${engine.name}`, () => {
    let db: Database
    let ours: Migration[]

    beforeEach(async () => {
      db = await engine.open()
      ours = await readMigrations(join(import.meta.dirname, '..', '..', 'migrations'))
    })
    afterEach(() => db.close())

    const next = (text: string, ahead = 1): Migration => ({
      number: ours.at(-1)!.number + ahead,
      name: `step_${ahead}`,
      text,
      checksum: `sum of ${text}`,
    })
    const recorded = async (): Promise<number[]> => {
      const rows = await ownerOf(db)<{ number: number }[]>`
        select number from app.migration order by number
      `
      return rows.map((row) => row.number)
    }
    const exists = async (table: string): Promise<boolean> => {
      const [row] = await ownerOf(db)`select to_regclass(${table}) is not null as found`
      return row!.found
    }
    const migrateTo = (...more: Migration[]): Promise<void> =>
      migrate(ownerOf(db), { migrations: [...ours, ...more] })

    test('from nothing, every migration is applied and written down with its checksum', async () => {
      const rows = await ownerOf(db)`select number, checksum from app.migration order by number`
      expect([...rows]).toEqual(ours.map(({ number, checksum }) => ({ number, checksum })))
    })

    test('what is new is applied, once, and each as a whole', async () => {
      const more = [
        next('create table a (id int); create table b (id int)'),
        next('drop table a', 2),
      ]
      await migrateTo(...more)
      await migrateTo(...more)
      expect([await exists('a'), await exists('b')]).toEqual([false, true])
      expect(await recorded()).toHaveLength(ours.length + 2)
    })

    test('one that fails leaves nothing of itself, and what was before it stays', async () => {
      const failing = next('create table half (id int); select 1 / 0', 2)
      const run = migrateTo(next('create table good (id int)'), failing)
      await expect(run).rejects.toMatchObject({ code: '22012' })
      expect([await exists('good'), await exists('half')]).toEqual([true, false])
      expect(await recorded()).toHaveLength(ours.length + 1)
      await migrateTo(next('create table good (id int)'), { ...failing, text: 'select 1' })
      expect(await recorded()).toHaveLength(ours.length + 2)
    })

    test('several processes at once apply each exactly once', async () => {
      const more = [next('create table once (id int)'), next('insert into once values (1)', 2)]
      await Promise.all(Array.from({ length: 6 }, () => migrateTo(...more)))
      expect(await ownerOf(db)`select id from once`).toHaveLength(1)
    })

    test('a database from a newer program is refused, not touched', async () => {
      await migrateTo(next('create table newer (id int)'))
      await expect(migrateTo()).rejects.toMatchObject({
        code: 'NOT_READY',
        hint: expect.stringContaining('newer Sidecue'),
      })
      expect(await exists('newer')).toBe(true)
    })

    test('a migration changed after it was applied is refused', async () => {
      await migrateTo(next('create table once (id int)'))
      await expect(migrateTo(next('create table other (id int)'))).rejects.toMatchObject({
        code: 'NOT_READY',
        message: expect.stringContaining('was changed'),
      })
      expect(await exists('other')).toBe(false)
    })
  })
}
