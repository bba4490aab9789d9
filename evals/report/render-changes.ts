import { html, raw } from 'hono/html'
import type { Comparison } from '../compare-baseline.ts'
import { turnedCases } from './rank-cases.ts'
import type { SuiteReport } from './types.ts'
import { figureName, percent, points } from './words.ts'

/** Cases named before the rest is counted. */
const MOST = 30

/** What changed against the baseline: figures beyond chance, then the cases that came out otherwise. */
export function renderChanges(suites: readonly SuiteReport[]) {
  const compared = suites.filter(({ comparisons }) => comparisons !== null)
  if (compared.length === 0)
    return html`<p>This run was compared with no baseline. <code>--baseline DIR</code> does that.</p>`
  const figures = compared.flatMap(({ result, comparisons }) =>
    (comparisons ?? []).map((one) => ({ suite: result.suite, ...one })),
  )
  const losses = figures.filter(({ isLoss }) => isLoss)
  const gains = figures.filter(({ isGain }) => isGain)
  const even = figures.length - losses.length - gains.length
  return html`
    <p>${figures.length} figures were compared, each overall and in every slice of five cases or more: ${losses.length} fell beyond
      chance and tolerance, ${gains.length} rose, ${even} are as they were. The line spans where 95 of 100 resampled differences lie.</p>
    ${[...losses, ...gains].length === 0 ? '' : renderFigures([...losses, ...gains])}
    ${compared.map(renderTurned)}
  `
}

function renderFigures(figures: readonly (Comparison & { suite: string })[]) {
  const most = Math.max(
    ...figures.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]),
    0.01,
  )
  return html`<div class="scroll"><table>
    <tr><th>suite</th><th>figure</th><th class="number">cases</th><th class="number">before</th><th class="number">now</th>
      <th class="number">difference</th><th>95 %</th></tr>
    ${figures.map(
      (one) => html`<tr>
        <td>${one.suite}</td><td class="name">${figureName(one.figure)}</td><td class="number">${one.cases}</td>
        <td class="number">${percent(one.before)}</td><td class="number">${percent(one.now)}</td>
        <td class="number ${one.isLoss ? 'down' : 'up'}">${points(one.now - one.before)}</td>
        <td>${raw(drawBounds(one, most))}</td></tr>`,
    )}
  </table></div>`
}

/** Where the difference lies, around nothing in the middle. */
function drawBounds({ low, high, now, before, isLoss }: Comparison, most: number): string {
  const x = (value: number) => (100 + (value / most) * 96).toFixed(1)
  const colour = isLoss ? 'var(--bad)' : 'var(--good)'
  return `<svg class="bounds" viewBox="0 0 200 22" role="img" aria-label="${points(low)} to ${points(high)}"><line x1="100" x2="100" y1="2" y2="20" stroke="var(--line)" stroke-width="1.5"/><line x1="${x(low)}" x2="${x(high)}" y1="11" y2="11" stroke="${colour}" stroke-width="2"/><circle cx="${x(now - before)}" cy="11" r="4" fill="${colour}"/></svg>`
}

function renderTurned(report: SuiteReport) {
  const { worse, better } = turnedCases(report)
  const added = [...report.changes.values()].filter(({ before }) => before === null).length
  const list = (title: string, ids: readonly string[]) =>
    ids.length === 0
      ? ''
      : html`<p>${title}: ${ids.slice(0, MOST).map((id) => html`<code>${id}</code> `)}${ids.length > MOST ? `and ${ids.length - MOST} more` : ''}</p>`
  if (worse.length + better.length + added === 0)
    return html`<p class="soft">${report.result.suite}: every case came out as before.</p>`
  return html`<h3>${report.result.suite}</h3>
    ${list('Worse than before', worse)} ${list('Better than before', better)}
    ${added === 0 ? '' : html`<p class="soft">${added} cases are new and were compared with nothing.</p>`}`
}
