import { drawConfusion } from '../plots/draw-confusion.ts'
import { drawCurves, type Used } from '../plots/draw-curves.ts'
import { drawQualityAgainstLatency, type Spot } from '../plots/draw-quality-latency.ts'
import { drawReliability } from '../plots/draw-reliability.ts'
import type { CaseTrace } from '../trace/types.ts'
import type { SuiteReport } from './types.ts'
import { MAIN_FIGURE } from './words.ts'

export type Plot = { title: string; words: string; svg: string; isWide?: boolean }

/** Groups with fewer cases say nothing. */
const LEAST = 5

/** The plots that a run has data for. */
export function plotsOf(suites: readonly SuiteReport[]): Plot[] {
  return [
    ...suites.flatMap(qualityAgainstLatency),
    ...suites.flatMap(abstention),
    ...suites.flatMap(calibration),
    ...suites.flatMap(confusions),
  ]
}

function qualityAgainstLatency({ result, scores, traces }: SuiteReport): Plot[] {
  const main = MAIN_FIGURE[result.suite] ?? ''
  const groups = new Map<string, { quality: number[]; ms: number[] }>()
  for (const { id, scores: own, slices } of scores) {
    const ms = traces.get(id)?.ms
    const score = own[main]
    if (ms === undefined || score === undefined) continue
    const name = slices.kind ?? slices.lang ?? 'all'
    const group = groups.get(name) ?? { quality: [], ms: [] }
    groups.set(name, group)
    group.quality.push(score)
    group.ms.push(ms)
  }
  const spots = [...groups].flatMap(([name, { quality, ms }]): Spot[] =>
    quality.length < LEAST
      ? []
      : [{ name, quality: mean(quality), ms: median(ms), cases: quality.length }],
  )
  if (spots.length === 0) return []
  return [
    {
      title: `Quality and latency: ${result.suite}`,
      words:
        'A spot for each kind of case, as large as it has cases: upwards more cases pass, to the left they are answered sooner.',
      // What stands in it is of this run alone.
      svg: `<!--times-->${drawQualityAgainstLatency(spots)}<!--/times-->`,
      isWide: true,
    },
  ]
}

type Asked = NonNullable<CaseTrace['asked']> & { lang: string }

function askedOf({ scores, traces }: SuiteReport): Asked[] {
  return scores.flatMap(({ id, slices }) => {
    const asked = traces.get(id)?.asked
    return asked === undefined ? [] : [{ ...asked, lang: slices.lang ?? 'all' }]
  })
}

function abstention(report: SuiteReport): Plot[] {
  const asked = askedOf(report)
  if (!asked.some((one) => !one.isAnswerable)) return []
  const judged = asked.map(({ lang, isAnswerable, isRight, confidence }) => ({
    ...{ set: lang, confidence, isRight },
    kind: isAnswerable ? ('answerable' as const) : ('unanswerable' as const),
  }))
  const used = [...new Map(asked.map(({ lang, threshold }) => [lang, threshold]))].map(
    ([set, threshold]): Used => ({ set, threshold }),
  )
  return [
    {
      title: `Knowing when it does not know: ${report.result.suite}`,
      words:
        'If only what is surer than a threshold were answered: how many of the answerable questions would be answered rightly, and how many of the answers would be right. Questions without an answer are among them. A ring marks the threshold in use.',
      svg: drawCurves(judged, () => true, used),
      isWide: true,
    },
  ]
}

function calibration(report: SuiteReport): Plot[] {
  const asked = askedOf(report)
  if (asked.length === 0) return []
  const sets = [...new Set(asked.map(({ lang }) => lang))].map((set) => ({
    set,
    rows: asked
      .filter(({ lang }) => lang === set)
      .map(({ confidence, isRight }) => ({
        truth: 'right',
        label: isRight ? 'right' : 'wrong',
        confidence,
      })),
  }))
  return [
    {
      title: `Calibration: ${report.result.suite}`,
      words:
        'Whether a confidence means what it says: of what it calls 80 % sure, 80 % should be right. The dashed line is perfect; below it is too sure.',
      svg: drawReliability(sets),
    },
  ]
}

function confusions({ result, traces }: SuiteReport): Plot[] {
  const tasks = new Map<string, { truth: string; label: string }[]>()
  for (const { labels = {} } of traces.values()) {
    for (const [task, { right, said }] of Object.entries(labels))
      tasks.set(task, [...(tasks.get(task) ?? []), { truth: right, label: said }])
  }
  return [...tasks].map(([task, rows]) => ({
    title: `Confusion of ${task}: ${result.suite}`,
    words: 'What was right by row, what was said by column. Off the diagonal are the mistakes.',
    svg: drawConfusion(`${result.suite}, ${task}`, rows),
    isWide: new Set(rows.map(({ truth }) => truth)).size > 8,
  }))
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
