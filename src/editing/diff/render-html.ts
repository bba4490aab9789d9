import { formatPlace } from '../../errors.ts'
import { escapeHtml } from '../../insights/reports/draw-plot.ts'
import { isEmpty, nameVersion, type Writing, writingOf } from './format-report.ts'
import { type ChangeGroup, groupChanges, groupDisclosures } from './group-changes.ts'
import { STYLE } from './html-style.ts'
import type { DiffView } from './public-view.ts'
import type { AnswerChange, SentencePair, SignedDisclosure } from './types.ts'
import { diffWords, type Stretch } from './word-diff.ts'

/** The report as a page that needs nothing but itself: no script, nothing fetched. */
export function renderHtml(view: DiffView, timeZone: string): string {
  const writing = writingOf(view, timeZone)
  const { texts } = writing
  const sections = [
    gates(view, writing),
    disclosures(view, writing),
    answers(view, writing),
    contracts(view, writing),
    classes(view, writing),
    withdrawals(view, writing),
    flaws(view, writing),
  ]
  return `<!doctype html>
<html lang="${view.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(texts.title)}</title><style>${STYLE}</style></head>
<body><main>
${heading(view, writing)}
${sections.filter((section) => section !== '').join('\n')}
</main></body></html>
`
}

function heading(view: DiffView, writing: Writing): string {
  const { texts, count, instant } = writing
  const at = view.at.map(instant).join(', ')
  const notes = view.notes.map((note) =>
    note.kind === 'merge-base'
      ? texts.mergeBase(note.asked, note.used.slice(0, 10), note.behind)
      : texts.nothingToAsk(instant(note.at)),
  )
  if (isEmpty(view) && view.withheld === 0) notes.push(texts.nothingChanged)
  if (view.withheld > 0) notes.push(texts.withheld(count(view.withheld)))
  const lost = view.answers.filter(({ kind }) => kind === 'lost').length
  const open = view.disclosures.filter(({ approvedBy }) => approvedBy === null).length
  const tiles = [
    [view.answers.length, texts.answers],
    [lost, texts.kinds.lost],
    [view.disclosures.length, texts.disclosures],
    [open, texts.gateNames['unsigned-disclosures']],
    [view.withdrawals.length, texts.withdrawals],
  ] as const
  return `<h1>${escapeHtml(texts.title)}</h1>
<p>${texts.base} <code>${escapeHtml(nameVersion(view.base, texts))}</code> → ${texts.head} <code>${escapeHtml(nameVersion(view.head, texts))}</code></p>
<p class="quiet">${escapeHtml(texts.lead(count(view.questions.length), at))}</p>
${notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('')}
<ul class="tiles">${tiles.map(([value, name]) => `<li><b>${count(value)}</b><span>${escapeHtml(name)}</span></li>`).join('')}</ul>`
}

function section(title: string, count: string, body: string, lead = ''): string {
  const told = lead === '' ? '' : `<p class="quiet">${lead}</p>`
  return `<section><h2>${escapeHtml(title)} <span class="count">${escapeHtml(count)}</span></h2>${told}${body}</section>`
}

function gates(view: DiffView, { texts, count }: Writing): string {
  if (view.gates.length === 0) return ''
  const rows = view.gates.map(({ name, limit, value, ok }) => {
    const state = ok
      ? `<b class="ok">${texts.gateOk}</b>`
      : `<b class="failed">${texts.gateFailed}</b>`
    const label = texts.gateNames[name as keyof typeof texts.gateNames] ?? name
    return `<tr><td>${state}</td><td>${escapeHtml(label)}</td><td class="number">${count(value)}</td><td class="number">${count(limit)}</td></tr>`
  })
  const head = `<tr><td></td><th scope="col">${texts.gates}</th><th scope="col" class="number">${texts.found}</th><th scope="col" class="number">${texts.limit}</th></tr>`
  return `<section><h2>${texts.gates}</h2><div class="card scroll"><table>${head}${rows.join('')}</table></div></section>`
}

