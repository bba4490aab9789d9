import { describe, expect, test } from 'vitest'
import { readYaml } from '../../src/desk/index.ts'
import { DeskFile } from '../../src/desk/schemas.ts'

const HEAD = `name: { en: Test desk }
languages: [en]
time_zone: Asia/Shanghai
official_domains: []
address: { en: you }
`
/** `timers` begins in line 6. */
function read(timers: string) {
  const { value, flaws } = readYaml(`${HEAD}timers:\n${timers}`, DeskFile, 'desk.yml')
  const places = flaws.map(({ line, column, message }) => `${line}:${column} ${message}`)
  return { timers: value?.timers, places }
}

describe('timers of a desk', () => {
  test('what stands at the top is for chats; a telephone and letters have nothing to count down', () => {
    const { timers } = read('  reply_minutes: 2\n  idle_close_minutes: 6\n')
    expect(timers).toMatchObject({
      replyMinutes: 2,
      idleCloseMinutes: 6,
      channels: {
        chat: { burstMs: 1_000, replyMs: 120_000, idleRemindMs: 180_000, idleCloseMs: 360_000 },
        hotline: {
          burstMs: 700,
          replyMs: null,
          idleRemindMs: null,
          idleCloseMs: null,
          callBackMs: 600_000,
        },
        email: { burstMs: 500, replyMs: null, idleRemindMs: null, callBackMs: null },
      },
    })
  })

  test('the part of a channel goes before', () => {
    const { timers, places } = read(
      `  reply_minutes: 2
  chat: { reply_minutes: 4, idle_close_minutes: off, burst_seconds: 2 }
  hotline: { call_back_minutes: off }
  email: { reply_minutes: 480 }
`,
    )
    expect(places).toEqual([])
    expect(timers?.channels).toMatchObject({
      chat: { replyMs: 240_000, idleCloseMs: null, idleRemindMs: 180_000, burstMs: 2_000 },
      hotline: { callBackMs: null },
      email: { replyMs: 28_800_000 },
    })
  })

  test.each([
    ['  reply_minutes: 0\n', /^7:18 timers\.reply_minutes/],
    [
      '  chat:\n    burst_seconds: 0.2\n',
      /^8:20 timers\.chat\.burst_seconds: .*between 0\.5 and 3/,
    ],
    ['  chat:\n    burst_seconds: 9\n', /^8:20 .*between 0\.5 and 3/],
    [
      '  email:\n    reply_minutes: never\n',
      /^8:20 timers\.email\.reply_minutes: expected minutes.*or off/,
    ],
    ['  fax: {}\n', /^7:3 timers\.fax/],
    ['  hotline:\n    reply: 3\n', /^8:5 timers\.hotline\.reply/],
    [
      '  idle_remind_minutes: 5\n  idle_close_minutes: 5\n',
      /^8:23 .*later than idle_remind_minutes/,
    ],
    [
      '  chat:\n    idle_close_minutes: 2\n',
      /^8:25 timers\.chat\.idle_close_minutes: must be later/,
    ],
    ['  reply_minutes: 1\n  reply_warn_seconds: 60\n', /^8:23 .*shorter than reply_minutes/],
    [
      '  hotline:\n    idle_remind_minutes: 3\n    idle_close_minutes: 3\n',
      /^9:25 timers\.hotline\.idle_close_minutes: must be later/,
    ],
  ])('a fault is told with its place: %s', (timers, place) => {
    const { places } = read(timers)
    expect(places).toHaveLength(1)
    expect(places[0]).toMatch(place)
  })
})
