import type { AnswerChange, AnswerChangeKind, SentencePair, SignedDisclosure } from './types.ts'

/** Answers that changed in the same way: one sentence changed in an article is one thing to look at. */
export type ChangeGroup = {
  kind: AnswerChangeKind
  changes: AnswerChange[]
  changed: SentencePair[]
}

const ORDER: readonly AnswerChangeKind[] = ['lost', 'outcome', 'gained', 'text']

/** The gravest kind first, within it what changed most answers. */
export function groupChanges(changes: readonly AnswerChange[]): ChangeGroup[] {
  const groups = new Map<string, ChangeGroup>()
  for (const change of changes) {
    const changed = change.pairs.filter(({ base, head }) => base !== head)
    const { kind, at, base, head } = change
    const form = JSON.stringify([
      kind,
      at,
      base.outcome,
      head.outcome,
      base.missing,
      head.missing,
      changed,
    ])
    const group = groups.get(form) ?? { kind, changes: [], changed }
    group.changes.push(change)
    groups.set(form, group)
  }
  return [...groups.values()].sort(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || b.changes.length - a.changes.length,
  )
}

/** Disclosures of one article, for the same reason and time, by the same approval: one decision. */
export function groupDisclosures(disclosures: readonly SignedDisclosure[]): SignedDisclosure[][] {
  const groups = Map.groupBy(disclosures, ({ article, path, why, was, from, until, approvedBy }) =>
    JSON.stringify([article ?? path, why, was, from, until, approvedBy]),
  )
  return [...groups.values()].sort(
    ([a], [b]) => Number(a?.approvedBy !== null) - Number(b?.approvedBy !== null),
  )
}
