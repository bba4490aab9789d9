import { once } from 'node:events'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../src/db/client.ts'
import type { Database } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { engines } from '../support/engines.ts'

// What postgres.js does with a server must come out the same through the bridge.
for (const engine of engines) {
  describe(`the wire protocol, ${engine.name}`, () => {
    let db: Database
    let sql: Client

    beforeAll(async () => {
      db = await engine.open()
      sql = ownerOf(db)
      await sql`create table item (id int primary key, name text, tags text[], extra jsonb)`
    })
    afterAll(() => db.close())

    test('a prepared statement is made once and used again', async () => {
      for (let id = 1; id <= 50; id += 1) {
        const [row] = await sql`select ${id}::int as id, ${`n${id}`}::text as name`
        expect(row).toEqual({ id, name: `n${id}` })
      }
    })

    test('values keep their types there and back', async () => {
      const at = new Date('2026-11-21T02:00:00.123Z')
      const extra = { a: [1, null, '二'], deep: { t: true } }
      const [row] = await sql`
        select ${at}::timestamptz as at, ${['a', 'b,"c"', '']}::text[] as tags, ${[1, 2, 3]}::int[] as numbers,
          ${sql.json(extra)}::jsonb as extra, ${Buffer.from([0, 1, 255])}::bytea as bytes,
          ${null}::text as nothing, ${true}::bool as yes, ${1.5}::float8 as half, '2^62'::text as text,
          '繁體简体 😀'::text as han
      `
      expect(row).toEqual({
        at,
        tags: ['a', 'b,"c"', ''],
        numbers: [1, 2, 3],
        extra,
        bytes: Buffer.from([0, 1, 255]),
        nothing: null,
        yes: true,
        half: 1.5,
        text: '2^62',
        han: '繁體简体 😀',
      })
    })

    test('a simple query may hold several statements, each with its rows', async () => {
      const results = await sql.unsafe('select 1 as a; select 2 as b; select 3 as c')
      expect(results.map((rows) => rows[0])).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }])
    })

    test('a failed statement says why and harms nothing after it', async () => {
      await expect(sql`select * from missing`).rejects.toMatchObject({ code: '42P01' })
      await expect(sql`select ${'x'}::int`).rejects.toMatchObject({ code: '22P02' })
      await expect(sql`select 1 / ${0}::int`).rejects.toMatchObject({ code: '22012' })
      await expect(sql`not sql`).rejects.toMatchObject({ code: '42601' })
      await expect(sql.unsafe('select 1; select 1/0; select 3')).rejects.toMatchObject({
        code: '22012',
      })
      expect(await sql`select 1 as one`).toMatchObject([{ one: 1 }])
    })

    test('an error among pipelined statements fails only its own', async () => {
      const results = await Promise.allSettled(
        Array.from({ length: 60 }, (_, at) => sql`select 10 / ${at % 3}::int as value`),
      )
      for (const [at, result] of results.entries()) {
        expect(result.status).toBe(at % 3 === 0 ? 'rejected' : 'fulfilled')
        if (result.status === 'fulfilled') {
          expect(result.value[0]).toEqual({ value: Math.trunc(10 / (at % 3)) })
        }
      }
    })

    test('a transaction commits as a whole or not at all', async () => {
      await sql.begin((tx) => [
        tx`insert into item (id, name) values (1, 'one')`,
        tx`insert into item (id, name) values (2, 'two')`,
      ])
      const failed = sql.begin(async (tx) => {
        await tx`insert into item (id, name) values (3, 'three')`
        await tx`insert into item (id, name) values (1, 'again')`
      })
      await expect(failed).rejects.toMatchObject({ code: '23505' })
      expect(await sql`select id from item order by id`).toMatchObject([{ id: 1 }, { id: 2 }])
      await sql`truncate item`
    })

    test('a savepoint takes back only what came after it', async () => {
      await sql.begin(async (tx) => {
        await tx`insert into item (id) values (1)`
        await tx
          .savepoint(async (inner) => {
            await inner`insert into item (id) values (2)`
            throw new Error('not this')
          })
          .catch(() => {})
        await tx.savepoint((inner) => inner`insert into item (id) values (3)`)
      })
      expect(await sql`select id from item order by id`).toMatchObject([{ id: 1 }, { id: 3 }])
      await sql`truncate item`
    })

    test('a cursor reads on in steps and may stop early', async () => {
      const steps: number[] = []
      await sql`select n from generate_series(1, 25) as n`.cursor(10, (rows) => {
        steps.push(rows.length)
      })
      expect(steps).toEqual([10, 10, 5])
      let seen = 0
      for await (const rows of sql`select n from generate_series(1, 100) as n`.cursor(10)) {
        seen += rows.length
        if (seen === 20) break
      }
      expect(seen).toBe(20)
      expect(await sql`select 1 as one`).toMatchObject([{ one: 1 }])
    })

    test('rows are handed over one by one', async () => {
      let sum = 0
      await sql`select n from generate_series(1, 1000) as n`.forEach((row) => {
        sum += row.n
      })
      expect(sum).toBe(500_500)
    })

    test('a result of 20 MB arrives complete', async () => {
      const rows =
        await sql`select n, repeat('x', 2000) as filler from generate_series(1, 10000) as n`
      expect(rows).toHaveLength(10_000)
      expect(rows.every((row, at) => row.n === at + 1 && row.filler.length === 2000)).toBe(true)
    })

    test('a parameter of 8 MB arrives complete', async () => {
      const big = '字'.repeat(8_000_000 / 3)
      const [row] = await sql`select md5(${big}::text) as sum, length(${big}::text) as length`
      const [expected] = await sql`select md5(repeat('字', ${big.length}::int)) as sum`
      expect(row).toEqual({ sum: expected!.sum, length: big.length })
    })

    test('many callers at once each get their own rows', async () => {
      const results = await Promise.all(
        Array.from(
          { length: 400 },
          (_, at) => sql`select ${at}::int as at, ${`v${at}`}::text as v`,
        ),
      )
      for (const [at, rows] of results.entries()) expect(rows[0]).toEqual({ at, v: `v${at}` })
    })

    test('reads that wait behind transactions come back with their rows', async () => {
      await sql`insert into item (id, name) select n, 'n' || n from generate_series(1, 100) as n`
      const transactions = Array.from({ length: 8 }, (_, at) =>
        sql.begin(async (tx) => {
          await tx`update item set tags = array['t'] where id = ${at + 1}`
          await tx`select pg_sleep(0.005)`
          return tx`select count(*)::int as n from item`
        }),
      )
      const reads = Array.from(
        { length: 120 },
        (_, at) => sql`select name from item where id = ${(at % 100) + 1}`,
      )
      for (const rows of await Promise.all(transactions)) expect(rows[0]).toEqual({ n: 100 })
      for (const [at, rows] of (await Promise.all(reads)).entries()) {
        expect(rows).toMatchObject([{ name: `n${(at % 100) + 1}` }])
      }
      await sql`truncate item`
    })

    test('a transaction does not see what another has not committed', async () => {
      const written = Promise.withResolvers<void>()
      const writer = sql.begin(async (tx) => {
        await tx`insert into item (id) values (7)`
        written.resolve()
        await tx`select pg_sleep(0.05)`
      })
      await written.promise
      const before = sql`select count(*)::int as n from item`
      const counts = [(await before)[0]!.n]
      await writer
      counts.push((await sql`select count(*)::int as n from item`)[0]!.n)
      // The embedded engine answers the first read only after the writer, the server before it.
      expect(counts).toEqual(db.capabilities.embedded ? [1, 1] : [0, 1])
      await sql`truncate item`
    })

    test('COPY carries rows in and out', async () => {
      const lines = Array.from({ length: 5000 }, (_, at) => `${at}\tname ${at} 名\n`)
      const into = await sql`copy item (id, name) from stdin`.writable()
      await pipeline(Readable.from(lines), into)
      const out = await sql`copy (select id, name from item order by id) to stdout`.readable()
      expect(await text(out)).toBe(lines.join(''))
      await sql`truncate item`
    })

    test('a COPY with a bad row leaves nothing and the connection usable', async () => {
      const into = await sql`copy item (id, name) from stdin`.writable()
      const failed = once(into, 'error')
      into.write('1\tone\n')
      into.end('not a number\ttwo\n')
      await Promise.race([
        failed.catch(() => {}),
        new Promise((resolve) => setTimeout(resolve, 300)),
      ])
      expect(await sql`select count(*)::int as n from item`).toMatchObject([{ n: 0 }])
    })

    test('a reserved connection stays one connection', async () => {
      const reserved = await sql.reserve()
      const first = await reserved`select 1 as one`
      const second = await reserved`select 2 as two`
      reserved.release()
      expect([first[0], second[0]]).toEqual([{ one: 1 }, { two: 2 }])
    })

    test('a statement is described without being run', async () => {
      const { columns } =
        await sql`insert into item (id) values (${1}) returning id, name`.describe()
      expect(columns.map((column) => column.name)).toEqual(['id', 'name'])
      expect(await sql`select count(*)::int as n from item`).toMatchObject([{ n: 0 }])
    })

    test('raw values and values by row come as asked', async () => {
      const values = await sql`select 1 as a, 'x' as b`.values()
      expect([...values]).toEqual([[1, 'x']])
      const raw = await sql`select 'x' as b`.raw()
      expect(raw[0]![0]).toEqual(Buffer.from('x'))
    })

    test('many rows are inserted with one statement', async () => {
      const rows = Array.from({ length: 500 }, (_, id) => ({ id, name: `n${id}` }))
      await sql`insert into item ${sql(rows, 'id', 'name')}`
      const [{ n } = { n: 0 }] = await sql<{ n: number }[]>`select count(*)::int as n from item`
      expect(n).toBe(500)
      await sql`
        update item set name = new.name
        from unnest(${[1, 2]}::int[], ${['a', 'b']}::text[]) as new (id, name)
        where item.id = new.id
      `
      expect(await sql`select name from item where id in (1, 2) order by id`).toMatchObject([
        { name: 'a' },
        { name: 'b' },
      ])
      await sql`truncate item`
    })

    test('vectors are stored and compared', async () => {
      const [row] = await sql`
        select ${'[1,2,3]'}::vector <-> ${'[1,2,5]'}::vector as distance,
          '{1:0.5,4:2}/10'::sparsevec <#> '{4:3}/10'::sparsevec as product
      `
      expect(row).toEqual({ distance: 2, product: -6 })
    })
  })
}
