import { KINDS, type Kind } from './kinds.ts'
import type { Rival } from './known-figures.ts'
import type { Figures } from './measure-set.ts'

export type Row = {
  set: string
  /** Null where the folder is not there. */
  kind: Kind | null
  /** Null where nothing is asked of the set, or it is not there. */
  figures: Figures | null
  /** When, as an instant; null where nothing was. */
  measuredAt: string | null
  rival: Rival | null
  published: string | null
}

/** The figure that a kind is compared by, and those that stand beside it. */
export const MAIN_FIGURE: Readonly<Record<Kind, string | null>> = {
  retrieval: 'nDCG@10',
  'grounded dialogue': 'nDCG@10',
  classification: 'macroF1',
  offence: 'f1',
  summaries: 'rougeL',
  'key turns': 'keyTurnsF1',
  spelling: 'R@1',
  'same intent': 'auc',
  scripts: 'folded',
  safety: 'warnings f1',
  material: null,
}

const BESIDE: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  retrieval: ['R@1', 'R@10', 'p50Ms'],
  'grounded dialogue': ['R@1', 'R@10', 'p50Ms'],
  classification: ['accuracy', 'ece', 'oosAuroc'],
  offence: ['accuracy'],
  summaries: ['rouge1', 'rouge2', 'keyTurnsF1'],
  'key turns': ['keyTurnsF1 zh', 'keyTurnsF1 en'],
  spelling: ['R@10', 'nDCG@10'],
  safety: ['conduct f1'],
}

const WHAT: Readonly<Record<Kind, string>> = {
  retrieval: 'Questions looked up among articles; nDCG@10.',
  'grounded dialogue': 'The same by the dialogue up to the turn that asks; nDCG@10.',
  classification:
    'Classes learned from the set’s own training part; macro-F1, calibration error (`ece`), and how well texts of no class are told (`oosAuroc`).',
  offence: 'What the check of drafts marks as rude, against what people judged offensive; F1.',
  summaries: 'Summaries made of the dialogue’s own sentences; ROUGE-L.',
  'key turns': 'Turns that tell the problem and that offer a solution; F1, mean of both.',
  spelling:
    'What was meant, found by what was written: the texts without slips are the corpus, those with slips the questions; R@1.',
  'same intent':
    'How well words and pairs of characters in common tell pairs of one intent; area under the ROC curve. No part of the program: a floor for what groups questions.',
  scripts: 'Pairs of one text in two scripts that are one text to the search; share.',
  safety: 'Early warnings and conduct, line by line; F1. Attacks: [attacks.md](attacks.md).',
  material:
    'Nothing is asked in these: markdown for [the bench of size](scale/README.md), and word lists.',
}

/** The report as markdown: a table for each kind of set. */
export function renderExternal(rows: readonly Row[], where: string): string {
  const absent = rows.filter(({ kind }) => kind === null)
  const sections = KINDS.flatMap((kind) => {
    const own = rows.filter((row) => row.kind === kind)
    return own.length === 0 ? [] : [renderKind(kind, own)]
  })
  return `# Public sets

Measured on data that nobody of this project wrote, beside what others were measured with on the very same cases and what is
published. No language model; one setting for all sets. "Other" is the best of all systems and settings anybody measured on that
set (the README and \`baselines.tsv\` of the bench, [peers](peers/README.md)), so it changes from row to row. The developer half of each
set was open to whoever built this; figures on sets kept apart may come out lower. Made by \`node evals/report-external.ts\` on ${where}.

![Our figure beside the best other one, set by set](external.svg)

${absent.length === 0 ? 'Every set that the bench names is there.' : `**Not there, not measured:** ${absent.map(({ set }) => set).join(', ')}.`}

${sections.join('\n')}`
}

function renderKind(kind: Kind, rows: readonly Row[]): string {
  const figure = MAIN_FIGURE[kind]
  const title = `## ${kind[0]?.toUpperCase()}${kind.slice(1)}\n\n${WHAT[kind]}\n`
  if (figure === null) return `${title}\n${rows.map(({ set }) => `- ${set}`).join('\n')}\n`
  const beside = BESIDE[kind] ?? []
  const head = ['set', figure, 'other', 'points', 'which', ...beside, 'measured', 'published']
  const lines = rows.map((row) => toCells(row, figure, beside))
  return [
    title,
    toLine(head),
    toLine(head.map(() => '---')),
    ...lines.map(toLine),
    '',
    ...summaryOf(rows, figure),
  ].join('\n')
}

function toCells(
  { set, figures, measuredAt, rival, published }: Row,
  figure: string,
  beside: readonly string[],
) {
  const own = figures?.[figure]
  const points = own === undefined || rival === null ? null : (own - rival.value) * 100
  return [
    set,
    figures === null
      ? 'not measured yet'
      : own === undefined
        ? '**failed**'
        : `**${own.toFixed(4)}**`,
    rival === null ? '–' : rival.value.toFixed(4),
    points === null ? '–' : `${points >= 0 ? '+' : ''}${points.toFixed(1)}`,
    rival === null ? '–' : `${rival.name} (${rival.from})`,
    ...beside.map((name) => shown(name, figures?.[name])),
    measuredAt?.slice(0, 16).replace('T', ' ') ?? '–',
    published === null ? '–' : published.replaceAll('|', '\\|'),
  ]
}

function shown(name: string, value: number | undefined): string {
  if (value === undefined) return '–'
  return name.endsWith('Ms') ? value.toFixed(1) : value.toFixed(3)
}

function toLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function summaryOf(rows: readonly Row[], figure: string): string[] {
  const pairs = rows.flatMap(({ set, figures, rival }) => {
    const own = figures?.[figure]
    return own === undefined || rival === null ? [] : [{ set, own, other: rival.value }]
  })
  if (pairs.length < 2) return []
  const mean = (value: (pair: (typeof pairs)[number]) => number) =>
    pairs.reduce((sum, pair) => sum + value(pair), 0) / pairs.length
  const below = pairs.filter(({ own, other }) => own < other).map(({ set }) => set)
  const points = (mean(({ own }) => own) - mean(({ other }) => other)) * 100
  return [
    `Mean of ${pairs.length}: ${mean(({ own }) => own).toFixed(4)} against ${mean(({ other }) => other).toFixed(4)}, ${points >= 0 ? '+' : ''}${points.toFixed(1)} points. ${below.length === 0 ? 'Nowhere below.' : `Below: ${below.join(', ')}.`}`,
    '',
  ]
}
