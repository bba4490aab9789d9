import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Suggestion } from '../../src/compose/types.ts'
import { suggestStanding } from '../../src/copilot/suggest-standing.ts'
import { verifyAudit } from '../../src/copilot/verify-audit.ts'
import { withdrawStale } from '../../src/copilot/withdraw-stale.ts'
import { fixClock } from '../../src/db/index.ts'
import { readStream, type SeenEvent } from '../http/support.ts'
import { article, type Folder, makeFolder } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'
import { as, openWorld, type World, wholeAnswer } from './world.ts'

const NOW = '2026-11-21T12:00:00+08:00'
const EXPIRES = '2026-12-11T10:00:00+08:00'
const QUESTION = '月岚祭门票多少钱'
const PRICE = '六十元'
const LOOK_UP = '先查订单'

const signal = () => new AbortController().signal

for (const engine of engines) {
  describe(`a suggestion that was kept, ${engine.name}`, () => {
    let folder: Folder
    let world: World
    beforeAll(async () => {
      folder = makeFolder()
      world = await openWorld(engine, folder)
    }, 60_000)
    afterAll(async () => {
      await world.close()
      folder.discard()
    })
    beforeEach(async () => {
      await fixClock(world.db, NOW)
      writeFair({ expires: EXPIRES })
      await world.index()
    })

    function writeFair(keys: Record<string, string>, price = PRICE): void {
      const body = `\n月岚祭门票${price}，三月举行。\n\n:::agent\n月岚祭${LOOK_UP}。\n:::\n`
      folder.write('fair.md', article('fair', body, { title: '月岚祭门票', ...keys }))
    }

    async function askedAbout(): Promise<string> {
      const address = await world.api.open(as('agent'))
      const turn = { seq: 1, speaker: 'customer', text: QUESTION }
      await world.api.post(`${address}/turns`, turn, as('agent'))
      await world.api.deps.live.idle()
      return address
    }
    const kept = async (address: string): Promise<{ suggestions: Suggestion[] }> =>
      (await world.api.get(address, as('agent'))).json() as never
    const isTold = (events: SeenEvent[]) =>
      events.some(({ kind }) => kind.startsWith('suggestion-'))
    const events = async (address: string) =>
      readStream(await world.api.get(`${address}/events`, as('agent')), isTold)

    test('is shown as long as what it cites may be told, and not a moment longer', async () => {
      const team = await world.api.get('/v1/team/events', as('lead'))
      const address = await askedAbout()
      expect((await kept(address)).suggestions[0]).toMatchObject({ outcome: 'answer' })
      expect(JSON.stringify(await events(address))).toContain(PRICE)
      const teamTold = await readStream(team, isTold)
      expect(JSON.stringify(teamTold)).toContain(PRICE)
      const before = teamTold.find(({ kind }) => kind === 'turn-added')!.sseId
      await fixClock(world.db, EXPIRES)
      const replays = [
        await events(address),
        await readStream(
          await world.api.get('/v1/team/events', { ...as('lead'), 'last-event-id': before }),
          isTold,
        ),
      ]
      for (const replayed of replays) {
        expect(replayed.at(-1)).toMatchObject({
          kind: 'suggestion-withdrawn',
          data: { suggestion: expect.stringMatching(/^s-/), forTurn: 1, reason: 'out-of-date' },
        })
        expect(JSON.stringify(replayed)).not.toContain(PRICE)
      }
      expect(await kept(address)).toMatchObject({ suggestions: [] })
      for (const reader of ['agent', 'lead', 'editor'])
        expect(await wholeAnswer(await world.api.get(address, as(reader)))).not.toContain(PRICE)
    })

    test('is not shown while nothing may be told, whatever its instants say', async () => {
      const address = await askedAbout()
      const { deps } = world.api
      const { knowledge } = deps
      deps.knowledge = () => 'held'
      expect(await kept(address)).toMatchObject({ suggestions: [] })
      expect(JSON.stringify(await events(address))).not.toContain(PRICE)
      deps.knowledge = knowledge
      expect(JSON.stringify(await kept(address))).toContain(PRICE)
    })

    test('is taken back from the screens it stands on when its time is over, once', async () => {
      const address = await askedAbout()
      const now = new Date()
      expect(await withdrawStale(world.db, now)).toBe(0)
      await fixClock(world.db, EXPIRES)
      expect(await withdrawStale(world.db, now)).toBeGreaterThan(0)
      expect(await withdrawStale(world.db, now)).toBe(0)
      await fixClock(world.db, NOW)
      const seen = await readStream(await world.api.get(`${address}/events`, as('agent')), (all) =>
        all.some(({ kind }) => kind === 'suggestion-withdrawn'),
      )
      const ready = seen.find(({ kind }) => kind === 'suggestion-ready')
      expect(seen.at(-1)!.data).toEqual({
        ...{ suggestion: ready!.data.id, forTurn: 1, reason: 'out-of-date' },
      })
      expect(seen.map(({ id }) => id)).toEqual(seen.map((_, n) => n + 1))
    })

    test.each([
      ['is withdrawn', () => folder.remove('fair.md')],
      ['is narrowed', () => writeFair({ audience: 'internal' })],
      ['is put off again', () => writeFair({ release: EXPIRES })],
      ['says something else', () => writeFair({}, '七十元')],
    ])('is gone when its article %s', async (_how, change) => {
      const address = await askedAbout()
      expect(JSON.stringify(await kept(address))).toContain(PRICE)
      change()
      await world.index()
      expect(await kept(address)).toMatchObject({ suggestions: [] })
      expect(JSON.stringify(await events(address))).not.toContain(PRICE)
    })

    test('loses its guidance alone when only that was withdrawn', async () => {
      const address = await askedAbout()
      expect((await kept(address)).suggestions[0]!.guidance).toHaveLength(1)
      folder.write(
        'fair.md',
        article('fair', `\n月岚祭门票${PRICE}，三月举行。\n`, { title: '月岚祭门票' }),
      )
      await world.index()
      const [suggestion] = (await kept(address)).suggestions
      expect(suggestion).toMatchObject({ outcome: 'answer', guidance: [] })
      expect(suggestion!.text).toContain(PRICE)
      expect(JSON.stringify(await events(address))).not.toContain(LOOK_UP)
    })

    test('is made anew when its text goes between being found and being told', async () => {
      const transcript = {
        id: 'c-1',
        channel: 'chat' as const,
        turns: [{ seq: 1, speaker: 'customer' as const, text: QUESTION, final: true, rev: 0 }],
      }
      const deps = { db: world.db, desk: world.desk }
      let runs = 0
      const standing = await suggestStanding(
        {
          ...deps,
          async suggest(asked, options) {
            const made = await world.api.deps.suggest(asked, options)
            if (++runs === 1) await fixClock(world.db, EXPIRES)
            return made
          },
        },
        transcript,
        { signal: signal() },
      )
      expect(runs).toBe(2)
      expect(standing).toMatchObject({
        suggestion: { outcome: 'no-answer' },
        manifest: { cited: [], gone: [] },
      })
      const unknown = await world.api.deps.suggest(transcript, { signal: signal() })
      await fixClock(world.db, NOW)
      const stale = await world.api.deps.suggest(transcript, { signal: signal() })
      await fixClock(world.db, EXPIRES)
      const never = await suggestStanding({ ...deps, suggest: async () => stale }, transcript, {
        signal: signal(),
      })
      // What goes again and again is answered like what never was, to the byte.
      const told = ({ ms: _, generation: __, ...rest }: Suggestion) => JSON.stringify(rest)
      expect(told(never.suggestion)).toBe(told(unknown))
      expect((await verifyAudit(world.db)).faults).toEqual([])
    })
  })
}
