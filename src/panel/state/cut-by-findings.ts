import type { Finding } from '../../http/api-types.ts'

export type MarkedPiece = { at: number; text: string; severity: Finding['severity'] | null }

const GRAVITY: Finding['severity'][] = ['block', 'warn', 'hint']

/**
 * Cuts a draft where findings begin and end; where they overlap the gravest counts. The pieces joined are the draft,
 * whatever the findings say.
 */
export function cutByFindings(draft: string, findings: readonly Finding[]): MarkedPiece[] {
  const placed = findings.map((finding) => ({ ...finding, ...placeInDraft(draft, finding) }))
  const edges = placed.flatMap(({ start, end }) => [start, end])
  const cuts = [...new Set([0, ...edges, draft.length])]
    .filter((at) => at >= 0 && at <= draft.length)
    .sort((a, b) => a - b)
  const pieces: MarkedPiece[] = []
  for (const [index, at] of cuts.entries()) {
    const end = cuts[index + 1]
    if (end === undefined) break
    const here = placed.filter((finding) => finding.start <= at && end <= finding.end)
    const severity = GRAVITY.find((one) => here.some((finding) => finding.severity === one)) ?? null
    pieces.push({ at, text: draft.slice(at, end), severity })
  }
  return pieces
}

/** Where a finding stands in the reply box: the check counts in the words without the blanks around them. */
export function placeInDraft(draft: string, finding: Pick<Finding, 'start' | 'end'>) {
  const blanks = draft.length - draft.trimStart().length
  return { start: finding.start + blanks, end: finding.end + blanks }
}
