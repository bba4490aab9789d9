import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, fixClock } from '../../src/db/index.ts'
import { ownerOf } from '../../src/db/owner.ts'
import { engines } from '../support/engines.ts'

for (const engine of engines) {
  describe(`setting the clock, ${engine.name}`, () => {
    let db: Database
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())

    const now = async (): Promise<string> => {
      const rows = await db.read(
        'customer',
        (sql) => sql<{ now: Date }[]>`select desk_now() as now`,
      )
      return rows[0]!.now.toISOString()
    }

    test('the clock stands where it was put, can be moved, and runs again', async () => {
      await fixClock(db, '2026-12-01T10:00:00+08:00')
      expect(await now()).toBe('2026-12-01T02:00:00.000Z')
      await fixClock(db, new Date('2026-12-01T02:00:00.001Z'))
      expect(await now()).toBe('2026-12-01T02:00:00.001Z')
      await fixClock(db, null)
      expect(Math.abs(Date.parse(await now()) - Date.now())).toBeLessThan(60_000)
    })

    test('what is no instant is refused', async () => {
      await expect(fixClock(db, 'tomorrow')).rejects.toMatchObject({ code: 'BAD_INPUT' })
    })

    test('a database that was not made to be thrown away keeps its clock', async () => {
      const owner = ownerOf(db)
      const [current] = await owner`select current_database() as name`
      await owner`comment on database ${owner(current!.name)} is null`
      await expect(fixClock(db, '2026-12-01T10:00:00+08:00')).rejects.toMatchObject({
        code: 'FORBIDDEN',
      })
      expect(Math.abs(Date.parse(await now()) - Date.now())).toBeLessThan(60_000)
    })
  })
}
