import { formatPlace } from '../../errors.ts'
import { isEmpty, nameVersion, type Writing, writingOf } from './format-report.ts'
import { type ChangeGroup, groupChanges, groupDisclosures } from './group-changes.ts'
import type { DiffView } from './public-view.ts'
import type { AnswerChange, SignedDisclosure } from './types.ts'

/** By it a later run finds its own comment again. */
export const COMMENT_MARK = '<!-- sidecue-diff -->'

/** A comment holds 65,536 characters; what does not fit is counted. */
const MOST = { characters: 60_000, groups: 25, questions: 5, disclosures: 60, rows: 40 }

/** The report as a comment on a pull request. Whatever an article or a customer says stands in it as text. */
export function renderMarkdown(view: DiffView, timeZone: string): string {
  const writing = writingOf(view, timeZone)
  const sections = [
    heading(view, writing),
    gates(view, writing),
    disclosures(view, writing),
    answers(view, writing),
    contracts(view, writing),
    classes(view, writing),
    withdrawals(view, writing),
    flaws(view, writing),
    withheld(view, writing),
  ].filter((section) => section !== '')
  let text = COMMENT_MARK
  for (const [at, section] of sections.entries()) {
    if (text.length + section.length > MOST.characters) {
      text += `\n\n${writing.texts.more(String(sections.length - at))}`
      break
    }
    text += `\n\n${section}`
  }
  return `${text}\n`
}

function heading(view: DiffView, { texts, count, instant }: Writing): string {
  const at = view.at.map(instant).join(', ')
  const versions = `${texts.base} \`${code(nameVersion(view.base, texts))}\` → ${texts.head} \`${code(nameVersion(view.head, texts))}\``
  const notes = view.notes.map((note) =>
    note.kind === 'merge-base'
      ? texts.mergeBase(text(note.asked), `\`${note.used.slice(0, 10)}\``, note.behind)
      : texts.nothingToAsk(instant(note.at)),
  )
  const empty = isEmpty(view) && view.withheld === 0 ? [texts.nothingChanged] : []
  return [
    `## ${texts.title}`,
    `${versions} · ${texts.lead(count(view.questions.length), at)}`,
    ...notes,
    ...empty,
  ].join('\n\n')
}

function gates(view: DiffView, { texts, count }: Writing): string {
  if (view.gates.length === 0) return ''
  const rows = view.gates.map(({ name, limit, value, ok }) =>
    [
      '',
      ok ? `✅ ${texts.gateOk}` : `❌ **${texts.gateFailed}**`,
      texts.gateNames[name as keyof typeof texts.gateNames] ?? name,
      count(value),
      count(limit),
      '',
    ].join(' | '),
  )
  const head = `| ${texts.gates} |  | ${texts.found} | ${texts.limit} |`
  return [head, '| --- | --- | ---: | ---: |', ...rows.map((row) => row.trim())].join('\n')
}

function disclosures(view: DiffView, writing: Writing): string {
  const { texts, count } = writing
  const all = view.disclosures
  if (all.length === 0) return ''
  const open = all.filter(({ approvedBy }) => approvedBy === null).length
  const title = `### ${texts.disclosures} (${count(all.length)})${open > 0 ? ` · ${texts.notApproved(count(open))}` : ''}`
  const groups = groupDisclosures(all.slice(0, MOST.disclosures))
  const hint =
    open > 0
      ? texts.approveHint(
          `\`sidecue diff --base ${code(view.base.revision ?? '')} --approve NAME\``,
        )
      : ''
  const parts = groups.map((group) => disclosureGroup(group, writing))
  const rest = more(all.length, MOST.disclosures, writing).join('')
  return [title, texts.disclosuresLead, ...parts, rest, hint]
    .filter((part) => part !== '')
    .join('\n\n')
}

function disclosureGroup(group: SignedDisclosure[], { texts, opening }: Writing): string {
  const [first] = group as [SignedDisclosure]
  const why =
    first.was === null ? texts.why[first.why] : `${texts.why[first.why]} · ${texts.was[first.was]}`
  const where = text(first.article ?? `${texts.phrase} ${first.path}`)
  const signed = first.approvedBy === null ? texts.open : texts.approvedBy(text(first.approvedBy))
  const rows = group.map((one) => {
    const instead = one.instead === null ? '' : `<br>${texts.instead}: ${text(one.instead)}`
    return `- [${one.approvedBy === null ? ' ' : 'x'}] ${text(one.text)} \`${one.id}\`${instead}`
  })
  return `**${where}** · ${why} · ${opening(first)} · ${signed}\n\n${rows.join('\n')}`
}

