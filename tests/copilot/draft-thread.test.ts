import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DraftThread, startDraftThread } from '../../src/copilot/draft-thread.ts'
import { type Desk, loadDesk } from '../../src/desk/index.ts'
import { draftTicket } from '../../src/tickets/index.ts'
import type { Triage } from '../../src/triage/classifier/index.ts'

const now = new Date('2026-11-22T02:00:00Z')
const NO_CLASS: Triage = {
  ...{ type: null, module: null, department: null, urgency: null },
  ...{ priority: null, sentiment: null, urgent: [] },
}

let desk: Desk
let thread: DraftThread
beforeAll(async () => {
  desk = (await loadDesk('knowledge')).desk
  thread = startDraftThread(desk)
})
afterAll(() => thread.close())

function turnsOf(count: number) {
  const said = [
    '昨晚八点充值了100元，到现在还没到账',
    '好的，我帮您查一下订单。',
    '订单号是 GR20261121001',
    '请稍等。',
  ]
  return Array.from({ length: count }, (_, index) => ({
    ...{ seq: index + 1, speaker: index % 2 ? ('agent' as const) : ('customer' as const) },
    ...{ text: said[index % said.length]!, final: true, rev: 0 },
  }))
}

test('gives the draft that would be made here, several wanted at once each their own', async () => {
  const transcripts = [2, 4, 6].map((count) => ({ turns: turnsOf(count) }))
  const made = await Promise.all(
    transcripts.map((transcript) => thread.make(transcript, { classification: NO_CLASS, now })),
  )
  expect(made.map(({ draft }) => draft)).toEqual(
    transcripts.map((transcript) =>
      draftTicket(transcript, { desk, classification: NO_CLASS, now }),
    ),
  )
})

test('an empty talk, one with one side and one of 10,000 turns are drafted, and nobody waits meanwhile', async () => {
  const empty = await thread.make({ turns: [] }, { classification: NO_CLASS, now })
  expect(empty.draft.summary).toEqual([])
  const oneSided = turnsOf(9).filter(({ speaker }) => speaker === 'customer')
  const one = await thread.make({ turns: oneSided }, { classification: NO_CLASS, now })
  expect(one.draft.throughSeq).toBe(9)
  const delays = monitorEventLoopDelay({ resolution: 5 })
  delays.enable()
  const long = await thread.make({ turns: turnsOf(10_000) }, { classification: NO_CLASS, now })
  delays.disable()
  expect(long.draft.throughSeq).toBe(10_000)
  const busyMs = Math.round(delays.percentile(99) / 1e6)
  console.info(`10,000 turns drafted beside: the process was busy ${busyMs} ms at p99`)
  expect(busyMs).toBeLessThan(400)
})
