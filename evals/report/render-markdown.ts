import type { Gate } from '../results.ts'
import { isGood } from '../run/is-good.ts'
import { rankCases, turnedCases } from './rank-cases.ts'
import type { RunReport, SuiteReport } from './types.ts'
import { figureName, GATE_WORDS, MAIN_FIGURE, percent, points } from './words.ts'

/** Cases and changes named in a comment; the page has all. */
const MOST = 8

/** The run as a comment on a pull request, in GitHub's markdown. */
export function renderMarkdown(report: RunReport): string {
  const { run, suites } = report
  const failed = failedGates(report)
  const cases = run.suites.reduce((sum, suite) => sum + suite.cases, 0)
  const head = isGood(run)
    ? `## Evals: passed\n\n${cases} cases in ${suites.length} suites, ${run.seconds} s.`
    : `## Evals: failed\n\n${failed.length} of the gates failed. ${cases} cases in ${suites.length} suites, ${run.seconds} s.`
  return [
    head,
    failed.length === 0 ? '' : failedTable(failed),
    suiteTable(suites),
    changesOf(suites),
    worstOf(suites),
    run.commit === null
      ? ''
      : `<sub>Commit ${run.commit.slice(0, 12)}. Gates are absolute, the rest is held against the baseline by paired bootstrap, in every slice.</sub>`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

type FailedGate = { suite: string; gate: Gate; cases: string[] }

function failedGates({ run, suites }: RunReport): FailedGate[] {
  const ofRun = run.gates.filter(({ ok }) => !ok).map((gate) => ({ suite: 'run', gate, cases: [] }))
  const ofSuites = suites.flatMap(({ result, scores }) =>
    result.gates
      .filter(({ ok }) => !ok)
      .map((gate) => ({
        ...{ suite: result.suite, gate },
        cases: scores.filter(({ broken }) => broken.includes(gate.name)).map(({ id }) => id),
      })),
  )
  return [...ofRun, ...ofSuites]
}

function failedTable(failed: readonly FailedGate[]): string {
  const rows = failed.map(({ suite, gate, cases }) => {
    const words = GATE_WORDS[gate.name] ?? ''
    return `| ${suite} | **${gate.name}** ${words} | ${short(gate.value)} | ${short(gate.limit)} | ${codes(cases)} |`
  })
  return `| suite | gate | value | limit | cases |\n| --- | --- | ---: | ---: | --- |\n${rows.join('\n')}`
}

function suiteTable(suites: readonly SuiteReport[]): string {
  const rows = suites.map(({ result, comparisons }) => {
    const figure = MAIN_FIGURE[result.suite] ?? ''
    const value = result.metrics[figure]
    const change = comparisons?.find((one) => one.figure === figure)
    const gates = result.gates.every(({ ok }) => ok) ? 'ok' : '**failed**'
    return `| ${result.suite} | ${result.cases} | ${figure} | ${value === undefined ? '' : percent(value)} | ${change ? points(change.now - change.before) : ''} | ${gates} |`
  })
  return `| suite | cases | figure | now | against baseline | gates |\n| --- | ---: | --- | ---: | ---: | --- |\n${rows.join('\n')}`
}

function changesOf(suites: readonly SuiteReport[]): string {
  const compared = suites.flatMap(({ result, comparisons }) =>
    (comparisons ?? []).map((one) => ({ suite: result.suite, ...one })),
  )
  const list = (title: string, is: 'isLoss' | 'isGain') => {
    const found = compared.filter((one) => one[is])
    if (found.length === 0) return ''
    const rows = found
      .slice(0, MOST)
      .map(
        (one) =>
          `- ${one.suite}: ${figureName(one.figure)} ${percent(one.before)} → ${percent(one.now)} (${one.cases} cases, ${points(one.low)} to ${points(one.high)})`,
      )
    return [`**${title}**`, '', ...rows, ...more(found.length)].join('\n')
  }
  const turned = suites.flatMap((suite) => {
    const { worse, better } = turnedCases(suite)
    if (worse.length + better.length === 0) return []
    return [
      `- ${suite.result.suite}: ${worse.length} worse${worse.length > 0 ? ` (${codes(worse)})` : ''}, ${better.length} better`,
    ]
  })
  return [
    list('Worse than the baseline', 'isLoss'),
    list('Better than the baseline', 'isGain'),
    turned.length === 0 ? '' : ['**Cases that came out otherwise**', '', ...turned].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function worstOf(suites: readonly SuiteReport[]): string {
  const worst = suites.flatMap((suite) =>
    rankCases(suite)
      .filter(({ why }) => why !== 'open')
      .slice(0, MOST)
      .map(({ scored, why }) => ({ suite: suite.result.suite, scored, why })),
  )
  if (worst.length === 0) return ''
  const rows = worst
    .slice(0, MOST)
    .map(
      ({ suite, scored, why }) =>
        `- \`${scored.id}\` (${suite}, ${why === 'gate' ? `breaks ${scored.broken.join(', ')}` : 'was better before'}): ${plain(scored.reasons.join('; '))}`,
    )
  return ['**Cases to look at**', '', ...rows, ...more(worst.length)].join('\n')
}

function more(count: number): string[] {
  return count > MOST ? [`- … ${count - MOST} more in the report`] : []
}

function codes(ids: readonly string[]): string {
  const shown = ids.slice(0, MOST).map((id) => `\`${id}\``)
  return [...shown, ...(ids.length > MOST ? [`… ${ids.length - MOST} more`] : [])].join(' ')
}

/** As text of a table or list: what a case says is never markup. */
function plain(text: string): string {
  const cut = text.length > 200 ? `${text.slice(0, 200)}…` : text
  return cut.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|@#]/g, (sign) => `\\${sign}`)
}

function short(value: number): string {
  return String(Math.round(value * 10_000) / 10_000)
}
