import type { Finding } from '../../http/api-types.ts'

/** Where a finding stands in the reply box: the check counts in the words without the blanks around them. */
export function placeInDraft(draft: string, finding: Pick<Finding, 'start' | 'end'>) {
  const blanks = draft.length - draft.trimStart().length
  return { start: finding.start + blanks, end: finding.end + blanks }
}

/** The draft with a finding's words replaced by the better wording. */
export function reword(draft: string, finding: Finding): string {
  const { start, end } = placeInDraft(draft, finding)
  return draft.slice(0, start) + (finding.suggest ?? '') + draft.slice(end)
}