function disclosures(view: DiffView, writing: Writing): string {
  const { texts, count } = writing
  if (view.disclosures.length === 0) return ''
  const open = view.disclosures.filter(({ approvedBy }) => approvedBy === null).length
  const cards = groupDisclosures(view.disclosures).map((group) => disclosureCard(group, writing))
  const command = `sidecue diff --base ${view.base.revision ?? ''} --approve NAME`
  const hint =
    open === 0
      ? ''
      : `<p class="quiet">${texts.approveHint(`<code>${escapeHtml(command)}</code>`)}</p>`
  const total = count(view.disclosures.length)
  const number = open === 0 ? total : `${total} · ${texts.notApproved(count(open))}`
  return section(
    texts.disclosures,
    number,
    cards.join('') + hint,
    escapeHtml(texts.disclosuresLead),
  )
}

function disclosureCard(group: SignedDisclosure[], { texts, opening }: Writing): string {
  const [first] = group as [SignedDisclosure]
  const why =
    first.was === null ? texts.why[first.why] : `${texts.why[first.why]} · ${texts.was[first.was]}`
  const state =
    first.approvedBy === null
      ? `<span class="state open">${texts.open}</span>`
      : `<span class="state signed">${escapeHtml(texts.approvedBy(first.approvedBy))}</span>`
  const where = first.article === null ? `${texts.phrase} · ${first.path}` : first.article
  const facts = group.map((one) => {
    const words = one.instead === null ? null : diffWords(one.instead, one.text)
    const said = words === null ? escapeHtml(one.text) : stretches(words.head, 'ins')
    const before =
      one.instead === null
        ? ''
        : `<div class="meta">${texts.instead}: ${escapeHtml(one.instead)}</div>`
    return `<li><div class="text">${said} <code class="quiet">${one.id}</code></div>${before}</li>`
  })
  return `<div class="card"><header>${state}<b>${escapeHtml(where)}</b><span class="meta">${escapeHtml(why)} · ${escapeHtml(opening(first))}</span></header><ul class="facts">${facts.join('')}</ul></div>`
}

function answers(view: DiffView, writing: Writing): string {
  const { texts, count } = writing
  const notes =
    view.guidance.length > 0
      ? `<p class="note">${escapeHtml(texts.guidance(count(view.guidance.length)))}</p>`
      : ''
  if (view.answers.length === 0) return notes
  const groups = groupChanges(view.answers)
  const cards = groups.map((group, at) => answerCard(group, view, writing, at < 12)).join('')
  return section(texts.answers, count(view.answers.length), cards + notes)
}

function answerCard(
  { kind, changes }: ChangeGroup,
  view: DiffView,
  { texts, question, count, instant }: Writing,
  isOpen: boolean,
): string {
  const [first] = changes as [AnswerChange]
  const asked = changes.map((change) => {
    const known = question(change.question)
    const sources = [...new Set(known?.sources.map((source) => texts.sources[source.kind]) ?? [])]
    return `<li>${escapeHtml(known?.text ?? change.question)} <span class="meta">${escapeHtml(sources.join(' · '))}</span></li>`
  })
  const outcome =
    kind === 'text' ? '' : `<code>${first.base.outcome} → ${first.head.outcome}</code>`
  const same =
    changes.length > 1
      ? `<span class="count">${escapeHtml(texts.sameChange(count(changes.length)))}</span>`
      : ''
  const time =
    view.at.length > 1
      ? `<span class="count">${escapeHtml(`${texts.at} ${instant(first.at)}`)}</span>`
      : ''
  return `<details class="card"${isOpen ? ' open' : ''}><summary><span class="kind ${kind}">${texts.kinds[kind]}</span>${outcome}<span>${escapeHtml(question(first.question)?.text ?? first.question)}</span>${same}${time}</summary>
<ul class="asked">${asked.join('')}</ul>
<table class="sides"><thead><tr><th scope="col">${texts.before}</th><th scope="col">${texts.after}</th></tr></thead><tbody>${first.pairs.map(pairRow).join('')}${missingRows(first)}</tbody></table></details>`
}

