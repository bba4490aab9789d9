import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRandom } from '../../evals/made-attacks/random.ts'
import { makeRefusalPairs } from '../../evals/refusals/make-pairs.ts'
import { findDifferences, withoutIds } from '../../evals/refusals/measure-refusals.ts'
import { readKnowledge } from '../../evals/refusals/open-knowledge.ts'
import { type Trace, tellApart } from '../../evals/refusals/tell-apart.ts'
import { fixClock } from '../../src/db/index.ts'
import type { Folder } from '../indexing/support.ts'
import { article, makeFolder } from '../indexing/support.ts'
import { engines } from '../support/engines.ts'
import { as, openWorld, type World, wholeAnswer } from './world.ts'

describe('pairs of the hidden and the invented', () => {
  test('are many, in three languages, and what is invented stands nowhere in the knowledge', async () => {
    const knowledge = await readKnowledge('knowledge')
    const pairs = makeRefusalPairs(knowledge)
    expect(pairs.length).toBeGreaterThan(700)
    expect(new Set(pairs.map(({ hidden, invented }) => `${hidden}|${invented}`)).size).toBe(
      pairs.length,
    )
    for (const lang of ['zh-Hans', 'zh-Hant', 'en'])
      expect(pairs.slice(0, 500).filter((pair) => pair.lang === lang).length).toBeGreaterThan(50)
    for (const { hidden, invented } of pairs) expect(hidden).not.toBe(invented)
    expect(makeRefusalPairs(knowledge)).toEqual(pairs)
  })
})

describe('the classifier', () => {
  const random = createRandom(5)
  /** Times around a middle, as a sum of chances. */
  const time = (middle: number) =>
    middle + [1, 2, 3, 4, 5, 6].reduce((sum) => sum + random.below(100) / 100 - 0.5, 0)
  const traces = (laterMs: number): Trace[] =>
    Array.from({ length: 500 }, (_, n) =>
      [true, false].map((isHidden) => ({
        pair: `p${n}`,
        isHidden,
        figures: { ms: time(250 + (isHidden ? laterMs : 0)), bytes: 700 },
      })),
    ).flat()

  test('finds nothing in what is the same, and half a millisecond in what is not', () => {
    expect(tellApart(traces(0)).accuracy).toBeLessThan(0.55)
    expect(tellApart(traces(0.5)).accuracy).toBeGreaterThan(0.58)
    expect(tellApart(traces(3)).accuracy).toBeGreaterThan(0.95)
  })

  test('finds what lies on both sides of the others', () => {
    const wide = traces(0).map((trace, n) => ({
      ...trace,
      figures: { ms: trace.isHidden ? (n % 4 < 2 ? 247 : 253) : time(250) },
    }))
    expect(tellApart(wide).accuracy).toBeGreaterThan(0.9)
  })

  test('and a byte more is a difference', () => {
    const trace = { pair: 'p', isHidden: true, figures: {} }
    expect(
      findDifferences([
        { trace, told: 'a' },
        { trace, told: 'a' },
      ]),
    ).toEqual([])
    expect(
      findDifferences([
        { trace, told: 'a' },
        { trace, told: 'a ' },
      ]),
    ).toEqual(['p'])
  })
})

/** A small part of what `node evals/report-refusals.ts` asks five hundred of, also for its times. */
for (const engine of engines) {
  describe(`what is hidden and what is invented, ${engine.name}`, () => {
    let folder: Folder
    let world: World
    beforeAll(async () => {
      folder = makeFolder()
      const release = '"2027-01-05T10:00:00+08:00"'
      folder.write('open.md', article('open', '\n退款在三个工作日内到账。\n', { title: '退款' }))
      for (const [id, name] of [
        ['lingxi', '灵犀计划'],
        ['night', '巅峰之夜'],
        ['rebate', '双旦返利'],
      ] as const)
        folder.write(`${id}.md`, article(id, `\n${name}的规则。\n`, { title: name, release }))
      folder.write('plan.md', article('plan', '\nThe Lingxi Plan.\n', { lang: 'en', release }))
      world = await openWorld(engine, folder)
      await fixClock(world.db, '2026-11-21T12:00:00+08:00')
    }, 60_000)
    afterAll(async () => {
      await world.close()
      folder.discard()
    })

    test('are answered with the same bytes, asked alone and in a conversation', async () => {
      const own = /灵犀计划|靈犀計劃|巅峰之夜|巔峰之夜|双旦返利|雙旦返利|Lingxi/
      const pairs = makeRefusalPairs('').filter(({ hidden }) => own.test(hidden))
      expect(pairs.length).toBeGreaterThan(60)
      let refused = 0
      for (const { hidden, invented } of pairs) {
        const [one, other] = await Promise.all([hidden, invented].map(suggested))
        expect(one, hidden).toBe(other)
        if (one!.includes('"outcome":"no-answer"')) refused++
      }
      // Whoever asks for the person in charge is heard, whatever it is about.
      expect(refused).toBeGreaterThan(pairs.length * 0.8)
      const [first] = pairs
      const [one, other] = [await held(first!.hidden), await held(first!.invented)]
      expect(one.replaceAll(first!.hidden, '')).toBe(other.replaceAll(first!.invented, ''))
    }, 60_000)

    async function suggested(text: string): Promise<string> {
      const body = { id: 'c-1', turns: [{ seq: 1, speaker: 'customer', text }] }
      return alike(await wholeAnswer(await world.api.post('/v1/suggest', body, as('agent'))))
    }

    async function held(text: string): Promise<string> {
      const address = await world.api.open(as('agent'))
      const turn = { seq: 1, speaker: 'customer', text }
      await world.api.post(`${address}/turns`, turn, as('agent'))
      await world.api.deps.live.idle()
      const kept = (await (await world.api.get(address, as('agent'))).json()) as {
        suggestions: { text: string; sentences: { text: string }[] }[]
      }
      // Which set phrase is taken follows from the conversation's id.
      for (const suggestion of kept.suggestions) {
        suggestion.text = '…'
        suggestion.sentences[0]!.text = '…'
      }
      return alike(JSON.stringify(kept))
    }

    const alike = (answer: string) =>
      withoutIds(answer).replaceAll(/x-request-id: .*|content-length: .*/g, '')
  })
}
