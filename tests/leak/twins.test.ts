import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withoutHidden } from '../../evals/refusals/open-knowledge.ts'
import { systemClock } from '../../src/clock.ts'
import type { Suggestion } from '../../src/compose/types.ts'
import { suggest } from '../../src/copilot/suggest.ts'
import { type Database, fixClock } from '../../src/db/index.ts'
import { type Desk, loadDesk } from '../../src/desk/index.ts'
import { indexFolder } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import { engines } from '../support/engines.ts'
import { TWIN_PAIRS } from './twin-pairs.ts'

const NOW = '2026-11-21T12:00:00+08:00'

/** The sample's own pairs, written for its evals. */
const SAMPLE_PAIRS = readFileSync('evals/cases/questions.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { text: string; twin?: string })
  .flatMap(({ text, twin }) => (twin === undefined ? [] : [{ hidden: text, invented: twin }]))

const PAIRS = [...TWIN_PAIRS, ...SAMPLE_PAIRS]

for (const engine of engines) {
  describe(`what is not released and what does not exist, ${engine.name}`, () => {
    let desk: Desk
    let db: Database
    /** The same desk without anything that customers or agents may not read now. */
    let openDb: Database
    let openFolder: string
    beforeAll(async () => {
      desk = (await loadDesk('knowledge')).desk
      openFolder = await withoutHidden('knowledge', new Date(NOW))
      db = await engine.open()
      openDb = await engine.open()
      for (const [one, knowledgeDir] of [
        [db, 'knowledge'],
        [openDb, openFolder],
      ] as const) {
        await fixClock(one, NOW)
        await indexFolder(one, { knowledgeDir, log: silentLog })
      }
    }, 300_000)
    afterAll(async () => {
      await db.close()
      await openDb.close()
      await rm(openFolder, { recursive: true, force: true })
    })

    const ask = (from: Database, text: string): Promise<Suggestion> => {
      const turns = [{ seq: 1, speaker: 'customer' as const, text, final: true, rev: 0 }]
      return suggest({ db: from, desk, clock: systemClock }, { id: 'c-1', channel: 'chat', turns })
    }
    const told = ({ ms: _, ...rest }: Suggestion) => JSON.stringify(rest)

    /** Questions with open words in them may find something open; what is then told is the next test's matter. */
    test('are refused alike, to the byte', async () => {
      const took: Took[] = []
      let refused = 0
      for (const [index, { hidden, invented }] of PAIRS.entries()) {
        const [one, other] = await inTurns(index, [() => ask(db, hidden), () => ask(db, invented)])
        took.push([one.ms, other.ms])
        const isRefusal = [await ask(openDb, hidden), await ask(openDb, invented)].every(
          ({ outcome }) => outcome === 'no-answer',
        )
        if (!isRefusal) continue
        refused++
        expect(told(one), `${hidden} | ${invented}`).toBe(told(other))
        expect('confidence' in one || one.guidance.length > 0 || one.missing.length > 0).toBe(false)
      }
      process.stdout.write(`twins on ${engine.name}: ${refused} refused, ${describeTimes(took)}\n`)
      expect(refused).toBeGreaterThan(60)
    }, 300_000)

    test('are answered as if nothing hidden had ever been written', async () => {
      const took: Took[] = []
      for (const [index, { hidden }] of PAIRS.entries()) {
        const [one, other] = await inTurns(index, [
          () => ask(db, hidden),
          () => ask(openDb, hidden),
        ])
        took.push([one.ms, other.ms])
        expect({ ...one, generation: 0, ms: 0 }, hidden).toEqual({ ...other, generation: 0, ms: 0 })
      }
      process.stdout.write(
        `with and without hidden text on ${engine.name}: ${describeTimes(took)}\n`,
      )
    }, 300_000)
  })
}

/** Milliseconds of one question and of its counterpart. */
type Took = readonly [number, number]

/** Each of the two comes first every other time: what comes second finds caches warm. */
async function inTurns(
  index: number,
  [one, other]: [() => Promise<Suggestion>, () => Promise<Suggestion>],
): Promise<[Suggestion, Suggestion]> {
  if (index % 2 === 0) return [await one(), await other()]
  const second = await other()
  return [await one(), second]
}

/** Medians, and the largest distance of the two distributions (Kolmogorov and Smirnov): reported, not judged. */
function describeTimes(took: Took[]): string {
  const [one, other] = [0, 1].map((side) => took.map((both) => both[side]!).sort((a, b) => a - b))
  const below = (all: number[], ms: number) => all.filter((some) => some <= ms).length / all.length
  const distance = Math.max(
    ...took.flat().map((ms) => Math.abs(below(one!, ms) - below(other!, ms))),
  )
  const half = Math.floor(took.length / 2)
  return `${took.length} pairs, median ${one![half]} ms against ${other![half]} ms, KS distance ${distance.toFixed(3)}`
}
