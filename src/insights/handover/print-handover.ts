import { type Desk, describeLabel } from '../../desk/index.ts'
import type { Lang } from '../../text/types.ts'
import { HANDOVER_TEXTS, type HandoverTexts } from './texts.ts'
import { type Fact, type Handover, type HandoverItem, SECTIONS } from './types.ts'

const LABELS = new Set(['type', 'department', 'urgency'])
const INSTANTS = new Set(['deadline', 'due', 'since', 'until'])

/** A handover to read, print and file: markdown in one language, instants by the desk's clock. */
export function printHandover(
  handover: Handover,
  items: readonly HandoverItem[],
  desk: Pick<Desk, 'taxonomy' | 'timeZone'>,
  lang: Lang,
): string {
  const text = HANDOVER_TEXTS[lang]
  const at = (instant: Date | string) => inZone(instant, desk.timeZone, lang)
  const sign = (name: string, signature: Handover['outgoing']) =>
    line(text, name, signature ? `${plain(signature.by)}, ${at(signature.at)}` : text.notSigned)
  const head = [
    `# ${plain(text.title(handover.shift))}`,
    '',
    line(text, text.period, `${at(handover.from)} – ${at(handover.until)} (${desk.timeZone})`),
    line(text, text.facts.state, text.state[handover.state]),
    line(text, text.draftedAt, at(handover.draftedAt)),
    sign(text.outgoing, handover.outgoing),
    sign(text.incoming, handover.incoming),
  ]
  const sections = SECTIONS.flatMap((section) => {
    const shown = items.filter((item) => item.section === section && !item.isLeftOut)
    const body = shown.flatMap((item) => printItem(item, text, { at, desk, lang }))
    return ['', `## ${text.sections[section]}`, '', ...(body.length > 0 ? body : [text.nothing])]
  })
  return `${[...head, ...sections].join('\n')}\n`
}

type Means = { at: (instant: string) => string; desk: Pick<Desk, 'taxonomy'>; lang: Lang }

function printItem(item: HandoverItem, text: HandoverTexts, means: Means): string[] {
  const [first] = item.facts
  if (item.source?.kind === 'count' && first) {
    const name = text.counts[item.source.id] ?? item.source.id
    return [line(text, name, plain(first.value)), ...noteOf(item, text)]
  }
  const reference = item.source ? ` (${item.source.id})` : ''
  return [
    `- **${plain(item.title)}**${plain(reference)}`,
    ...item.facts
      .filter(({ name, value }) => !(name === 'background' && value === item.title))
      .map((fact) => `  ${line(text, text.facts[fact.name], shown(fact, text, means))}`),
    ...noteOf(item, text),
  ]
}

function noteOf({ note }: HandoverItem, text: HandoverTexts): string[] {
  return note === null ? [] : [`  ${line(text, text.note, plain(note))}`]
}

function shown({ name, value }: Fact, text: HandoverTexts, { at, desk, lang }: Means): string {
  if (INSTANTS.has(name)) return at(value)
  if (name === 'scope') return text.customers(value)
  if (name === 'state') return text.states[value] ?? plain(value)
  if (name === 'kind') return text.kinds[value] ?? plain(value)
  if (!LABELS.has(name)) return plain(value)
  const label = describeLabel(desk.taxonomy, name as 'type' | 'department' | 'urgency', value)
  return plain(label.name[lang] ?? Object.values(label.name)[0] ?? value)
}

function line(text: HandoverTexts, name: string, value: string): string {
  return `- ${name}${text.separator}${value}`
}

function inZone(instant: Date | string, timeZone: string, lang: Lang): string {
  return new Date(instant).toLocaleString(lang === 'en' ? 'en-GB' : lang, {
    ...{ timeZone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', hour12: false },
  })
}

/** What people said, as words: one line, nothing of markdown's. */
function plain(text: string): string {
  return text
    .replaceAll(/\s*\n\s*/gu, ' / ')
    .replaceAll(/[\\`*_[\]<>#|~]/gu, (sign) => `\\${sign}`)
    .replaceAll(/:(?=:)/gu, '\\:')
    .trim()
}
