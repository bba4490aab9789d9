import { BellOff, BellRing } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Session } from '../../http/api-types.ts'
import { ActionButton } from '../components/action-button.tsx'
import { PageNav } from '../components/page-nav.tsx'
import { useLanguage } from '../messages/context.tsx'
import { LANGUAGE_NAMES } from '../messages/index.ts'
import { LANGS, type Lang } from '../messages/languages.ts'
import type { BoardState } from './board-state.ts'
import { countOpen } from './group-warnings.ts'
import { BOARD_TEXTS } from './messages.ts'
import { waitLevel } from './order-rows.ts'
import { useEverySecond } from './use-second.ts'

/** The figures a lead looks at first, and the board's switches. */
export function BoardHead(props: {
  board: BoardState
  session: Session
  overdue: number
  isAlarmOn: boolean
  onAlarm: () => void
  connection: ReactNode
}) {
  const { lang, text: panel, choose } = useLanguage()
  const text = BOARD_TEXTS[lang]
  const { rows, limits, warnings } = props.board
  const waiting = [...rows.values()].filter(({ waitingSince }) => waitingSince !== null)
  const late = useEverySecond(
    (now) => waiting.filter((row) => waitLevel(row, limits, now) === 'late').length,
  )
  const open = countOpen(warnings)
  return (
    <header className="board-head">
      <h1>{text.title}</h1>
      <dl className="board-figures">
        <Figure name={text.open} value={rows.size + props.board.unlisted} />
        <Figure name={text.waiting} value={waiting.length} />
        <Figure name={text.late} value={late} isBad={late > 0} />
        <Figure name={text.openWarnings} value={open} isBad={open > 0} />
        <Figure name={text.overdue} value={props.overdue} isBad={props.overdue > 0} />
      </dl>
      <span className="spring" />
      <PageNav here="board" session={props.session} />
      {props.connection}
      <ActionButton
        icon={props.isAlarmOn ? BellRing : BellOff}
        label={props.isAlarmOn ? text.soundOn : text.soundOff}
        look="quiet"
        isBare
        isPressed={props.isAlarmOn}
        onPress={props.onAlarm}
      />
      <select
        className="language"
        aria-label={panel.language}
        value={lang}
        onChange={(event) => choose(event.target.value as Lang)}
      >
        {LANGS.map((each) => (
          <option key={each} value={each} lang={each}>
            {LANGUAGE_NAMES[each]}
          </option>
        ))}
      </select>
    </header>
  )
}

function Figure({ name, value, isBad = false }: { name: string; value: number; isBad?: boolean }) {
  return (
    <div data-bad={isBad}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
