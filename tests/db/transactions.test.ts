import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { engines } from '../support/engines.ts'

for (const engine of engines) {
  describe(`transactions, ${engine.name}`, () => {
    let db: Database
    beforeAll(async () => {
      db = await engine.open()
      await ownerOf(db).unsafe(`
        create table public.entry (id int primary key, note text);
        grant all on public.entry to sidecue_app;
      `)
    })
    beforeEach(() => ownerOf(db)`truncate entry`)
    afterAll(() => db.close())

    const count = (): Promise<number> =>
      db.read('app', async (sql) => {
        const [row] = await sql<{ n: number }[]>`select count(*)::int as n from entry`
        return row!.n
      })

    test('a write commits what it did and gives back what its function gave', async () => {
      const given = await db.write('app', async (sql) => {
        await sql`insert into entry values (1, 'one')`
        return ['kept', 'as', 'is']
      })
      expect(given).toEqual(['kept', 'as', 'is'])
      expect(await count()).toBe(1)
    })

    test('a write whose function throws leaves nothing and throws the same', async () => {
      const reason = new Error('changed my mind')
      const failed = db.write('app', async (sql) => {
        await sql`insert into entry values (1, 'one')`
        throw reason
      })
      await expect(failed).rejects.toBe(reason)
      expect(await count()).toBe(0)
    })

    test('an error that was caught inside still undoes the whole write', async () => {
      const failed = db.write('app', async (sql) => {
        await sql`insert into entry values (1, 'one')`
        await sql`insert into entry values (1, 'again')`.catch(() => {})
      })
      await expect(failed).rejects.toMatchObject({ code: '23505' })
      expect(await count()).toBe(0)
    })

    test('two statements of one read see the same rows, though others write meanwhile', async () => {
      const seen = await db.read('app', async (sql) => {
        const [before] = await sql`select count(*)::int as n from entry`
        const writing = ownerOf(db)`insert into entry values (1, 'meanwhile')`.execute()
        if (!db.capabilities.embedded) await writing
        const [after] = await sql`select count(*)::int as n from entry`
        return { counts: [before!.n, after!.n], writing: [writing] }
      })
      await seen.writing[0]
      expect(seen.counts).toEqual([0, 0])
      expect(await count()).toBe(1)
    })

    test('writes that run at once lose nothing', async () => {
      await ownerOf(db)`insert into entry values (0, '0')`
      await Promise.all(
        Array.from({ length: 40 }, (_, at) =>
          db.write('app', async (sql) => {
            const [row] = await sql`select note::int as n from entry where id = 0 for update`
            await sql`update entry set note = ${String(row!.n + 1)} where id = 0`
            await sql`insert into entry values (${at + 1}, 'x')`
          }),
        ),
      )
      const [row] = await ownerOf(db)`select note from entry where id = 0`
      expect(row).toEqual({ note: '40' })
      expect(await count()).toBe(41)
    })

    test('a transaction inside another is refused at once instead of waiting for itself', async () => {
      const nested = db.read('app', () => db.write('app', (sql) => sql`select 1`))
      await expect(nested).rejects.toMatchObject({ code: 'INTERNAL' })
      expect(await db.write('app', (sql) => sql`select 1 as one`)).toMatchObject([{ one: 1 }])
    })

    test('work that a transaction has started and left may open its own later', async () => {
      let later: Promise<number> | undefined
      await db.read('app', async () => {
        later = new Promise<void>((resolve) => setTimeout(resolve, 50)).then(count)
      })
      expect(await later).toBe(0)
    })

    test('a missing value must be null: undefined is refused', async () => {
      const failed = db.write(
        'app',
        (sql) => sql`insert into entry values (1, ${undefined as never})`,
      )
      await expect(failed).rejects.toMatchObject({ code: 'UNDEFINED_VALUE' })
      await db.write('app', (sql) => sql`insert into entry values (1, ${null})`)
    })

    test('statement time moves on inside a transaction, so a release is seen in one opened before', async () => {
      const [first, second] = await db.read('app', async (sql) => {
        const [one] = await sql`select desk_now() as now, now() as begun`
        await sql`select pg_sleep(0.02)`
        const [two] = await sql`select desk_now() as now, now() as begun`
        return [one!, two!]
      })
      expect(second!.begun).toEqual(first!.begun)
      expect(second!.now.getTime()).toBeGreaterThan(first!.now.getTime())
    })

    test('after maintain and a busy spell everything is still there', async () => {
      await ownerOf(db)`insert into entry select n, 'n' from generate_series(1, 2000) as n`
      await Promise.all([db.maintain(), count(), db.maintain(), count()])
      expect(await count()).toBe(2000)
    })
  })
}
