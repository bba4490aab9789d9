import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../src/db/index.ts'
import { engines } from '../support/engines.ts'

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150))

for (const engine of engines) {
  describe(`listen and notify, ${engine.name}`, () => {
    let db: Database
    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())

    const notify = (channel: string, payload: string): Promise<unknown> =>
      db.write('app', (sql) => sql`select pg_notify(${channel}, ${payload})`)

    test('every notification of the channel is heard, in order, and none of another', async () => {
      const heard: string[] = []
      const stop = await db.listen('one', (payload) => heard.push(payload))
      for (let at = 0; at < 20; at += 1) await notify(at % 2 ? 'two' : 'one', String(at))
      await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(10)
      expect(heard).toEqual(['0', '2', '4', '6', '8', '10', '12', '14', '16', '18'])
      await stop()
    })

    test('a notification is sent only when its transaction commits', async () => {
      const heard: string[] = []
      const stop = await db.listen('commits', (payload) => heard.push(payload))
      const failed = db.write('app', async (sql) => {
        await sql`select pg_notify('commits', 'never')`
        throw new Error('no')
      })
      await expect(failed).rejects.toThrow('no')
      await notify('commits', 'yes')
      await expect.poll(() => heard, { timeout: 10_000 }).toEqual(['yes'])
      await stop()
    })

    test('several listeners of one channel all hear, and one that stops hears no more', async () => {
      const first: string[] = []
      const second: string[] = []
      const stopFirst = await db.listen('shared', (payload) => first.push(payload))
      const stopSecond = await db.listen('shared', (payload) => second.push(payload))
      await notify('shared', 'a')
      await expect.poll(() => [first, second], { timeout: 10_000 }).toEqual([['a'], ['a']])
      await stopFirst()
      await notify('shared', 'b')
      await expect.poll(() => second, { timeout: 10_000 }).toEqual(['a', 'b'])
      await settled()
      expect(first).toEqual(['a'])
      await stopSecond()
    })

    test('each listener is told once that listening has begun', async () => {
      let begun = 0
      const count = (): void => {
        begun += 1
      }
      const stops = [
        await db.listen('begun', () => {}, count),
        await db.listen('begun', () => {}, count),
      ]
      await settled()
      expect(begun).toBe(2)
      for (const stop of stops) await stop()
    })
  })
}
