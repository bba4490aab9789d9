import { expect, test } from 'vitest'
import { createResting } from '../../src/retrieval/resting.ts'

test('after a failure there is a rest, longer with each, until it works again', () => {
  let now = 0
  const resting = createResting(() => now)
  expect(resting.isResting).toBe(false)
  expect(resting.failed()).toBe(true)
  expect(resting.isResting).toBe(true)
  now += 5_000
  expect(resting.isResting).toBe(false)
  expect(resting.failed()).toBe(false)
  now += 9_999
  expect(resting.isResting).toBe(true)
  for (let i = 0; i < 10; i++) resting.failed()
  now += 60_000
  expect(resting.isResting).toBe(false)
  expect(resting.worked()).toBe(true)
  expect(resting.worked()).toBe(false)
  expect(resting.failed()).toBe(true)
})
