import { describe, expect, test } from 'vitest'
import { message, simpleQuery, splitMessages } from '../../src/db/embedded/messages.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { TransactionWatch } from '../../src/db/transaction-watch.ts'
import { engines } from '../support/engines.ts'

const server = engines.find((engine) => engine.name === 'server')

describe('a connection that breaks', () => {
  test.runIf(server)(
    'in a transaction fails that one as a passing fault, and only that one',
    async () => {
      const db = await server!.open()
      await ownerOf(db).unsafe('create table entry (id int); grant all on entry to sidecue_app')
      for (const within of ['plain', 'savepoint'] as const) {
        const broken = db.write('app', async (sql) => {
          const [row] = await sql`select pg_backend_pid() as pid`
          await sql`insert into entry values (1)`
          await ownerOf(db)`select pg_terminate_backend(${row!.pid})`
          if (within === 'plain') await sql`insert into entry values (2)`
          else await sql.savepoint((inner) => inner`insert into entry values (2)`)
        })
        await expect(broken).rejects.toMatchObject({ code: 'TRY_LATER' })
      }
      expect(await db.read('app', (sql) => sql`select id from entry`)).toHaveLength(0)
      await db.close()
    },
  )

  test.runIf(server)(
    'while the transaction does something else cannot mix it into another',
    async () => {
      const db = await server!.open()
      const broken = db.read('customer', async (sql) => {
        const [row] = await sql`select pg_backend_pid() as pid`
        await ownerOf(db)`select pg_terminate_backend(${row!.pid})`
        await new Promise((resolve) => setTimeout(resolve, 100))
        // Others have had time to take every connection by now.
        const others = Array.from({ length: 20 }, () => ownerOf(db)`select current_user as name`)
        const mine = sql`select current_user as name`.then(
          (rows) => rows,
          () => 'failed',
        )
        const rows = await Promise.all(others)
        expect(new Set(rows.map((found) => found[0]!.name))).toEqual(new Set(['postgres']))
        expect(await mine).toBe('failed')
      })
      await expect(broken).rejects.toMatchObject({ code: 'TRY_LATER' })
      await db.close()
    },
  )

  test.runIf(server)('between transactions is made again without anybody noticing', async () => {
    const db = await server!.open()
    await Promise.all(Array.from({ length: 5 }, () => db.read('app', (sql) => sql`select 1`)))
    await ownerOf(db)`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
    `
    await new Promise((resolve) => setTimeout(resolve, 100))
    for (let at = 0; at < 20; at += 1) await db.read('app', (sql) => sql`select 1`)
    await db.close()
  })
})

describe('standing in for a server that is gone', () => {
  const startup = Buffer.from('\0\0\0\x08\0\x03\0\0', 'latin1')
  const ready = (status: string): Buffer => message('Z', Buffer.from(status))
  const said = (answer: Buffer): string[] =>
    [...splitMessages(answer)].map((part) => {
      const type = String.fromCharCode(part[0]!)
      return type === 'Z' ? `Z${String.fromCharCode(part[5]!)}` : type
    })
  const sync = message('S', Buffer.alloc(0))
  const flush = message('H', Buffer.alloc(0))
  const parse = (name: string, text: string): Buffer =>
    message('P', Buffer.from(`${name}\0${text}\0\0\0`))
  const bind = (name: string): Buffer => message('B', Buffer.from(`\0${name}\0\0\0\0\0\0\0`))

  function inTransaction(): TransactionWatch {
    const watch = new TransactionWatch()
    watch.sent(startup)
    watch.received(ready('I'))
    watch.sent(simpleQuery('begin'))
    // An answer may be cut anywhere.
    for (const byte of Buffer.concat([message('C', Buffer.from('BEGIN\0')), ready('T')])) {
      watch.received(Buffer.of(byte))
    }
    return watch
  }

  test('it knows when a transaction is open', () => {
    const watch = inTransaction()
    expect(watch.isInTransaction).toBe(true)
    watch.sent(simpleQuery('commit'))
    watch.received(Buffer.concat([message('C', Buffer.from('COMMIT\0')), ready('I')]))
    expect(watch.isInTransaction).toBe(false)
  })

  test('all that waits for an answer gets an error', () => {
    const watch = inTransaction()
    watch.sent(Buffer.concat([simpleQuery('a'), parse('', 'b'), sync, parse('', 'c'), flush]))
    expect(said(watch.lost())).toEqual(['E', 'ZE', 'E', 'ZE', 'E'])
    expect(said(watch.answer(sync))).toEqual(['ZE'])
  })

  test('with nothing waiting nothing is said, and what comes later fails until the rollback', () => {
    const watch = inTransaction()
    expect(said(watch.lost())).toEqual([])
    expect(said(watch.answer(simpleQuery('select 1')))).toEqual(['E', 'ZE'])
    expect(said(watch.answer(simpleQuery('rollback to s0')))).toEqual(['E', 'ZE'])
    expect(watch.isInTransaction).toBe(true)
    expect(said(watch.answer(simpleQuery('rollback')))).toEqual(['C', 'ZI'])
    expect(watch.isInTransaction).toBe(false)
  })

  test('a rollback that was on its way is done, for the transaction went with the server', () => {
    const watch = inTransaction()
    watch.sent(Buffer.concat([simpleQuery('a'), simpleQuery('rollback')]))
    expect(said(watch.lost())).toEqual(['E', 'ZE', 'C', 'ZI'])
    expect(watch.isInTransaction).toBe(false)
  })

  test('a commit is never confirmed', () => {
    const watch = inTransaction()
    watch.lost()
    expect(said(watch.answer(Buffer.concat([parse('x', 'commit'), bind('x'), sync])))).toEqual([
      'E',
      'ZI',
    ])
  })

  test('a rollback prepared long ago is recognised by its name', () => {
    const watch = inTransaction()
    watch.sent(Buffer.concat([parse('r1', 'rollback'), bind('r1'), sync]))
    watch.received(ready('I'))
    watch.sent(simpleQuery('begin'))
    watch.received(ready('T'))
    watch.lost()
    expect(said(watch.answer(Buffer.concat([bind('r1'), sync])))).toEqual(['C', 'ZI'])
  })
})
