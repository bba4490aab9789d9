import type { AnswerChange, AnswerChangeKind, SentencePair } from './types.ts'

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
