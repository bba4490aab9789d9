import { CircleAlert, Hourglass, type LucideIcon, Siren, TriangleAlert, Users } from 'lucide-react'
import { memo } from 'react'
import type { OpenConversation, OpenList } from '../../http/api-types.ts'
import { CHANNEL_ICONS } from '../components/channel-icons.ts'
import { useLanguage } from '../messages/context.tsx'
import { clockText } from './clock-text.ts'
import type { LabelNames } from './label-names.ts'
import { BOARD_TEXTS } from './messages.ts'
import { type ShownRow, type WaitLevel, waitLevel } from './order-rows.ts'
import { useEverySecond } from './use-second.ts'

type Limits = OpenList['limits'] | null

/** One conversation of the list: how long its customer waits, what was said last, who holds it, what is wrong. */
export const ConversationRow = memo(function ConversationRow(props: {
  shown: ShownRow
  limits: Limits
  names: LabelNames
}) {
  const { lang, text } = useLanguage()
  const board = BOARD_TEXTS[lang]
  const { row, isGone } = props.shown
  const Channel = CHANNEL_ICONS[row.channel]
  const type = props.names.type(row.type)
  const meta = [
    row.agent ?? props.names.department(row.department) ?? board.noAgent,
    text.stage[row.stage],
    ...(type ? [type] : []),
  ]
  return (
    <>
      {isGone ? (
        <span className="talk-row-wait">{board.ended}</span>
      ) : (
        <Wait row={row} limits={props.limits} />
      )}
      <span className="talk-row-said" dir="auto">
        {row.lastTurn ? (
          <>
            <span className="label">{board.said[row.lastTurn.speaker]}</span> {row.lastTurn.text}
          </>
        ) : (
          <span className="label">{board.nothingSaid}</span>
        )}
      </span>
      <span className="talk-row-meta">
        <Channel aria-hidden size={12} />
        <span>{text.channel[row.channel]}</span>
        {meta.map((part) => (
          <span key={part}>· {part}</span>
        ))}
      </span>
      <span className="talk-row-marks">
        {row.status === 'dropped' && <Mark icon={CircleAlert} label={board.dropped} />}
        {row.incident !== null && <Mark icon={Users} label={board.hasIncident} isBare />}
        {row.openWarnings > 0 && (
          <Mark icon={Siren} label={board.hasWarnings(row.openWarnings)} isBare />
        )}
      </span>
    </>
  )
})

function Mark(props: { icon: LucideIcon; label: string; isBare?: boolean }) {
  const { icon: Icon, label, isBare = false } = props
  return (
    <span className="talk-row-mark" title={label}>
      <Icon aria-hidden size={14} strokeWidth={2} />
      <span className={isBare ? 'unseen' : ''}>{label}</span>
    </span>
  )
}

const LEVEL_ICONS: Record<Exclude<WaitLevel, 'none'>, LucideIcon> = {
  waiting: Hourglass,
  near: TriangleAlert,
  late: TriangleAlert,
}

/** The wait, ticking; only this is drawn anew each second. */
export function Wait({ row, limits }: { row: OpenConversation; limits: Limits }) {
  const { lang } = useLanguage()
  const board = BOARD_TEXTS[lang]
  const level = useEverySecond((now) => waitLevel(row, limits, now))
  const since = row.waitingSince === null ? null : Date.parse(row.waitingSince)
  const clock = useEverySecond((now) =>
    since === null ? '' : clockText((now - since) / 1_000, board.days),
  )
  if (level === 'none') return <span className="talk-row-wait label">{board.level.none}</span>
  const Icon = LEVEL_ICONS[level]
  return (
    <span className={`talk-row-wait wait-${level}`}>
      <span className="wait-clock">
        <Icon aria-hidden size={13} strokeWidth={2.2} />
        {clock}
      </span>
      <span className="wait-level">{board.level[level]}</span>
    </span>
  )
}
