import {
  ArrowDownToLine,
  BellRing,
  HeartHandshake,
  ListChecks,
  type LucideIcon,
  RotateCcw,
} from 'lucide-react'
import { useMessages } from '../messages/context.tsx'
import type { Nudge } from '../state/list-nudges.ts'
import { ActionButton } from './action-button.tsx'

const ICONS: Record<Nudge['kind'], LucideIcon> = {
  'reply-due': BellRing,
  idle: BellRing,
  upset: HeartHandshake,
  skipped: ListChecks,
  'read-back': RotateCcw,
}

/** The most pressing step of the service flow in one line, with the phrase that takes it. */
export function NudgeLine({
  nudges,
  onInsert,
}: {
  nudges: Nudge[]
  onInsert: (phrase: string) => void
}) {
  const text = useMessages()
  const [nudge] = nudges
  if (!nudge) return null
  const Icon = ICONS[nudge.kind]
  return (
    <section className="nudge" aria-label={text.guide.title}>
      <Icon aria-hidden size={14} />
      <p className="nudge-words">
        <strong>
          {nudge.kind === 'skipped'
            ? text.guide.skipped(text.stage[nudge.step])
            : text.guide.nudge[nudge.kind]}
        </strong>{' '}
        <span className="nudge-phrase">{nudge.phrase}</span>
      </p>
      {nudges.length > 1 && <span className="hint">{text.guide.more(nudges.length - 1)}</span>}
      <ActionButton
        icon={ArrowDownToLine}
        label={text.guide.insert}
        keyAction="insertNudge"
        look="quiet"
        isBare
        onPress={() => onInsert(nudge.phrase)}
      />
    </section>
  )
}
