import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forget, forgetByAge } from '../../src/copilot/forget.ts'
import type { Database } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import type { Desk } from '../../src/desk/index.ts'
import { addFollowUp } from '../../src/tickets/follow-up/index.ts'
import {
  approveTicket,
  closeTicket,
  editTicket,
  visitTicket,
} from '../../src/tickets/review/index.ts'
import { engines } from '../support/engines.ts'
import { ANA, at, drafted, makeTicketDesk, T0, talk } from './world.ts'

const CANARY = 'zuqovixajeku'

/** Tables and columns, of all that there are, in which a word stands. */
async function placesOf(db: Database, word: string): Promise<string[]> {
  const columns = await ownerOf(db)<{ table: string; column: string }[]>`
    select table_name as table, column_name as column
    from information_schema.columns
    where table_schema = 'app'
  `
  const found: string[] = []
  for (const { table, column } of columns) {
    const rows = await ownerOf(db).unsafe(
      `select from app."${table}" where position($1 in "${column}"::text) > 0 limit 1`,
      [word],
    )
    if (rows.length > 0) found.push(`${table}.${column}`)
  }
  return found.sort()
}

for (const engine of engines)
  describe(`tickets that are forgotten, ${engine.name}`, () => {
    let db: Database
    let desk: Desk
    beforeAll(async () => {
      db = await engine.open()
      desk = await makeTicketDesk()
    })
    afterAll(() => db.close())

    test('nothing of what was said or written in them stays in any column', async () => {
      const { id, conversation } = await drafted(db, desk)
      const edit = {
        'field.problem': `${CANARY} 13700001111`,
        'summary.problem': CANARY,
        'field.customer_name': CANARY,
      }
      const doing = { id, doer: ANA, now: at(1) }
      await db.write('app', (sql) => editTicket(sql, desk, { ...doing, version: 1, edit }))
      const accept = { reason: 'urgent', note: CANARY } as const
      await db.write('app', (sql) => approveTicket(sql, desk, { ...doing, version: 2, accept }))
      const visit = { reached: false, solved: null, satisfaction: null, note: CANARY }
      await db.write('app', (sql) => visitTicket(sql, desk, { ...doing, visit }))
      const own = { conversation, kind: 'other', source: 'x', note: CANARY, dueAt: at(9) } as const
      await db.write('app', (sql) => addFollowUp(sql, own, at(1)))
      expect(await placesOf(db, CANARY)).toEqual(
        expect.arrayContaining([
          ...['dispatch.body', 'follow_up.note', 'ticket.body', 'ticket_personal.value'],
          ...['ticket_version.changes', 'ticket_version.note', 'ticket_visit.note'],
        ]),
      )
      await forget(db, { ids: [conversation] }, 'request')
      expect(await placesOf(db, CANARY)).toEqual([])
      expect(await placesOf(db, conversation)).toEqual([])
    })

    test('by age: not before its ticket is closed; by somebody’s wish: at once', async () => {
      const working = await drafted(db, desk)
      const doing = { id: working.id, doer: ANA, now: at(1), note: null }
      const approval = { ...doing, version: 1, accept: null }
      await db.write('app', (sql) => approveTicket(sql, desk, approval))
      const idle = await talk(db)
      const draft = await drafted(db, desk)
      const later = new Date(T0.getTime() + 200 * 86_400_000)
      expect(await forgetByAge(db, 180, later)).toMatchObject({ conversations: 2 })
      const left = () =>
        db.read('app', (sql) => sql<{ id: string }[]>`select id from app.conversation`)
      expect((await left()).map(({ id }) => id)).toEqual([working.conversation])
      expect([idle, draft.conversation]).not.toContain(working.conversation)
      await db.write('app', (sql) => closeTicket(sql, desk, { ...doing, reason: 'solved' }))
      expect(await forgetByAge(db, 180, later)).toMatchObject({ conversations: 1 })
      const wished = await drafted(db, desk)
      await db.write('app', (sql) => approveTicket(sql, desk, { ...approval, id: wished.id }))
      expect(await forget(db, { ids: [wished.conversation] }, 'request')).toMatchObject({
        conversations: 1,
      })
    })
  })
