import type { Desk, Localized } from '../../desk/types.ts'
import type { Lang } from '../../text/types.ts'
import { drawPlot, escapeHtml } from './draw-plot.ts'
import { formatFigure, formatNote, formatValue, UNITS } from './format-figure.ts'
import { REPORT_TEXTS, type ReportTexts } from './texts.ts'
import { FIGURES, type FigureId, type Group, type QuestionType, type Report } from './types.ts'

/** What is drawn day by day. */
const PLOTS: readonly { id: FigureId; kind: 'bars' | 'line' }[] = [
  { id: 'conversations', kind: 'bars' },
  { id: 'replies-in-time', kind: 'line' },
  { id: 'knowledge-hits', kind: 'line' },
  { id: 'suggestions-accepted', kind: 'line' },
  { id: 'tickets', kind: 'bars' },
  { id: 'warnings', kind: 'bars' },
]

const STYLE = `
:root{color-scheme:light dark;--bg:light-dark(#fff,#1b1e22);--line:light-dark(#dfe3e8,#30353c);--text:light-dark(#191d22,#e9ebee);--quiet:light-dark(#59626e,#a4adb8);--accent:light-dark(#0b62a4,#74baf3);--soft:light-dark(#e5f0f9,#1b3347)}
body{margin:2rem auto;max-width:60rem;padding:0 1rem;background:var(--bg);color:var(--text);font:14px/1.55 -apple-system,"Segoe UI",Roboto,Arial,"PingFang SC","PingFang TC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:1.5rem;margin:0}h2{font-size:1.05rem;margin:2rem 0 .5rem}p{color:var(--quiet);margin:.2rem 0}
table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}th{font-weight:600}td.number,th.number{text-align:end}td.note{color:var(--quiet)}
svg{display:block;width:100%;height:auto}svg .grid{stroke:var(--line)}svg .axis{fill:var(--quiet);font-size:11px}svg .bar{fill:var(--accent)}svg .line{fill:none;stroke:var(--accent);stroke-width:1.8}svg .dot{fill:var(--accent)}svg .band{fill:var(--soft)}
summary{color:var(--quiet);cursor:pointer}@media print{details{display:none}}
`

/** A page that needs nothing but itself: figures, plots, and for each plot its numbers as a table. */
export function reportHtml(
  report: Report,
  desk: Pick<Desk, 'name' | 'taxonomy'>,
  lang: Lang,
): string {
  const texts = REPORT_TEXTS[lang]
  const name = nameIn(desk.name, lang) ?? ''
  const title = `${texts.title}${name === '' ? '' : ` · ${name}`}`
  const sections = [
    totals(report, texts),
    ...PLOTS.map((plot) => dayPlot(report, plot, texts)),
    groups(texts.channel, report.channels, (key) => texts.channels[key] ?? key, texts),
    groups(texts.language, report.langs, (key) => (key === 'unknown' ? texts.unknown : key), texts),
    ranking(texts.types, report.types, namesOf(desk.taxonomy.types, lang, texts), texts),
    ranking(texts.modules, report.modules, namesOf(desk.taxonomy.modules, lang, texts), texts),
  ]
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(texts.period(report.from, report.to, report.timeZone))}</p>
<p>${escapeHtml(texts.madeAt(report.madeAt))}</p>
${sections.join('\n')}
</body></html>
`
}

function totals({ total }: Report, texts: ReportTexts): string {
  const rows = FIGURES.map(([id]) => [
    texts.figures[id],
    formatFigure(id, total[id], texts),
    String(total[id].n),
    formatNote(id, total[id], texts),
  ])
  return table([texts.figure, texts.value, texts.countedFrom, texts.note], rows)
}

function dayPlot(
  { days }: Report,
  { id, kind }: (typeof PLOTS)[number],
  texts: ReportTexts,
): string {
  const title = texts.figures[id]
  const unit = UNITS[id]
  const points = days.map(({ key, figures }) => ({ label: key.slice(5), ...figures[id] }))
  const plot = drawPlot({
    kind,
    title,
    points,
    format: (value) => formatValue(unit, value, texts),
    ...(unit === 'share' ? { top: 1 } : {}),
  })
  const rows = days.map(({ key, figures }) => [
    key,
    formatFigure(id, figures[id], texts),
    String(figures[id].n),
    formatNote(id, figures[id], texts),
  ])
  const head = [texts.day, texts.value, texts.countedFrom, texts.note]
  return `<section><h2>${escapeHtml(title)}</h2>${plot}<details><summary>${escapeHtml(texts.table)}</summary>${table(head, rows)}</details></section>`
}

const COMPARED: readonly FigureId[] = [
  'conversations',
  'replies-in-time',
  'talk-time',
  'knowledge-hits',
  'suggestions-accepted',
]

function groups(
  title: string,
  of: readonly Group[],
  nameOf: (key: string) => string,
  texts: ReportTexts,
): string {
  if (of.length === 0) return ''
  const rows = of.map(({ key, figures }) => [
    nameOf(key),
    ...COMPARED.map((id) => formatFigure(id, figures[id], texts)),
  ])
  const head = [title, ...COMPARED.map((id) => texts.figures[id])]
  return `<section><h2>${escapeHtml(title)}</h2>${table(head, rows)}</section>`
}

function ranking(
  title: string,
  types: readonly QuestionType[],
  names: ReadonlyMap<string, string>,
  texts: ReportTexts,
): string {
  const rows = types.map(({ id, count, share }) => [
    names.get(id) ?? id,
    String(count),
    formatValue('share', share, texts),
  ])
  const body =
    types.length > 0
      ? table([title, texts.count, texts.share], rows)
      : `<p>${texts.reasons['nothing-counted']}</p>`
  return `<section><h2>${escapeHtml(title)}</h2>${body}</section>`
}

/** Names of the desk's taxonomy in a language, by id. */
export function namesOf(
  labels: readonly { id: string; name: Localized }[],
  lang: Lang,
  { unknown }: Pick<ReportTexts, 'unknown'>,
): Map<string, string> {
  const names = labels.map(({ id, name }) => [id, nameIn(name, lang) ?? id] as const)
  return new Map([...names, ['unknown', unknown] as const])
}

function nameIn(name: Localized, lang: Lang): string | undefined {
  return name[lang] ?? name['zh-Hans'] ?? name.en ?? name['zh-Hant']
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNote = (at: number) => at === 3 && head.length === 4
  const kind = (at: number) => (at === 0 ? '' : isNote(at) ? ' class="note"' : ' class="number"')
  const cell = (text: string, at: number) =>
    at === 0
      ? `<th scope="row">${escapeHtml(text)}</th>`
      : `<td${kind(at)}>${escapeHtml(text)}</td>`
  const heads = head.map((text, at) => `<th scope="col"${kind(at)}>${escapeHtml(text)}</th>`)
  return `<table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</tbody></table>`
}
