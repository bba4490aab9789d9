import { describe, expect, test } from 'vitest'
import type { Clock } from '../../../src/clock.ts'
import { createComposer } from '../../../src/compose/model/composer.ts'
import { stepsInOrder } from '../../../src/compose/model/steps-in-order.ts'
import { personalPlaceholders } from '../../../src/copilot/mask-turns.ts'
import { ModelError } from '../../../src/models/model-error.ts'
import type { ChatModel } from '../../../src/models/types.ts'
import { given } from './given.ts'

const { passages, checks } = given('## 上限\n\n会员最多同时登录 5 台设备，非会员 3 台。')

/** Time stands until it is moved on; nothing that is set for later comes. */
function standingClock() {
  let now = 0
  const clock: Clock = { now: () => new Date(now), after: () => () => {} }
  return { clock, pass: (ms: number) => (now += ms) }
}

function worldOf(answer: () => AsyncGenerator<string, null>) {
  let asked = 0
  const chat: ChatModel = {
    id: 'stub',
    stream() {
      asked += 1
      return answer()
    },
  }
  const { clock, pass } = standingClock()
  const settings = { firstMs: 100, totalMs: 200, maxTokens: 100 }
  const composer = createComposer({ chat, clock, settings })
  const task = {
    ...{ lang: 'zh-Hans' as const, passages, checks, required: [] },
    turns: [{ speaker: 'customer' as const, text: '能登录几台' }],
    placeholders: personalPlaceholders(),
  }
  const reason = async () => (await composer.compose(task, {})).report.reason
  return { reason, pass, asked: () => asked }
}

const down = async function* (): AsyncGenerator<string, null> {
  yield* []
  throw new ModelError('refused', 'down', undefined, { status: 500 })
}
const good = async function* (): AsyncGenerator<string, null> {
  const text = '会员最多同时登录 5 台设备，非会员 3 台。'
  yield JSON.stringify({ claims: [{ text, quote: text, chunk: 'p1' }] })
  return null
}

describe('a composer', () => {
  test('leaves a model that is down alone for a while, then tries again', async () => {
    let answer = down
    const world = worldOf(() => answer())
    expect([await world.reason(), await world.reason()]).toEqual(['refused', 'resting'])
    expect(world.asked()).toBe(1)
    world.pass(6_000)
    answer = good
    expect([await world.reason(), await world.reason()]).toEqual([null, null])
    expect(world.asked()).toBe(3)
  })

  test('goes on asking a model that only says nothing of use', async () => {
    const world = worldOf(async function* () {
      yield '抱歉'
      return null
    })
    for (let i = 0; i < 4; i++) expect(await world.reason()).toBe('no-claims')
  })

  test('counts what it is given of a model that throws anything at all as failed', async () => {
    const world = worldOf(async function* () {
      yield '{'
      throw new TypeError('odd')
    })
    expect(await world.reason()).toBe('failed')
  })
})

test('steps are told in their order or not at all', () => {
  const list = given('## 办法\n\n1. 打开订单。\n2. 点击退款。\n3. 提交。').passages
  const [one, two, three] = list[0]!.sentences as [never, never, never]
  expect(stepsInOrder(new Set([one, two, three]), list)).toBe(true)
  expect(stepsInOrder(new Set([one, three]), list)).toBe(true)
  expect(stepsInOrder(new Set([two, one, three]), list)).toBe(false)
})