function answers(view: DiffView, writing: Writing): string {
  const { texts, count } = writing
  const notes = view.guidance.length > 0 ? texts.guidance(count(view.guidance.length)) : ''
  if (view.answers.length === 0) return notes
  const groups = groupChanges(view.answers)
  const parts = groups.slice(0, MOST.groups).map((group) => answerGroup(group, view, writing))
  return [
    `### ${texts.answers} (${count(view.answers.length)})`,
    ...parts,
    ...more(groups.length, MOST.groups, writing),
    notes,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function answerGroup(
  { kind, changes, changed }: ChangeGroup,
  view: DiffView,
  writing: Writing,
): string {
  const { texts, count, question, instant } = writing
  const [first] = changes as [AnswerChange]
  const asked = changes.map((change) => question(change.question)?.text ?? change.question)
  const times = view.at.length > 1 ? ` · ${texts.at} ${instant(first.at)}` : ''
  const same = changes.length > 1 ? ` · ${texts.sameChange(count(changes.length))}` : ''
  const outcome = kind === 'text' ? '' : ` · ${first.base.outcome} → ${first.head.outcome}`
  const summary = `<details><summary><b>${texts.kinds[kind]}</b>${outcome}${same}${times}: ${text(clip(asked[0] ?? ''))}</summary>`
  const others = asked
    .slice(1, MOST.questions)
    .map((one) => `- ${text(clip(one))}`)
    .concat(more(asked.length, MOST.questions, writing))
  const lines = changed.flatMap(({ base, head }) => [
    ...(base === null ? [] : [`- ${line(base)}`]),
    ...(head === null ? [] : [`+ ${line(head)}`]),
  ])
  const facts = [
    ...first.base.missing
      .filter((one) => !first.head.missing.includes(one))
      .map((one) => `- ${line(one)}`),
    ...first.head.missing
      .filter((one) => !first.base.missing.includes(one))
      .map((one) => `+ ${line(one)}`),
  ]
  return [summary, others.join('\n'), fenced([...lines, ...facts]), '</details>']
    .filter((part) => part !== '')
    .join('\n\n')
}

function contracts(view: DiffView, writing: Writing): string {
  const { texts, question } = writing
  const told = {
    ask: { broken: texts.asksBroken, mended: texts.asksMended },
    'must-not': { broken: texts.mustNotBroken, mended: texts.mustNotMended },
  }
  const rows = view.contracts.map(
    ({ kind, state, article, question: id }) =>
      `- ${state === 'broken' ? '❌' : '✅'} ${text(clip(question(id)?.text ?? id))}: ${told[kind][state]} (${text(article)})`,
  )
  return folded(texts.contracts, rows, writing)
}

function classes(view: DiffView, writing: Writing): string {
  const { texts, question } = writing
  const rows = view.classes.map(({ question: id, field, base, head }) => {
    const change = `${text(base ?? texts.none)} → ${text(head ?? texts.none)}`
    return `- ${text(clip(question(id)?.text ?? id))}: ${texts.fields[field]} ${change}`
  })
  return folded(texts.classes, rows, writing)
}

function withdrawals(view: DiffView, writing: Writing): string {
  const { texts, window } = writing
  const rows = view.withdrawals.map(
    (one) =>
      `- ${text(one.text)}<br><sub>${text(one.article ?? texts.phrase)} · ${window(one)}</sub>`,
  )
  return folded(texts.withdrawals, rows, writing)
}

function flaws(view: DiffView, writing: Writing): string {
  const rows = view.flaws.map((flaw) => `- \`${code(formatPlace(flaw))}\` ${text(flaw.message)}`)
  return folded(writing.texts.flaws, rows, writing)
}

function withheld(view: DiffView, { texts, count }: Writing): string {
  return view.withheld > 0 ? `> ${texts.withheld(count(view.withheld))}` : ''
}

function folded(title: string, rows: readonly string[], writing: Writing): string {
  if (rows.length === 0) return ''
  const shown = [...rows.slice(0, MOST.rows), ...more(rows.length, MOST.rows, writing)]
  return `<details><summary><b>${title}</b> (${writing.count(rows.length)})</summary>\n\n${shown.join('\n')}\n\n</details>`
}

function more(count: number, most: number, { texts, count: format }: Writing): string[] {
  return count > most ? [`- ${texts.more(format(count - most))}`] : []
}

/** Text as text, on one line: no marks, no markup, no address that links by itself, nobody who is named by @. */
function text(said: string): string {
  return said
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replaceAll(
      /[&<>"'@`*_~[\](){}|\\#!+$^=:-]|(?<=^\d+)[.)]|(?<=www)\./giu,
      (sign) => `&#${sign.codePointAt(0)};`,
    )
}

/** Inside backticks nothing is marked but the backtick itself. */
function code(said: string): string {
  return said.replaceAll(/[`\s\p{Cc}|]+/gu, ' ').trim()
}

function line(said: string): string {
  return said.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
}

/** A fence longer than any in the text. */
function fenced(lines: readonly string[]): string {
  if (lines.length === 0) return ''
  const body = lines.join('\n')
  const longest = Math.max(2, ...[...body.matchAll(/`+/gu)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}diff\n${body}\n${fence}`
}

/** Of a question as much as tells it from others. */
function clip(said: string): string {
  const characters = [...said.replaceAll(/\s+/gu, ' ')]
  return characters.length > 120 ? `${characters.slice(0, 119).join('')}…` : characters.join('')
}
