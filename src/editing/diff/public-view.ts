import type { DiffReport } from './types.ts'

/** A report as its readers may see it. */
export type DiffView = DiffReport & {
  /** Entries left out because customers may not be told them yet. */
  withheld: number
}

export const READERS = ['public', 'editors'] as const
export type Readers = (typeof READERS)[number]

/**
 * What of a report may stand where customers could read it: nothing that they may not be told at `now`, neither text that is
 * released later, nor questions about it, nor notes for agents. Editors see everything.
 */
export function viewFor(report: DiffReport, readers: Readers, now: Date): DiffView {
  if (readers === 'editors') return { ...report, withheld: 0 }
  const time = now.getTime()
  const restricted = new Set(report.questions.filter((one) => one.isRestricted).map(({ id }) => id))
  const isAskedNow = (one: { at: string; question: string }) =>
    Date.parse(one.at) <= time && !restricted.has(one.question)
  const begins = Date.parse(report.at[0] ?? '')
  const isTold = ({ from }: { from: string | null }) =>
    (from === null ? begins : Date.parse(from)) <= time
  const kept = {
    answers: report.answers.filter(isAskedNow),
    contracts: report.contracts.filter(isAskedNow),
    guidance: report.guidance.filter(isAskedNow),
    classes: report.classes.filter(({ question }) => !restricted.has(question)),
    disclosures: report.disclosures.filter(isTold),
    withdrawals: report.withdrawals.filter(isTold),
  }
  const lists = Object.keys(kept) as (keyof typeof kept)[]
  const withheld = lists.reduce((sum, name) => sum + report[name].length - kept[name].length, 0)
  return {
    ...report,
    ...kept,
    withheld,
    answers: kept.answers.map((one) => ({
      ...one,
      base: { ...one.base, guidance: [] },
      head: { ...one.head, guidance: [] },
    })),
    questions: report.questions
      .filter(({ isRestricted }) => !isRestricted)
      .map((one) => ({
        ...one,
        sources: one.sources.map((source) =>
          source.kind === 'must-not' ? { ...source, why: '' } : source,
        ),
      })),
    // What was found may be a piece of the hidden text itself.
    flaws: report.flaws.map(({ found: _, ...flaw }) => flaw),
  }
}
