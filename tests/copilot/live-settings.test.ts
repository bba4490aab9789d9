import { expect, test } from 'vitest'
import { LIVE_SETTINGS, liveSettings } from '../../src/copilot/live-settings.ts'
import { TimersFile } from '../../src/desk/timers-schema.ts'

const EMBEDDED = { embedded: true }

test('the end of a burst is the desk’s, channel by channel; without a desk it is the usual one', () => {
  const timers = TimersFile.parse({ chat: { burst_seconds: 2 }, hotline: { burst_seconds: 0.5 } })
  expect(liveSettings(undefined, EMBEDDED, false, timers).debounceMs).toEqual({
    hotline: 500,
    chat: 2_000,
    email: 500,
  })
  expect(liveSettings(undefined, EMBEDDED).debounceMs).toEqual(LIVE_SETTINGS.debounceMs)
})

test('a wait that the environment names goes before the desk’s', () => {
  const timers = TimersFile.parse({ chat: { burst_seconds: 2 } })
  const { debounceMs } = liveSettings(0, EMBEDDED, false, timers)
  expect(debounceMs).toEqual({ hotline: 0, chat: 0, email: 0 })
})
