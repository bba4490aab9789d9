import type { Finding } from '../../http/api-types.ts'
import { placeInDraft } from './cut-by-findings.ts'

/** The draft with a finding's words replaced by the better wording. */
export function reword(draft: string, finding: Finding): string {
  const { start, end } = placeInDraft(draft, finding)
  return draft.slice(0, start) + (finding.suggest ?? '') + draft.slice(end)
}
