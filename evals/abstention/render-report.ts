import { LANGS } from '../../src/text/types.ts'
import { chooseThreshold } from './choose-threshold.ts'
import { type Figures, figuresByHalves, figuresOf } from './figures.ts'
import type { Judged } from './held-out.ts'
import { DESK } from './sample.ts'
import { isFitSet, UNFIT_SETS } from './unfit-sets.ts'

/** The report as markdown. `halves`, `sets`: the same samples, judged by models of the other half and of the other sets. */
export function renderReport(halves: readonly Judged[], sets: readonly Judged[]): string {
  const names = [...new Set(halves.map(({ set }) => set))]
  const rows = names.map((set) => ({
    set,
    held: figuresByHalves(halves.filter((one) => one.set === set)),
    out: figuresOf(sets.filter((one) => one.set === set)),
  }))
  const fitted = rows.filter(({ set }) => isFitSet(set))
  return `# Knowing when it does not know

Each question is asked twice: of its whole corpus (answerable), and of the corpus without the articles that are judged relevant for it
(unanswerable). The articles are left out of candidates and of the counts that rarity is made of, as if they had never been
indexed. No model is configured. "Held out": judged by a confidence fitted on the other half of every set's questions (halves by the hash
of the id), the mean of both halves. "Left out": judged by a confidence fitted on all other sets; the nearest there is to a set nobody has seen.

AUROC is of the confidence of every answerable question against that of every question whose articles are out. Where the first passage
is wrong, a question looks the same with its article and without: with a share h of right first passages no confidence can reach more than
about h + (1 − h)/2, the column "at best". "Right first" counts only the answerable questions whose first passage is right: whether
confidence tells a good answer from none. "Other" sets those against questions that never had an answer: the desk's own
unanswerable ones and twins, and questions whose rarest word was replaced by one of another set. Coverage: of the answerable questions, the
share answered rightly where 95 of 100 answers are right (answerable and without articles in equal parts).

What is measured of a result was itself chosen by figures of these sets ("left out"), and what is measured of articles with ways of asking by
the desk's ("held out"): a set of another kind may come out lower.

| set | questions | right first | at best | AUROC held out | left out | right first: held out | left out | other: held out | coverage at 95 % |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map(({ set, held, out }) => row(set, held, out)).join('\n')}
| **mean of the fitted** | | ${meanOf(fitted, ({ held }) => held.hit)} | ${meanOf(fitted, ({ held }) => held.ceiling)} | ${meanOf(fitted, ({ held }) => held.auroc)} | ${meanOf(fitted, ({ out }) => out.auroc)} | ${meanOf(fitted, ({ held }) => held.aurocRight)} | ${meanOf(fitted, ({ out }) => out.aurocRight)} | ${meanOf(fitted, ({ held }) => held.aurocOther ?? 0)} | ${meanOf(fitted, ({ held }) => held.coverage95)} |

Sets marked * are measured but never fitted on:
${names
  .filter((set) => !isFitSet(set))
  .map((set) => `- ${set}: ${UNFIT_SETS[set]}.`)
  .join('\n')}

## Thresholds

Chosen on the desk's questions (with and without an answer, twins included), held out:

${LANGS.map((lang) => `- ${lang}: ${thresholdOf(halves, lang)}`).join('\n')}

## Curve

![Precision of answers against coverage](abstention.svg)

Made by \`node evals/report-abstention.ts\` from the samples that \`node evals/refit-confidence.ts\` keeps.
`
}

function row(set: string, held: Figures, out: Figures): string {
  const cells = [
    isFitSet(set) ? set : `${set} *`,
    String(held.questions),
    ...[held.hit, held.ceiling, held.auroc, out.auroc, held.aurocRight, out.aurocRight].map(three),
    held.aurocOther === null ? '' : three(held.aurocOther),
    three(held.coverage95),
  ]
  return `| ${cells.join(' | ')} |`
}

type Row = { set: string; held: Figures; out: Figures }

function meanOf(rows: readonly Row[], value: (row: Row) => number): string {
  return three(rows.reduce((sum, one) => sum + value(one), 0) / Math.max(1, rows.length))
}

function thresholdOf(halves: readonly Judged[], lang: string): string {
  const asked = halves.filter(
    (one) =>
      one.set.startsWith(DESK) &&
      one.lang === lang &&
      (one.kind === 'answerable' || one.kind === 'unanswerable'),
  )
  const { threshold, thresholdFor } = chooseThreshold(asked)
  return `${threshold} (${thresholdFor})`
}

function three(value: number): string {
  return value.toFixed(3)
}
