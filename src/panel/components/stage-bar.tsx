import { Check, Circle, CircleDot, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { StageName } from '../../http/api-types.ts'
import { useMessages } from '../messages/context.tsx'

const STAGE_ORDER: StageName[] = ['greeting', 'listening', 'confirming', 'solving', 'closing']

type Mark = 'done' | 'now' | 'skipped' | 'ahead'
const ICONS: Record<Mark, LucideIcon> = {
  done: Check,
  now: CircleDot,
  skipped: TriangleAlert,
  ahead: Circle,
}

/** The steps of the service flow: where the conversation stands and which required step was left out. */
export function StageBar({ stage, skipped }: { stage: StageName; skipped: StageName[] }) {
  const text = useMessages()
  const said: Record<Mark, string> = {
    done: text.stageDone,
    now: text.stageNow,
    skipped: text.stageSkipped,
    ahead: text.stageAhead,
  }
  return (
    <ol className="stages" aria-label={text.stageTitle}>
      {STAGE_ORDER.map((name, index) => {
        const mark = markOf(name, index, stage, skipped)
        const Icon = ICONS[mark]
        return (
          <li
            key={name}
            className={`stage stage-${mark}`}
            aria-current={mark === 'now' ? 'step' : undefined}
          >
            <Icon aria-hidden size={12} strokeWidth={2.2} />
            <span>{text.stage[name]}</span>
            <span className="unseen">{said[mark]}</span>
          </li>
        )
      })}
    </ol>
  )
}

function markOf(name: StageName, index: number, stage: StageName, skipped: StageName[]): Mark {
  if (name === stage) return 'now'
  if (skipped.includes(name)) return 'skipped'
  return index < STAGE_ORDER.indexOf(stage) ? 'done' : 'ahead'
}
