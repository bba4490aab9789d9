import { Info, type LucideIcon, OctagonX, TriangleAlert } from 'lucide-react'
import type { Finding } from '../../http/api-types.ts'
import { useMessages } from '../messages/context.tsx'
import { Key } from './action-button.tsx'

const ICONS: Record<Finding['severity'], LucideIcon> = {
  block: OctagonX,
  warn: TriangleAlert,
  hint: Info,
}

/** What the outgoing check found in the reply, gravest first: the words, why, and a better wording. */
export function Findings(props: {
  text: string
  findings: Finding[]
  onSelect: (finding: Finding) => void
  onReplace: (finding: Finding) => void
}) {
  const text = useMessages()
  const order = ['block', 'warn', 'hint']
  // The key means the first that can be reworded, in the order of the text.
  const firstFix = props.findings.find(({ suggest }) => suggest !== undefined)
  const findings = props.findings.toSorted(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || a.start - b.start,
  )
  return (
    <ul className="findings" aria-label={text.findings}>
      {findings.map((finding) => {
        const Icon = ICONS[finding.severity]
        const { rule, start, end, severity, suggest } = finding
        return (
          <li key={`${rule}-${start}-${end}`} className={`finding finding-${severity}`}>
            <Icon aria-hidden size={14} />
            <span>
              <strong>{text.severity[severity]}</strong>{' '}
              {end > start && (
                <button type="button" className="link" onClick={() => props.onSelect(finding)}>
                  <q>{props.text.slice(start, end)}</q>
                </button>
              )}{' '}
              {finding.message}
            </span>
            {suggest !== undefined && (
              <button
                type="button"
                className="finding-fix"
                onClick={() => props.onReplace(finding)}
              >
                {suggest === '' ? text.deleteIt : text.replaceBy(suggest)}
                {finding === firstFix && <Key name="reword" />}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