function pairRow({ base, head }: SentencePair): string {
  if (base === head)
    return `<tr><td>${escapeHtml(base ?? '')}</td><td>${escapeHtml(head ?? '')}</td></tr>`
  if (base === null)
    return `<tr><td class="none"></td><td class="added"><ins>${escapeHtml(head ?? '')}</ins></td></tr>`
  if (head === null)
    return `<tr><td class="removed"><del>${escapeHtml(base)}</del></td><td class="none"></td></tr>`
  const words = diffWords(base, head)
  return `<tr><td class="removed">${stretches(words.base, 'del')}</td><td class="added">${stretches(words.head, 'ins')}</td></tr>`
}

function missingRows({ base, head }: AnswerChange): string {
  const gone = base.missing.filter((one) => !head.missing.includes(one))
  const came = head.missing.filter((one) => !base.missing.includes(one))
  return [
    ...gone.map((one) => pairRow({ base: one, head: null })),
    ...came.map((one) => pairRow({ base: null, head: one })),
  ].join('')
}

function stretches(parts: readonly Stretch[], mark: 'ins' | 'del'): string {
  return parts
    .map(({ text, isChanged }) =>
      isChanged ? `<${mark}>${escapeHtml(text)}</${mark}>` : escapeHtml(text),
    )
    .join('')
}

function contracts(view: DiffView, { texts, question, count }: Writing): string {
  if (view.contracts.length === 0) return ''
  const told = {
    ask: { broken: texts.asksBroken, mended: texts.asksMended },
    'must-not': { broken: texts.mustNotBroken, mended: texts.mustNotMended },
  }
  const items = view.contracts.map(
    ({ kind, state, article, question: id }) =>
      `<li><div class="text">${escapeHtml(question(id)?.text ?? id)}</div><div class="meta"><span class="state ${state === 'broken' ? 'open' : 'signed'}">${told[kind][state]}</span> · ${escapeHtml(article)}</div></li>`,
  )
  return section(
    texts.contracts,
    count(items.length),
    `<ul class="card facts">${items.join('')}</ul>`,
  )
}

function classes(view: DiffView, { texts, question, count }: Writing): string {
  if (view.classes.length === 0) return ''
  const rows = view.classes.map(({ question: id, field, base, head }) => {
    const cells = [
      question(id)?.text ?? id,
      texts.fields[field],
      base ?? texts.none,
      head ?? texts.none,
    ]
    return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`
  })
  const head = [texts.question, texts.classes, texts.before, texts.after]
  const table = `<div class="card scroll"><table><thead><tr>${head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  return section(texts.classes, count(rows.length), table)
}

function withdrawals(view: DiffView, { texts, window, count }: Writing): string {
  if (view.withdrawals.length === 0) return ''
  const items = view.withdrawals.map(
    (one) =>
      `<li><div class="text">${escapeHtml(one.text)}</div><div class="meta">${escapeHtml(window(one))} · ${escapeHtml(one.article ?? texts.phrase)}</div></li>`,
  )
  return section(
    texts.withdrawals,
    count(items.length),
    `<ul class="card facts">${items.join('')}</ul>`,
  )
}

function flaws(view: DiffView, { texts, count }: Writing): string {
  if (view.flaws.length === 0) return ''
  const items = view.flaws.map(
    (flaw) =>
      `<li><div class="text">${escapeHtml(flaw.message)}</div><div class="meta"><code>${escapeHtml(formatPlace(flaw))}</code></div></li>`,
  )
  return section(texts.flaws, count(items.length), `<ul class="card facts">${items.join('')}</ul>`)
}
