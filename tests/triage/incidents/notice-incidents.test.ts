import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../src/db/index.ts'
import { listIncidents, reportsOf } from '../../../src/triage/incidents/index.ts'
import { engines } from '../../support/engines.ts'
import { EVERYDAY, HELD_OUT, INCIDENTS, QUIET, type Scenario } from './scenarios.ts'
import { minutes, play, type Said, scatter, seeded } from './stream.ts'

const START = new Date('2026-11-02T00:00:00Z')
/** Ordinary hours before the first scenario; each scenario then has two hours of its own. */
const LEAD_IN_MS = minutes(6 * 60)
const EACH_MS = minutes(90)
const PER_HOUR = 12
const SURGE = { hours: 1, times: 4 }
/** A scenario's reports come within so long. */
const WITHIN_MS = minutes(12)

type Outcome = { name: string; isNoticed: boolean; delayMinutes: number; after: number }

async function simulate(db: Database, scenarios: readonly Scenario[], seed: number) {
  const random = seeded(seed)
  const end = new Date(START.getTime() + LEAD_IN_MS + scenarios.length * EACH_MS)
  const stream: Said[] = scatter(EVERYDAY, { from: START, to: end, perHour: PER_HOUR, random })
  const begins = scenarios.map((scenario, index) => {
    const begin = START.getTime() + LEAD_IN_MS + index * EACH_MS + minutes(20)
    for (const lines of [scenario.reports, scenario.noise ?? []])
      for (const [n, text] of lines.entries()) {
        const share = (n + random()) / lines.length
        stream.push({ text, at: new Date(begin + share * WITHIN_MS) })
      }
    return begin
  })
  const noticed = await play(db, stream)
  const incidents = await db.read('app', (sql) => listIncidents(sql, { state: 'all', limit: 100 }))
  const outcomes: Outcome[] = []
  const matched = new Set<string>()
  for (const [index, scenario] of scenarios.entries()) {
    const begin = begins[index]!
    const own = incidents.find(
      ({ noticedAt }) => noticedAt.getTime() >= begin && noticedAt.getTime() < begin + EACH_MS,
    )
    if (scenario.reports.length === 0) continue
    const delayMs = own ? own.noticedAt.getTime() - begin : 0
    if (own) matched.add(own.id)
    outcomes.push({
      name: scenario.name,
      isNoticed: own !== undefined,
      delayMinutes: Math.round(delayMs / 6_000) / 10,
      after: own ? (await db.read('app', (sql) => reportsOf(sql, own.id))).length : 0,
    })
  }
  return { outcomes, noticed, falseAlarms: incidents.filter(({ id }) => !matched.has(id)) }
}

describe.each(engines)('a stream of ordinary talk and of incidents, $name', (engine) => {
  let db: Database
  beforeAll(async () => {
    db = await engine.open()
  }, 60_000)
  afterAll(() => db.close())

  test('what many report is noticed within minutes, in three languages, and nothing else is', async () => {
    const scenarios = [...INCIDENTS, ...QUIET, ...HELD_OUT]
    const { outcomes, falseAlarms } = await simulate(db, scenarios, 7)
    expect(falseAlarms).toEqual([])
    expect(outcomes.filter(({ isNoticed }) => !isNoticed)).toEqual([])
    const delays = outcomes.map(({ delayMinutes }) => delayMinutes).sort((a, b) => a - b)
    // Of 8 reports within 12 minutes the fifth comes after 6 to 7.5.
    expect(delays[Math.floor(delays.length / 2)]).toBeLessThan(7.5)
    expect(delays.at(-1)).toBeLessThanOrEqual(WITHIN_MS / 60_000)
  }, 120_000)

  test('four times as many customers with their everyday trouble are no incident', async () => {
    const other = await engine.open()
    try {
      const random = seeded(3)
      const begin = new Date(START.getTime() + LEAD_IN_MS)
      const end = new Date(begin.getTime() + minutes(SURGE.hours * 60))
      const stream = [
        ...scatter(EVERYDAY, { from: START, to: begin, perHour: 30, random }),
        ...scatter(EVERYDAY, { from: begin, to: end, perHour: 30 * SURGE.times, random }),
      ]
      expect(await play(other, stream)).toEqual([])
    } finally {
      await other.close()
    }
  }, 120_000)
})
