import { Info, type LucideIcon, OctagonX, TriangleAlert } from 'lucide-react'
import type { Finding } from '../../http/api-types.ts'
import { useMessages } from '../messages/context.tsx'

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
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
