import { fc, test as property } from '@fast-check/vitest'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Finding, Guide } from '../../src/http/api-types.ts'
import { plainText } from '../../src/panel/article/plain-text.ts'
import { choicesInstead, doubtfulField, labelsOf } from '../../src/panel/state/class-choices.ts'
import { clockText, countDown } from '../../src/panel/state/countdown.ts'
import { cutByFindings } from '../../src/panel/state/cut-by-findings.ts'
import { fillSlots } from '../../src/panel/state/fill-slots.ts'
import { listNudges } from '../../src/panel/state/list-nudges.ts'
import { pickAlternatives } from '../../src/panel/state/use-alternatives.ts'
import { offsetOf, windowOf } from '../../src/panel/state/virtual-window.ts'
import { ANSWER, FOUND } from './support/scripted-desk.ts'
import { FORM, TRIAGE } from './support/scripted-guide.ts'

const START = Date.parse('2026-11-21T10:00:00Z')
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString()
const reply = { kind: 'reply-warning' as const, since: at(0), due: at(135), end: at(180), turn: 1 }

describe('a countdown', () => {
  test('runs to the end of the wait, is marked once the warning is due, and counts on when it is late', () => {
    const seconds = (now: number) => {
      const standing = countDown(reply, START + now * 1_000)
      return [standing?.seconds, standing?.isUrgent, standing?.isOver]
    }
    expect(seconds(0)).toEqual([180, false, false])
    expect(seconds(135)).toEqual([45, true, false])
    expect(seconds(200)).toEqual([20, true, true])
  })

  test('of a silence ends by itself, and nothing is counted where nothing is waited for', () => {
    const idle = { ...reply, kind: 'idle-close' as const }
    expect(countDown(idle, START + 130_000)).toMatchObject({ what: 'close', isUrgent: true })
    expect(countDown(idle, START + 181_000)).toBeNull()
    expect(countDown({ ...reply, end: null }, START)).toBeNull()
    expect(countDown(null, START)).toBeNull()
  })

  test('is written as a clock', () => {
    expect([5, 75, 3_725].map(clockText)).toEqual(['0:05', '1:15', '1:02:05'])
  })
})

describe('reminders', () => {
  const guide = {
    skipped: [
      { step: 'greeting', phrase: '您好' },
      { step: 'confirming', phrase: '您的电话是138，对吗？' },
      { step: 'closing', phrase: null },
    ],
    readBack: '您的电话是138，对吗？',
    mood: { score: 0.9, cues: [], isUpset: true, soothe: '非常抱歉' },
  } as unknown as Guide

  test('come by urgency, each phrase once, none without a phrase', () => {
    const due = { kind: 'idle-reminder', phrase: '还在吗' } as never
    expect(listNudges(guide, due).map(({ kind, phrase }) => [kind, phrase])).toEqual([
      ['idle', '还在吗'],
      ['upset', '非常抱歉'],
      ['skipped', '您好'],
      ['skipped', '您的电话是138，对吗？'],
    ])
  })

  test('are none before the guide is known', () => {
    expect(listNudges(null, null)).toEqual([])
  })
})

describe('a correction of the class', () => {
  test('begins with the field that is least certain', () => {
    expect(doubtfulField(TRIAGE)).toBe('module')
    const decided = { ...TRIAGE, module: { ...TRIAGE.module!, isConfirmed: true as const } }
    expect(doubtfulField(decided)).toBe('urgency')
  })

  test('offers the runner-up first, never what it is already, in the words of the desk', () => {
    const labels = labelsOf('module', FORM, 'zh-Hant', {})
    const choices = choicesInstead(labels, TRIAGE.module)
    expect(choices.map(({ name }) => name)).toEqual(['帳號', '會員'])
  })

  test("works without the desk's names", () => {
    expect(labelsOf('module', null, 'en', {})).toEqual([])
    expect(choicesInstead([], null)).toEqual([])
  })
})

