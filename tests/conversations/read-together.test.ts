import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addEvents, openConversation } from '../../src/conversations/index.ts'
import { readTogether } from '../../src/conversations/read-together.ts'
import type { Database } from '../../src/db/index.ts'
import { engines } from '../support/engines.ts'

for (const engine of engines) {
  describe(`reading events together, ${engine.name}`, () => {
    let db: Database
    let reads = 0
    const counted = (): Database => ({
      ...db,
      read: (role, run) => {
        reads += 1
        return db.read(role, run)
      },
    })
    const note = { kind: 'note-added', data: { text: '稍等' } } as const

    beforeAll(async () => {
      db = await engine.open()
    })
    afterAll(() => db.close())

    function conversationWith(events: number): Promise<string> {
      return db.write('app', async (sql) => {
        const now = new Date()
        const whose = { channel: 'chat', lang: null, openedBy: 'anna', now } as const
        const conversation = await openConversation(sql, whose)
        const notes = Array.from({ length: events }, () => note)
        await addEvents(sql, conversation, notes, now)
        return conversation.id
      })
    }

    test('who asks at once is read for at once, each from his own place', async () => {
      const [one, other] = [await conversationWith(5), await conversationWith(3)]
      const read = readTogether(counted(), 4)
      reads = 0
      const found = await Promise.all([
        read(one, 0),
        read(other, 2),
        read(one, 3),
        read('no-such-conversation', 0),
      ])
      expect(found.map((events) => events.map(({ id }) => id))).toEqual([
        [1, 2, 3, 4],
        [3],
        [4, 5],
        [],
      ])
      expect(found[1]?.[0]).toMatchObject({ conversation: other, ...note })
      expect(reads).toBe(1)
    })

    test('who comes while others are read for is served by the next reading', async () => {
      const id = await conversationWith(2)
      const read = readTogether(counted(), 100)
      reads = 0
      const first = read(id, 0)
      await new Promise((resolve) => setImmediate(resolve))
      const later = [read(id, 0), read(id, 1)]
      expect((await first).length).toBe(2)
      expect((await Promise.all(later)).map((events) => events.length)).toEqual([2, 1])
      expect(reads).toBe(2)
    })

    test('an error is told to all who were in it, and the next are served', async () => {
      let isAway = true
      const broken: Database = {
        ...db,
        read: (role, run) => (isAway ? Promise.reject(new Error('away')) : db.read(role, run)),
      }
      const id = await conversationWith(1)
      const read = readTogether(broken, 100)
      const failed = await Promise.allSettled([read(id, 0), read(id, 0)])
      expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      isAway = false
      expect(await read(id, 0)).toHaveLength(1)
    })
  })
}
