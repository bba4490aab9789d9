import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, type Role, sqlState } from '../../src/db/index.ts'
import { engines } from '../support/engines.ts'

const TABLES = [
  ...['conversation', 'turn', 'event', 'suggestion', 'feedback', 'idempotency'],
  ...['ticket', 'ticket_personal', 'ticket_version', 'ticket_visit', 'dispatch', 'follow_up'],
]
const OTHERS: Role[] = ['customer', 'agent', 'lead', 'index']
const INSUFFICIENT_PRIVILEGE = '42501'

for (const engine of engines)
  describe(`who reaches what was said, ${engine.name}`, () => {
    let db: Database
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())

    test('no role that reads knowledge can read or change a conversation', async () => {
      for (const role of OTHERS)
        for (const table of TABLES) {
          const name = `app.${table}`
          const read = await stateOf(db.read(role, (sql) => sql`select from ${sql(name)}`))
          const wipe = await stateOf(db.write(role, (sql) => sql`delete from ${sql(name)}`))
          const refused = INSUFFICIENT_PRIVILEGE
          expect([role, table, read, wipe]).toEqual([role, table, refused, refused])
        }
    })

    test('the role of conversations reads no knowledge', async () => {
      for (const store of ['customer', 'agent', 'internal', 'embargo']) {
        const read = db.read('app', (sql) => sql`select from ${sql(`${store}.article`)}`)
        expect([store, await stateOf(read)]).toEqual([store, INSUFFICIENT_PRIVILEGE])
      }
    })
  })

async function stateOf(attempt: Promise<unknown>): Promise<string | undefined> {
  return attempt.then(() => 'allowed', sqlState)
}
