import type { Gate } from '../results.ts'
import { placeOf } from './locate-cases.ts'
import type { RunReport, SuiteReport } from './types.ts'
import { GATE_WORDS } from './words.ts'

type TestCase = {
  name: string
  className: string
  place?: { file: string; line: number } | undefined
  ms?: number | undefined
  /** Why it fails, or why it is passed over. */
  failure?: { message: string; type: string }
  skipped?: string
}
type TestSuite = { name: string; timestamp?: string; cases: TestCase[] }

/**
 * The run as JUnit XML, as CI systems read it. A gate is a test, and a case is one: it fails where it breaks a gate. A case
 * that is only not as good as it should be is skipped with its reasons, as the thresholds decide on those together.
 */
export function renderJunit({ run, suites }: RunReport): string {
  const ofRun = { name: 'run', cases: run.gates.map((gate) => toGateCase('run', gate)) }
  const all = [...suites.map(toSuite), ...(run.gates.length > 0 ? [ofRun] : [])]
  const counts = countsOf(all.flatMap(({ cases }) => cases))
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="sidecue eval" ${counts} time="${run.seconds}">
${all.map(renderSuite).join('\n')}
</testsuites>
`
}

function toSuite({ result, scores, traces, places }: SuiteReport): TestSuite {
  const { suite, gates, startedAt, error } = result
  const cases = scores.map(
    ({ id, broken, reasons }): TestCase => ({
      ...{ name: id, className: `${suite}.cases` },
      ...{ place: placeOf(places, id), ms: traces.get(id)?.ms },
      ...(broken.length > 0
        ? { failure: { message: reasons.join('; '), type: broken.join(' ') } }
        : {}),
      ...(broken.length === 0 && reasons.length > 0 ? { skipped: reasons.join('; ') } : {}),
    }),
  )
  const ofGates = gates.map((gate) => toGateCase(suite, gate, error))
  return { name: suite, timestamp: startedAt, cases: [...ofGates, ...cases] }
}

function toGateCase(suite: string, { name, value, limit, ok }: Gate, error?: string): TestCase {
  const found = [`${value}, limit ${limit}`, GATE_WORDS[name], error]
  const message = found.filter((part) => part !== undefined).join(': ')
  return {
    ...{ name, className: `${suite}.gates` },
    ...(ok ? {} : { failure: { message, type: 'gate' } }),
  }
}

function renderSuite({ name, timestamp, cases }: TestSuite): string {
  const when = timestamp === undefined ? '' : ` timestamp="${timestamp}"`
  return `<testsuite name="${escapeXml(name)}" ${countsOf(cases)}${when}>
${cases.map(renderCase).join('\n')}
</testsuite>`
}

function renderCase({ name, className, place, ms, failure, skipped }: TestCase): string {
  const attributes = [
    `name="${escapeXml(name)}" classname="${escapeXml(className)}"`,
    ...(place === undefined ? [] : [`file="${escapeXml(place.file)}" line="${place.line}"`]),
    ...(ms === undefined ? [] : [`time="${ms / 1000}"`]),
  ].join(' ')
  const inner = failure
    ? `<failure message="${escapeXml(failure.message)}" type="${escapeXml(failure.type)}"/>`
    : skipped === undefined
      ? ''
      : `<skipped message="${escapeXml(skipped)}"/>`
  return inner === '' ? `<testcase ${attributes}/>` : `<testcase ${attributes}>${inner}</testcase>`
}

function countsOf(cases: readonly TestCase[]): string {
  const failed = cases.filter(({ failure }) => failure !== undefined).length
  const skipped = cases.filter((one) => one.skipped !== undefined).length
  return `tests="${cases.length}" failures="${failed}" errors="0" skipped="${skipped}"`
}

/** Without what XML 1.0 cannot hold. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
}
