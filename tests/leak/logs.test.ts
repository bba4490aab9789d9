import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../../src/log.ts'
import { openApp, type TestApp } from '../http/support.ts'
import { article, type Folder, makeFolder } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'
import { as, openWorld, type World } from './world.ts'

const PHONE = '13912345678'
const SAID = `我叫欧阳菊生，手机${PHONE}，身份证11010519491231002X，住青石巷9号，月岚祭门票多少钱`
const WORDS = [
  '欧阳',
  '菊生',
  '青石巷',
  PHONE,
  '3912345',
  '11010519491231',
  '月岚祭',
  '白痴',
  '六十元',
]

/** A whole day of a desk at the most talkative level: what was said stands in no line of the log. */
for (const engine of engines) {
  describe(`the log of a whole day, ${engine.name}`, () => {
    let folder: Folder
    let world: World
    let broken: TestApp
    const lines: string[] = []
    beforeAll(async () => {
      folder = makeFolder()
      folder.write('fair.md', article('fair', '\n月岚祭门票六十元。\n', { title: '月岚祭门票' }))
      world = await openWorld(engine, folder)
      const log = createLog('debug', { write: (line: string) => void lines.push(line) })
      broken = await openApp(world.db, {
        log,
        suggest: async () => Promise.reject(new Error(`cannot answer ${SAID}`)),
        check: async () => Promise.reject(new Error(SAID)),
      })
    }, 60_000)
    afterAll(async () => {
      await broken.close()
      await world.close()
      folder.discard()
    })

    test('has ids and durations, and no word of anybody', async () => {
      for (const api of [world.api, broken]) {
        const address = await api.open(as('agent'))
        const id = address.split('/').at(-1)
        const turn = { seq: 1, speaker: 'customer', text: SAID }
        await api.post(`${address}/turns`, turn, { ...as('agent'), 'idempotency-key': 'k-1' })
        await api.deps.live.idle()
        for (const body of [
          `{"turns": [{"text": "${SAID}"`,
          { turns: [{ ...turn, at: SAID }] },
          { turns: [turn], [SAID]: SAID },
          { turns: [turn] },
        ])
          await api.post('/v1/suggest', body, as('agent'))
        await api.post('/v1/check', { text: `白痴，${SAID}`, conversation: id }, as('agent'))
        await api.post('/v1/check', { text: SAID, turns: [turn] }, as('agent'))
        const q = encodeURIComponent(SAID)
        for (const path of [
          `/v1/search?q=${q}`,
          `/v1/articles/${q}`,
          `/${q}`,
          `/v1/articles?${q}=1`,
        ])
          await api.get(path, as('lead'))
        await api.post(`/v1/suggestions/${q}/feedback`, { verdict: 'helpful', finalText: SAID })
        await api.get('/v1/session', { authorization: `Bearer ${q}` })
        await api.post(`${address}/close`, {}, as('agent'))
      }
      const all = [...world.logged, ...lines]
      expect(all.length).toBeGreaterThan(20)
      expect(lines.some((line) => line.includes('request-failed'))).toBe(true)
      for (const line of all)
        for (const word of [...WORDS, encodeURIComponent('欧阳')])
          expect(line.includes(word), `${word}: ${line}`).toBe(false)
    })
  })
}
