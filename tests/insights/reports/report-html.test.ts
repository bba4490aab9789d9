import { describe, expect, test } from 'vitest'
import { drawPlot } from '../../../src/insights/reports/draw-plot.ts'
import { figuresOf } from '../../../src/insights/reports/figures-of.ts'
import { distanceBetween } from '../../../src/insights/reports/fill-distances.ts'
import { formatValue } from '../../../src/insights/reports/format-figure.ts'
import { FIGURES, type Report, wilsonInterval } from '../../../src/insights/reports/index.ts'
import { reportHtml } from '../../../src/insights/reports/report-html.ts'
import { REPORT_TEXTS } from '../../../src/insights/reports/texts.ts'
import { LANGS } from '../../../src/text/types.ts'
import { makeDesk } from '../../compose/desk-fixture.ts'

const figures = figuresOf(
  {
    suggestions: {
      key: '',
      suggested: 10,
      answered: 6,
      unanswered: 4,
      accepted: 3,
      compared: 0,
      distance: 0,
    },
  },
  { isLimitSet: true },
)
const report: Report = {
  from: '2026-11-01',
  to: '2026-11-02',
  channel: null,
  lang: null,
  timeZone: 'Asia/Shanghai',
  madeAt: '2026-11-03T00:00:00Z',
  replyMinutes: 3,
  total: figures,
  days: ['2026-11-01', '2026-11-02'].map((key) => ({ key, figures })),
  channels: [{ key: 'chat', figures }],
  langs: [{ key: 'unknown', figures }],
  types: [{ id: '<script>alert(1)</script>', name: {}, count: 2, share: 1 }],
  modules: [],
}

describe('the report as a page', () => {
  test.each(LANGS)(
    '%s: every figure has a name, every plot a table, nothing is fetched',
    (lang) => {
      const page = reportHtml(report, makeDesk(), lang)
      const texts = REPORT_TEXTS[lang]
      for (const [id] of FIGURES) expect(page).toContain(texts.figures[id].replaceAll('&', '&amp;'))
      expect(page.match(/<svg /g)).toHaveLength(6)
      expect(page.match(/<details>/g)).toHaveLength(6)
      expect(page).not.toMatch(/src=|href=|@import|<script/)
      expect(page).toContain('&lt;script&gt;')
      expect(page).toContain(texts.reasons['needs-phone-system'])
      expect(page).toContain('60.0%')
    },
  )

  test('a day without a value is a gap in the line', () => {
    const points = [1, null, 0.5, 0.25].map((value, n) => ({ label: String(n), value }))
    const plot = drawPlot({ kind: 'line', title: 'x', points, format: String, top: 1 })
    expect(plot.match(/<polyline/g)).toHaveLength(2)
    expect(plot.match(/<circle/g)).toHaveLength(3)
  })

  test('nothing to draw is drawn as nothing', () => {
    expect(drawPlot({ kind: 'bars', title: 'x', points: [], format: String })).not.toMatch(
      /NaN|Infinity/,
    )
  })
})

test('times are told in the unit that people would use', () => {
  const texts = REPORT_TEXTS.en
  expect(
    [45, 119, 180, 8_000, 200_000].map((value) => formatValue('seconds', value, texts)),
  ).toEqual(['45 s', '119 s', '3.0 min', '2.2 h', '2.3 d'])
})

test('a share has the interval of Wilson', () => {
  // Newcombe 1998, table I: 81 of 263 is 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611.
  const first = wilsonInterval(81, 263)
  expect(first.low).toBeCloseTo(0.2553, 4)
  expect(first.high).toBeCloseTo(0.3662, 4)
  expect(wilsonInterval(0, 20)).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) })
})

test('what was changed is a share of the longer text, blanks aside', () => {
  expect(distanceBetween('您好，请稍等。', '您好，请稍等。')).toBe(0)
  expect(distanceBetween('a  b', 'a b')).toBe(0)
  expect(distanceBetween('', '全新')).toBe(1)
  expect(distanceBetween('abcd', 'abxd')).toBe(0.25)
  expect(distanceBetween('', '')).toBe(0)
  expect(distanceBetween('aaa', 'aaaa')).toBe(0.25)
})
