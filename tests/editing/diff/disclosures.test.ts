import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import type { Desk } from '../../../src/desk/index.ts'
import { STAGES } from '../../../src/desk/index.ts'
import type { CustomerPart } from '../../../src/editing/diff/customer-parts.ts'
import { findDisclosed } from '../../../src/editing/diff/disclosures.ts'
import { isIn, spanOf, unite, without } from '../../../src/editing/diff/intervals.ts'
import { unitKey } from '../../../src/editing/diff/told-units.ts'

const HOUR = 3_600_000
const SINCE = Date.parse('2026-11-22T04:00:00Z')

const DESK = {
  address: {},
  name: {},
  officialDomains: [],
  phrases: Object.fromEntries(
    STAGES.map((stage) => [stage, { 'zh-Hans': [], 'zh-Hant': [], en: [] }]),
  ),
  warnings: [],
} as unknown as Desk

type Piece = { article: number; sentences: number[]; from: number | null; until: number | null }

/** Sentences that differ in one figure alone. */
const say = (n: number) => `费用是 ${n}.5 元。`

function partsOf(pieces: readonly Piece[]): CustomerPart[] {
  const at = (hours: number | null) =>
    hours === null ? null : new Date(SINCE + hours * HOUR).toISOString()
  return pieces.map(({ article, sentences, from, until }, i) => ({
    ...{ article: `a-${article}`, part: i + 1, lang: 'zh-Hans' as const, title: '题', asks: [] },
    ...{ path: `articles/${article}.md`, rev: String(sentences), more: '' },
    ...{ release: at(from), expires: at(until), markdown: sentences.map(say).join('\n\n') },
  }))
}

const hours = fc.option(fc.integer({ min: -3, max: 6 }))
const piece = fc.record({
  article: fc.integer({ min: 0, max: 2 }),
  sentences: fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
  from: hours,
  until: hours,
})
const pieces = fc.array(piece, { maxLength: 4 })

/** Told at an instant, straight from the windows. */
function toldAt(some: readonly Piece[], hour: number): Set<number> {
  const isOpen = ({ from, until }: Piece) => (from ?? -9) <= hour && hour < (until ?? 99)
  return new Set(some.filter(isOpen).flatMap(({ sentences }) => sentences))
}

describe('what is newly disclosed', () => {
  test.prop([pieces, pieces])(
    'is at every instant just what the head tells and the base does not, whatever the windows',
    (base, head) => {
      const { disclosures, withdrawals } = findDisclosed(
        { parts: partsOf(base), desk: DESK },
        { parts: partsOf(head), desk: DESK },
        [],
        new Date(SINCE),
      )
      for (let hour = 0; hour <= 7; hour++) {
        const instant = SINCE + hour * HOUR
        const at = (rows: { text: string; from: string | null; until: string | null }[]) =>
          rows
            .filter(({ from, until }) => isIn([spanOf(from, until)], instant))
            .map(({ text }) => unitKey(text))
            .sort()
        const [before, after] = [toldAt(base, hour), toldAt(head, hour)]
        const keys = (some: Set<number>, others: Set<number>) =>
          [...some]
            .filter((n) => !others.has(n))
            .map((n) => unitKey(say(n)))
            .sort()
        expect(at(disclosures)).toEqual(keys(after, before))
        expect(at(withdrawals)).toEqual(keys(before, after))
      }
    },
  )

  it('tells 1.5 from 15, and a script or a full stop from nothing', () => {
    expect(unitKey('收 1.5 元。')).not.toBe(unitKey('收 15 元。'))
    expect(unitKey('手續費 ５ 元')).toBe(unitKey('手续费5元。'))
    expect(unitKey('No fee.')).not.toBe(unitKey('A fee.'))
  })

  it('says how the base kept a text back', () => {
    const told = partsOf([{ article: 0, sentences: [1, 2, 3], from: null, until: null }])
    const { disclosures } = findDisclosed(
      { parts: partsOf([{ article: 1, sentences: [3], from: -3, until: -1 }]), desk: DESK },
      { parts: told, desk: DESK },
      [
        { was: 'internal', text: '注意：**费用**是 1.5 元，别外传' },
        { was: 'agent', text: '费用是 15 元' },
      ],
      new Date(SINCE),
    )
    expect(disclosures.map(({ text, why, was }) => [text, why, was])).toEqual([
      [say(1), 'released', 'internal'],
      [say(2), 'new', null],
      [say(3), 'released', 'expired'],
    ])
  })
})

describe('stretches of time', () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
    .map(([a, b]) => ({ from: Math.min(a, b), until: Math.max(a, b) }))
  test.prop([fc.array(span), fc.array(span)])(
    'one without another covers what it says',
    (one, other) => {
      const left = without(unite(one), unite(other))
      for (let at = 0; at <= 20; at++)
        expect(isIn(left, at)).toBe(isIn(one, at) && !isIn(other, at))
    },
  )
})
