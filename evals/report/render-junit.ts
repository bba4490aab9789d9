import { getJunitXml } from 'junit-xml'
import type { EvalResult } from '../results.ts'
import { placeOf } from './locate-cases.ts'
import type { RunReport, SuiteReport } from './types.ts'
import { GATE_WORDS } from './words.ts'

type TestCase = NonNullable<
  Parameters<typeof getJunitXml>[0]['suites'][number]['testCases']
>[number]
type Gate = EvalResult['gates'][number]

/**
 * The run as JUnit XML. A gate is a test, and a case is one: it fails where it breaks a gate. A case that is only not as
 * good as it should be is skipped with its reasons, as the thresholds decide on those together.
 */
export function renderJunit({ run, suites }: RunReport): string {
  const ofRun = {
    name: 'run',
    testCases: run.gates.map((gate) => gateCase('run', gate)),
  }
  return getJunitXml({
    ...{ name: 'sidecue eval', time: run.seconds },
    suites: [...suites.map(suiteOf), ...(run.gates.length > 0 ? [ofRun] : [])],
  })
}

function suiteOf(report: SuiteReport) {
  const { result, scores, traces, places } = report
  const { suite, gates, startedAt, error } = result
  const cases = scores.map(({ id, broken, reasons }): TestCase => {
    const place = placeOf(places, id)
    const where = place === undefined ? suite : `${place.file}:${place.line}`
    const ms = traces.get(id)?.ms
    return {
      ...{ name: clean(id), classname: `${suite}.cases` },
      ...(ms === undefined ? {} : { time: ms / 1000 }),
      ...(broken.length > 0
        ? { failures: [{ message: clean(reasons.join('; ')), type: broken.join(' ') }] }
        : {}),
      ...(broken.length === 0 && reasons.length > 0
        ? { skipped: true, systemOut: [clean([where, ...reasons].join('\n'))] }
        : {}),
    }
  })
  return {
    ...{ name: suite, timestamp: new Date(startedAt) },
    testCases: [...gates.map((gate) => gateCase(suite, gate, error)), ...cases],
  }
}

function gateCase(suite: string, { name, value, limit, ok }: Gate, error?: string): TestCase {
  const words = GATE_WORDS[name]
  const found = `${value} (limit ${limit})${words === undefined ? '' : `: ${words}`}`
  const message = clean(error === undefined ? found : `${found}. ${error}`)
  return {
    ...{ name, classname: `${suite}.gates` },
    ...(ok ? {} : { failures: [{ message, type: 'gate' }] }),
  }
}

/** Without what XML 1.0 cannot hold. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
}