test('alternatives are other articles than those the answer rests on, each once', () => {
  expect(pickAlternatives(FOUND.results, ANSWER).map(({ article }) => article)).toEqual([
    'recharge-wrong-account',
  ])
})

describe('marks in the draft', () => {
  const finding = (start: number, end: number, severity: Finding['severity']): Finding => ({
    ...{ rule: 'tone', message: '', start, end, severity },
  })

  test('stand where the words stand, the gravest where they overlap', () => {
    const pieces = cutByFindings('  一二三四', [finding(0, 3, 'warn'), finding(2, 3, 'block')])
    expect(pieces.map(({ text, severity }) => [text, severity])).toEqual([
      ['  ', null],
      ['一二', 'warn'],
      ['三', 'block'],
      ['四', null],
    ])
  })

  property.prop([
    fc.string(),
    fc.array(fc.record({ start: fc.nat(40), length: fc.nat(20) }), { maxLength: 6 }),
  ])('cut and joined again are the draft, whatever was found', (draft, places) => {
    const findings = places.map(({ start, length }) => finding(start, start + length, 'hint'))
    const pieces = cutByFindings(draft, findings)
    expect(pieces.map(({ text }) => text).join('')).toBe(draft)
  })
})

describe('the part of a long list that is drawn', () => {
  const heights = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 60 })

  property.prop([heights, fc.integer({ min: -50, max: 20_000 }), fc.integer({ min: 1, max: 900 })])(
    'and the room above and below it are as high as the list; what is in sight is in it',
    (lines, top, height) => {
      const { from, to, above, below } = windowOf(lines, top, height)
      const all = offsetOf(lines, lines.length)
      expect(above).toBe(offsetOf(lines, from))
      expect(above + (offsetOf(lines, to) - offsetOf(lines, from)) + below).toBe(all)
      expect(to).toBeGreaterThan(from)
      for (const [index, line] of lines.entries()) {
        const start = offsetOf(lines, index)
        const isSeen = start < top + height && start + line > top
        if (isSeen) expect(index >= from && index < to).toBe(true)
      }
    },
  )

  test('is a handful of lines of ten thousand', () => {
    const { from, to } = windowOf(new Array(10_000).fill(60), 300_000, 800)
    expect(to - from).toBeLessThan(40)
  })
})

test("places for the customer's name are filled in what is copied or excerpted", () => {
  expect(fillSlots('烦请{{customer.address}}提供', 'zh-Hant')).toBe('烦请您提供')
  expect(fillSlots('Hello {{customer.address}}, please wait', 'en')).toBe('Hello, please wait')
})

test('a passage is copied as plain words: lists with their signs, tables line by line, markup as text', () => {
  const markdown =
    '## 步骤\n\n1. **先**刷新\n2. 再登录\n   - 换账号\n\n<b>x</b>\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n'
  expect(plainText(markdown)).toBe(
    '步骤\n1. 先刷新\n2. 再登录\n  • 换账号\n<b>x</b>\n甲 | 乙\n1 | 2',
  )
})

describe('the time of the server', () => {
  afterEach(() => {
    vi.useRealTimers()
    vi.resetModules()
  })

  test("is kept whatever this computer's clock says, and old events do not set it back", async () => {
    vi.useFakeTimers({ now: Date.parse('2001-01-01T00:00:00Z') })
    const { noteServerTime, serverNow } = await import('../../src/panel/state/server-time.ts')
    noteServerTime('2026-11-21T10:00:00Z')
    noteServerTime('2026-11-21T09:00:00Z')
    noteServerTime('no time at all')
    vi.advanceTimersByTime(5_000)
    expect(new Date(serverNow()).toISOString()).toBe('2026-11-21T10:00:05.000Z')
    vi.setSystemTime(Date.parse('2031-01-01T00:00:00Z'))
    expect(new Date(serverNow()).getUTCFullYear()).toBe(2026)
  })
})
