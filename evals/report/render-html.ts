import { html, raw } from 'hono/html'
import type { EvalResult, Gate } from '../results.ts'
import { isGood } from '../run/is-good.ts'
import { placeOf } from './locate-cases.ts'
import { plotsOf } from './plots.ts'
import { rankCases, type WorstCase } from './rank-cases.ts'
import { renderChanges } from './render-changes.ts'
import { renderTrace } from './render-trace.ts'
import { type SliceRow, sliceRows } from './slice-table.ts'
import { STYLES } from './styles.ts'
import type { RunReport, SuiteReport } from './types.ts'
import { FIGURE_WORDS, GATE_WORDS, MAIN_FIGURE, percent, points, SUITE_WORDS } from './words.ts'

/** Cases shown whole of each suite; those that break a gate are all shown. */
const WORST = 12

/** The whole run as one page that needs nothing else: what was measured, what changed, slices, plots, worst cases. */
export async function renderHtml(report: RunReport): Promise<string> {
  const { run, suites } = report
  const plots = plotsOf(suites)
  const page = html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Evals: ${isGood(run) ? 'passed' : 'failed'}</title>
  <style>${raw(STYLES)}</style>
</head>
<body><main>
  ${renderHead(report)}
  <h2 id="suites">What was measured</h2>
  ${renderSuites(suites)}
  <h2 id="gates">Gates</h2>
  <p>A gate is absolute: one case that breaks it fails the run, whatever the other cases do.</p>
  ${renderGates(report)}
  <h2 id="baseline">Against the baseline</h2>
  ${renderChanges(suites)}
  <h2 id="slices">Slices</h2>
  <p>The main figure of each suite by language, channel and kind of case, so that a gain in one cannot hide a loss in another.
    ${suites.some(({ comparisons }) => comparisons !== null) ? 'The dark line marks where the baseline stood.' : ''}</p>
  ${suites.map(renderSlices)}
  <h2 id="plots">Plots</h2>
  <div class="plots">${plots.map(
    ({ title, words, svg, isWide }) =>
      html`<figure class="${isWide ? 'wide' : ''}">${raw(svg)}<figcaption><strong>${title}</strong>${words}</figcaption></figure>`,
  )}</div>
  <h2 id="worst">Worst cases</h2>
  <p>Cases that break a gate first, then those that were better before, then the rest; each with everything that led to it.</p>
  ${suites.map(renderWorst)}
  ${renderReading(suites)}
</main></body>
</html>
`
  return String(await page)
}

function renderHead({ run, suites }: RunReport) {
  const cases = run.suites.reduce((sum, suite) => sum + suite.cases, 0)
  const gates = [...run.gates, ...run.suites.flatMap((suite) => suite.gates)]
  const failed = gates.filter(({ ok }) => !ok).length
  const isCompared = suites.some(({ comparisons }) => comparisons !== null)
  const good = isGood(run)
  const told = good
    ? `All ${gates.length} gates hold${isCompared ? ', and no figure fell below the baseline' : ''}.`
    : failed === 0
      ? 'Nothing was measured.'
      : `${failed} of ${gates.length} gates failed.`
  const versions = Object.entries(run.suites[0]?.versions ?? {})
  return html`<p class="eyebrow">Sidecue evals</p>
  <div class="verdict ${good ? 'good' : 'bad'}">
    <h1>${good ? 'Passed' : 'Failed'}</h1>
    <p>${told} ${cases} cases in ${suites.length} suites.</p>
    <dl class="facts">
      ${run.commit === null ? '' : html`<div><dt>commit</dt><dd><code>${run.commit.slice(0, 12)}</code></dd></div>`}
      <div><dt>started</dt><dd><time>${run.startedAt}</time></dd></div>
      <div><dt>took</dt><dd><time>${run.seconds} s</time></dd></div>
      ${versions.map(([name, version]) => html`<div><dt>${name}</dt><dd>${version}</dd></div>`)}
    </dl>
  </div>
  <nav>
    <a href="#suites">What was measured</a> <a href="#gates">Gates</a> <a href="#baseline">Against the baseline</a>
    <a href="#slices">Slices</a> <a href="#plots">Plots</a> <a href="#worst">Worst cases</a> <a href="#reading">How to read it</a>
  </nav>`
}

function renderSuites(suites: readonly SuiteReport[]) {
  return html`<div class="scroll"><table>
    <tr><th>suite</th><th class="asks">what it asks</th><th class="number">cases</th><th>main figure</th><th class="number">against baseline</th><th>gates</th></tr>
    ${suites.map(({ result, comparisons }) => {
      const main = MAIN_FIGURE[result.suite] ?? ''
      const value = result.metrics[main]
      const change = comparisons?.find(({ figure }) => figure === main)
      return html`<tr>
        <td class="name">${result.suite}</td>
        <td class="asks">${SUITE_WORDS[result.suite] ?? ''}${result.error ? html` <strong class="down">${result.error}</strong>` : ''}</td>
        <td class="number">${result.cases}</td>
        <td>${value === undefined ? '' : html`${bar(value, change?.before)}<span class="soft">${percent(value)} ${main}</span>`}</td>
        <td class="number">${change ? signed(change.now - change.before) : html`<span class="soft">–</span>`}</td>
        <td>${gateTag(result.gates)}</td></tr>`
    })}
  </table></div>
  ${suites.map(renderOpinion)}`
}

/** What a language model that was asked for its opinion said of the scorers. */
function renderOpinion({ result: { suite, metrics } }: SuiteReport) {
  const { judgeAgreement, judgeKappa, judged = 0, judgeUnread = 0 } = metrics
  if (judgeAgreement === undefined || judgeKappa === undefined) return ''
  return html`<p><strong>${suite}, a second opinion.</strong> A language model was asked about ${judged} answers and agreed with the scorers on
    ${percent(judgeAgreement)} of them, beyond chance ${judgeKappa.toFixed(2)} (Cohen's kappa)${judgeUnread > 0 ? `; ${judgeUnread} of its replies could not be read` : ''}.
    It decides nothing.</p>`
}

function gateTag(gates: readonly Gate[]) {
  const failed = gates.filter(({ ok }) => !ok).length
  if (failed === 0) return html`<span class="tag good">all ${gates.length} hold</span>`
  return html`<span class="tag bad">${failed} of ${gates.length} failed</span>`
}

function renderGates({ run, suites }: RunReport) {
  const all: { suite: string; gate: Gate; broken: string[] }[] = [
    ...run.gates.map((gate) => ({ suite: 'run', gate, broken: [] })),
    ...suites.flatMap(({ result, scores }) =>
      result.gates.map((gate) => ({
        ...{ suite: result.suite, gate },
        broken: scores.filter((one) => one.broken.includes(gate.name)).map(({ id }) => id),
      })),
    ),
  ]
  const failed = all.filter(({ gate }) => !gate.ok)
  const holding = Map.groupBy(
    all.filter(({ gate }) => gate.ok),
    ({ suite }) => suite,
  )
  return html`${failed.length === 0 ? '' : renderFailed(failed)}
    <ul class="holds">${[...holding].map(
      ([
        suite,
        gates,
      ]) => html`<li><strong>${suite}</strong> <span class="tag good">${gates.length} hold</span><br>
        <span class="soft">${gates.map(({ gate }, i) => html`${i > 0 ? ' · ' : ''}${gate.name}${gate.limit === 0 ? '' : html` ${gateValue(gate)} of ${round(gate.limit)}`}`)}</span></li>`,
    )}</ul>`
}

function renderFailed(failed: readonly { suite: string; gate: Gate; broken: string[] }[]) {
  return html`<div class="scroll"><table>
    <tr><th>suite</th><th>gate</th><th>what happened</th><th class="number">found</th><th class="number">limit</th></tr>
    ${failed.map(
      ({ suite, gate, broken }) => html`<tr class="is-bad">
        <td>${suite}</td><td class="name">${gate.name}</td>
        <td>${GATE_WORDS[gate.name] ?? ''} ${broken.map((id) => html`<code>${id}</code> `)}</td>
        <td class="number">${gateValue(gate)}</td><td class="number">${round(gate.limit)}</td></tr>`,
    )}
  </table></div>`
}

function gateValue({ name, value }: Gate) {
  return /Ms$|seconds/i.test(name) ? html`<time>${round(value)}</time>` : round(value)
}

function renderSlices(report: SuiteReport) {
  const groups = [...sliceRows(report)]
  if (groups.length === 0) return ''
  const { suite } = report.result
  const main = MAIN_FIGURE[suite] ?? 'passed'
  const isCompared = report.comparisons !== null
  return html`<h3>${suite} <span class="soft">${main}: ${FIGURE_WORDS[main] ?? main}</span></h3>
  <div class="slices">${groups.map(
    ([slice, rows]) => html`<div class="scroll"><table>
      <tr><th>${slice}</th><th class="number">cases</th><th></th><th class="number">now</th>${isCompared ? html`<th class="number">change</th>` : ''}</tr>
      ${rows.map((row) => renderSlice(row, isCompared))}
    </table></div>`,
  )}</div>`
}

function renderSlice({ value, cases, now, before, isLoss, isGain }: SliceRow, isCompared: boolean) {
  return html`<tr class="${isLoss ? 'is-bad' : isGain ? 'is-good' : ''}">
    <td>${value}</td><td class="number">${cases}</td><td>${bar(now, before)}</td>
    <td class="number">${percent(now, 0)}</td>
    ${isCompared ? html`<td class="number">${before === undefined ? html`<span class="soft">–</span>` : signed(now - before)}</td>` : ''}</tr>`
}

function bar(value: number, before?: number) {
  const at = (share: number) => `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%`
  return html`<div class="bar"><i style="width:${at(value)}"></i>${before === undefined ? '' : html`<b style="left:calc(${at(before)} - 1px)"></b>`}</div>`
}

function signed(difference: number) {
  const word = points(difference)
  const colour = word.startsWith('+') ? 'up' : word.startsWith('−') ? 'down' : 'soft'
  return html`<span class="${colour}">${word}</span>`
}

function renderWorst(report: SuiteReport) {
  const ranked = rankCases(report)
  if (ranked.length === 0) return ''
  const broken = ranked.filter(({ why }) => why === 'gate').length
  const shown = ranked.slice(0, Math.max(WORST, broken))
  return html`<h3>${report.result.suite} <span class="soft">${ranked.length} of ${report.scores.length} did not come out as they should${ranked.length > shown.length ? `; the worst ${shown.length}` : ''}</span></h3>
    ${shown.map((one) => renderCase(one, report))}`
}

const WHY = { gate: 'breaks a gate', worse: 'was better before', open: 'not as expected' } as const
const WHY_COLOUR = { gate: 'bad', worse: 'warn', open: '' } as const

function renderCase({ scored, trace, why }: WorstCase, { places }: SuiteReport) {
  const { id, reasons, slices } = scored
  const place = placeOf(places, id)
  const last = trace?.said.findLast(({ text }) => text !== '')?.text ?? ''
  return html`<details>
    <summary><code>${id}</code><span class="said">${last.length > 120 ? `${last.slice(0, 120)}…` : last}</span>
      <span class="tag ${WHY_COLOUR[why]}">${why === 'gate' ? scored.broken.join(', ') : WHY[why]}</span></summary>
    <div class="inner">
      <p>${reasons.map((reason) => html`${reason}<br>`)}</p>
      <p class="soft">${Object.entries(slices)
        .map(([slice, value]) => `${slice} ${value}`)
        .join(' · ')}${place === undefined ? '' : ` · ${place.file}:${place.line}`}</p>
      ${trace === undefined ? html`<p class="soft">No trace was kept of it.</p>` : renderTrace(trace)}
    </div>
  </details>`
}

function renderReading(suites: readonly SuiteReport[]) {
  const names = [
    ...new Set(suites.flatMap(({ result }: { result: EvalResult }) => Object.keys(result.metrics))),
  ]
    .filter((name) => FIGURE_WORDS[name] !== undefined)
    .sort()
  return html`<h2 id="reading">How to read it</h2>
  <p><strong>Figures</strong> are means over cases, from 0 to 100 %: in so many of them what stands beside the name was so. A case that
    ended in an error, took too long or is missing counts as 0; none is left out.</p>
  <div class="scroll"><table>${names.map((name) => html`<tr><td class="name">${name}</td><td>${FIGURE_WORDS[name]}</td></tr>`)}</table></div>
  <p><strong>Against the baseline</strong> each case is paired with itself as it came out before. Differences are drawn again a thousand times; a
    figure counts as fallen where 97.5 of 100 draws lie below nothing and the fall is larger than the tolerance of
    <code>thresholds.yml</code>. That is asked of every slice by itself.</p>
  <p><strong>A trace</strong> shows what was searched for, the passages in the order they were ranked with their place in each lane, and what each
    check said. Passages of an expected article are marked.</p>
  <p><strong>Again, on your machine:</strong> <code>npx sidecue eval all --cases evals/cases --baseline evals/baselines --out evals/out</code></p>`
}

function round(value: number): string {
  return String(Math.round(value * 10_000) / 10_000)
}
