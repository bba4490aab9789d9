import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Suggestion } from '../../src/compose/types.ts'
import { fixClock } from '../../src/db/index.ts'
import type { Folder } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'
import { canariesIn, leaksTo, plantedCanaries } from './canaries.ts'
import { makeCanaryFolder } from './canary-folder.ts'
import { FOR_EDITORS, PLAIN_ROUTES, ROUTE_CASES, type Visit } from './route-cases.ts'
import { FUTURE, STATES, type State } from './states.ts'
import { type Talk, talk } from './talk.ts'
import { as, openWorld, type World, wholeAnswer } from './world.ts'

const CALLERS = ['service', 'agent', 'lead', 'editor'] as const

for (const engine of engines) {
  describe(`the leak matrix, ${engine.name}`, () => {
    let folder: Folder
    let world: World
    const talks = new Map<string, Talk>()
    beforeAll(async () => {
      folder = makeCanaryFolder()
      world = await openWorld(engine, folder)
    }, 180_000)
    afterAll(async () => {
      await world.close()
      folder.discard()
    })

    test('every article is served but the drafts, the archived and the faulty', () => {
      const faulty = STATES.filter((state) => state.isFaulty).length * 2
      expect(new Set(world.report.flaws.map(({ file }) => file)).size).toBe(faulty)
      expect(plantedCanaries().length).toBeGreaterThan(STATES.length * 2 * 18)
    })

    test('every route has a case, and every case its route', () => {
      const routes = world.api.app.routes
        .filter(({ method }) => method !== 'ALL')
        .map(({ method, path }) => `${method} ${path}`)
      expect([...new Set(routes)].sort()).toEqual(
        Object.keys({ ...PLAIN_ROUTES, ...ROUTE_CASES }).sort(),
      )
    })

    describe.each(CALLERS)('%s', (reader) => {
      test('learns nothing of any text from what asks nothing', async () => {
        for (const path of [...Object.values(PLAIN_ROUTES), '/', '/v1/unknown']) {
          const answer = await wholeAnswer(await world.api.get(path, as(reader)))
          expect(leaksTo(reader, answer), path).toEqual([])
        }
      })

      test.each(STATES.map((state) => [state.name, state] as const))(
        'learns nothing of %s text that it may not read',
        async (_name, state) => {
          const visit = { world, reader, state, talk: await talkAbout(reader, state) }
          for (const [route, ask] of Object.entries(ROUTE_CASES)) {
            const isOwn = reader === 'editor' && FOR_EDITORS.has(route)
            for (const answer of await ask(visit)) {
              if (isOwn) continue
              expect(leaksTo(reader, answer), `${route} → ${answer.slice(0, 400)}`).toEqual([])
              for (const said of customerTextsIn(answer))
                expect(leaksTo('customer', said), `${route}: ${said}`).toEqual([])
            }
          }
        },
        120_000,
      )
    })

    test('those who may read a text do find it, so that the questions are good ones', async () => {
      for (const state of STATES) {
        for (const reader of CALLERS) {
          if (!state.readers.includes(reader)) continue
          const visit = { world, reader, state, talk: await talkAbout(reader, state) }
          const found = (await ROUTE_CASES['GET /v1/search']!(visit)).join('\n')
          const shown = (await ROUTE_CASES['GET /v1/articles/:id']!(visit)).join('\n')
          const places = (text: string) =>
            canariesIn(text).filter((one) => one.state.startsWith(state.name))
          expect(places(found).length, `${reader} searching ${state.name}`).toBeGreaterThan(10)
          expect(places(shown).length, `${reader} reading ${state.name}`).toBeGreaterThan(20)
        }
      }
      const told = await talkAbout('agent', STATES[0]!)
      expect(customerTextsIn(told.events).some((text) => canariesIn(text).length > 0)).toBe(true)
      expect(canariesIn(told.teamEvents)).toEqual([])
    })

    test('what is for editors tells everybody else the same, whatever is asked for', async () => {
      for (const reader of ['service', 'agent', 'lead'] as const) {
        const answers = new Set<string>()
        for (const state of STATES) {
          const visit = { world, reader, state, talk: await talkAbout(reader, state) }
          for (const route of FOR_EDITORS)
            for (const answer of await ROUTE_CASES[route]!(visit))
              answers.add(
                answer.replaceAll(/"(?:requestId|instance)":"[^"]*"|x-request-id: \S+/g, ''),
              )
        }
        expect([...answers]).toHaveLength(1)
      }
    })

    test('nothing of any text stands in the log', () => {
      expect(world.logged.length).toBeGreaterThan(100)
      const log = world.logged.join('').replaceAll(/"(requestId|time|ms|conversation)":[^,}]*/g, '')
      const lines = [...new Set(log.split('\n'))]
      expect(lines.filter((line) => canariesIn(line).length > 0 || hasSubject(line))).toEqual([])
    })

    test('the same questions find unreleased text from its instant on, so they would have found it before', async () => {
      await fixClock(world.db, FUTURE)
      for (const name of ['embargoed', 'embargo-block']) {
        const state = STATES.find((one) => one.name === name)!
        const visit = {
          world,
          reader: 'service',
          state,
          talk: await talkAbout('service', state),
        } as const
        for (const route of ['GET /v1/search', 'GET /v1/articles/:id']) {
          const answers = (await ROUTE_CASES[route]!(visit)).join('\n')
          const found = canariesIn(answers).filter((one) => one.state.startsWith(name))
          expect(found.length, `${route} for ${name}`).toBeGreaterThan(10)
        }
      }
      await fixClock(world.db, null)
    })

    async function talkAbout(reader: Visit['reader'], state: State): Promise<Talk> {
      const key = `${reader} ${state.name}`
      const held =
        talks.get(key) ?? (await talk(world, reader, `${state.subject['zh-Hans']}有什么规则`))
      talks.set(key, held)
      return held
    }
  })
}

function hasSubject(line: string): boolean {
  return STATES.some(({ subject }) => Object.values(subject).some((word) => line.includes(word)))
}

/** What of an answer is meant to be said to a customer, wherever a suggestion stands in it. */
function customerTextsIn(answer: string): string[] {
  const body = answer.includes('\n\n') ? answer.slice(answer.indexOf('\n\n') + 2) : answer
  if (!/^[[{]/.test(body)) return []
  const texts: string[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('outcome' in value && 'sentences' in value) {
      const { text, sentences, missing, findings } = value as Suggestion
      texts.push(JSON.stringify({ text, sentences, missing, findings }))
    }
    for (const inner of Object.values(value)) visit(inner)
  }
  visit(JSON.parse(body))
  return texts
}
