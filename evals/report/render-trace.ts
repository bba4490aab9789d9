import { html } from 'hono/html'
import type { CaseTrace, TracedPassage, TracedSearch, Verdict } from '../trace/types.ts'

/** Parts of what came of a case that have a place of their own. */
const APART = new Set(['text'])

/** Everything that led to what was suggested in a case. */
export function renderTrace({ said, got, verdicts, searches = [], ms }: CaseTrace) {
  return html`
    <h4>What was said</h4>
    <ol class="talk">
      ${said.map(({ speaker, text }) => html`<li><span>${speaker}</span><div>${text}</div></li>`)}
    </ol>
    <h4>What came of it</h4>
    ${got.text ? html`<div class="answer">${got.text}</div>` : ''}
    <dl class="facts">
      ${Object.entries(got)
        .filter(([name, value]) => !APART.has(name) && value !== '')
        .map(([name, value]) => html`<div><dt>${name}</dt><dd><pre>${value}</pre></dd></div>`)}
      ${ms === undefined ? '' : html`<div><dt>took</dt><dd><time>${ms} ms</time></dd></div>`}
    </dl>
    <h4>How it was judged</h4>
    <div class="scroll"><table>
      <tr><th>what</th><th>verdict</th><th>wanted</th><th>found</th></tr>
      ${verdicts.map(renderVerdict)}
    </table></div>
    ${searches.map(renderSearch)}
  `
}

function renderVerdict({ name, ok, wanted = '', found = '' }: Verdict) {
  return html`<tr class="${ok ? '' : 'is-bad'}">
    <td class="name">${name}</td>
    <td>${ok ? 'right' : 'wrong'}</td>
    <td>${wanted}</td>
    <td><pre>${found}</pre></td>
  </tr>`
}

function renderSearch({
  query,
  context,
  lang,
  confidence,
  threshold,
  isUsed,
  passages,
}: TracedSearch) {
  const lanes = [...new Set(passages.flatMap((passage) => Object.keys(passage.lanes)))]
  return html`
    <h4>Searched for</h4>
    <p><strong>${query}</strong> <span class="soft">(${lang}; sure to ${confidence.toFixed(2)}, answered from ${threshold.toFixed(2)} on; ${isUsed ? 'the answer was made of this' : 'not answered from'})</span></p>
    ${context.length > 0 ? html`<p class="soft">In the light of: ${context.join(' · ')}</p>` : ''}
    ${
      passages.length === 0
        ? html`<p class="soft">Nothing was found.</p>`
        : html`<div class="scroll"><table>
          <tr><th class="number">rank</th><th>article</th><th class="number">score</th>
            ${lanes.map((lane) => html`<th class="number">${lane}</th>`)}<th>matched</th></tr>
          ${passages.map((passage) => renderPassage(passage, lanes))}
        </table></div>`
    }
  `
}

function renderPassage(passage: TracedPassage, lanes: readonly string[]) {
  const { rank, article, title, score, terms, isExpected, text } = passage
  return html`<tr class="${isExpected ? 'is-expected' : ''}">
    <td class="number">${rank}</td>
    <td><code>${article}</code> ${isExpected ? html`<span class="tag good">expected</span>` : ''}<br>${title}
      ${text ? html`<div class="passage">${text}</div>` : ''}</td>
    <td class="number">${score.toFixed(3)}</td>
    ${lanes.map((lane) => html`<td class="number">${passage.lanes[lane] ?? '–'}</td>`)}
    <td>${terms.join(' ')}</td>
  </tr>`
}
