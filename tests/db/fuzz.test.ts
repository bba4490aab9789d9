import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../src/db/client.ts'
import { connectEmbedded } from '../../src/db/client.ts'
import { EngineHost } from '../../src/db/embedded/engine-host.ts'
import { silentLog } from '../../src/log.ts'
import { migratedSeed } from '../support/embedded-engine.ts'

/** Small, seeded, good enough to shuffle operations: mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe('many clients on the one backend, all doing different things', () => {
  let host: EngineHost
  const clients: Client[] = []

  beforeAll(async () => {
    const seed = await migratedSeed()
    host = new EngineHost({
      folder: undefined,
      seed,
      log: silentLog,
      statementMs: 60_000,
      idleMs: 60_000,
    })
    for (let at = 0; at < 3; at += 1) {
      clients.push(connectEmbedded(() => host.connect(), { log: silentLog, max: 4 }))
    }
    await clients[0]!.unsafe(`
      create table account (id int primary key, amount int not null);
      insert into account select n, 100 from generate_series(0, 19) as n;
      create table journal (id int generated always as identity, note text)
    `)
  })
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.end()))
    await host.close()
  })

  test('every answer is the right one, and no money is made or lost', async () => {
    const random = randomNumbers(20_261_121)
    const pick = (below: number): number => Math.floor(random() * below)
    let wrong = 0
    let journalled = 0
    const check = (isRight: boolean): void => {
      if (!isRight) wrong += 1
    }

    const operations: ((sql: Client) => Promise<unknown>)[] = [
      async (sql) => {
        const value = pick(1_000_000)
        const [row] = await sql`select ${value}::int as value, ${`t${value}`}::text as text`
        check(row?.value === value && row.text === `t${value}`)
      },
      async (sql) => {
        const [from, to, amount] = [pick(20), pick(20), pick(30)]
        await sql
          .begin(async (tx) => {
            const [row] = await tx`select amount from account where id = ${from}`
            if (row!.amount < amount) throw new Error('too little')
            await tx`update account set amount = amount - ${amount} where id = ${from}`
            await tx`update account set amount = amount + ${amount} where id = ${to}`
          })
          .catch((error: Error) => check(error.message === 'too little'))
      },
      async (sql) => {
        const [row] = await sql`select sum(amount)::int as sum from account`
        check(row?.sum === 2000)
      },
      async (sql) => {
        const error = await sql`select ${1}::int / ${0}::int`.catch((caught) => caught)
        check(error.code === '22012')
      },
      async (sql) => {
        const count = 1 + pick(400)
        let seen = 0
        await sql`select n from generate_series(1, ${count}::int) as n`.cursor(50, (rows) => {
          seen += rows.length
        })
        check(seen === count)
      },
      async (sql) => {
        const note = 'x'.repeat(pick(20_000))
        journalled += 1
        await sql.begin(async (tx) => {
          await tx`insert into journal (note) values (${note})`
          await tx.savepoint((inner) => inner`select nothing from nowhere`).catch(() => {})
        })
      },
      async (sql) => {
        const size = 1 + pick(60_000)
        const [row] = await sql`select repeat('y', ${size}::int) as text`
        check(row?.text.length === size)
      },
      async (sql) => {
        const results = await sql.unsafe('select 1 as a; select 2 as b')
        check(results.length === 2 && results[1]?.[0]?.b === 2)
      },
    ]

    const worker = async (at: number): Promise<void> => {
      for (let round = 0; round < 60; round += 1) {
        await operations[pick(operations.length)]!(clients[at % clients.length]!)
      }
    }
    await Promise.all(Array.from({ length: 30 }, (_, at) => worker(at)))
    const [total] = await clients[0]!`
      select (select sum(amount)::int from account) as sum, (select count(*)::int from journal) as notes
    `
    expect({ wrong, ...total }).toEqual({ wrong: 0, sum: 2000, notes: journalled })
  })

  test('clients that hang up in the middle leave the others unharmed', async () => {
    const sockets: { destroy(): void }[] = []
    const flaky = connectEmbedded(
      async () => {
        const inner = await host.connect()
        sockets.push(inner)
        return inner
      },
      { log: silentLog, max: 3 },
    )
    const steady = Promise.all(
      Array.from({ length: 300 }, (_, at) => clients[at % 3]!`select ${at}::int as at`),
    )
    for (let round = 0; round < 15; round += 1) {
      const doomed = Array.from({ length: 6 }, () =>
        flaky
          .begin(async (tx) => {
            await tx`update account set amount = amount + 1000 where id = 1`
            await tx`select pg_sleep(0.002)`
            throw new Error('never commits')
          })
          .catch(() => {}),
      )
      await new Promise((resolve) => setTimeout(resolve, 4))
      for (const socket of sockets.splice(0)) socket.destroy()
      await Promise.all(doomed)
    }
    for (const [at, rows] of (await steady).entries()) expect(rows[0]).toEqual({ at })
    const [row] = await clients[0]!`select sum(amount)::int as sum from account`
    expect(row).toEqual({ sum: 2000 })
    await flaky.end({ timeout: 1 })
  })
})
