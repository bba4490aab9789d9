import { ArrowUpDown } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useLanguage } from '../messages/context.tsx'
import type { BoardState } from './board-state.ts'
import { ConversationRow } from './conversation-row.tsx'
import type { LabelNames } from './label-names.ts'
import { BOARD_TEXTS } from './messages.ts'
import { orderRows } from './order-rows.ts'
import { useHeldOrder } from './use-held-order.ts'

/** What a row takes up; every row is as high. */
export const ROW_PX = 54
/** Rows drawn beyond each edge. */
const BEYOND = 6

/** Open conversations, whose customer waits the longest first; of many only those are drawn that can be seen. */
export function ConversationList(props: {
  rows: BoardState['rows']
  limits: BoardState['limits']
  unlisted: number
  names: LabelNames
  chosen: string | null
  isLoading: boolean
  onChoose: (id: string) => void
}) {
  const { lang } = useLanguage()
  const text = BOARD_TEXTS[lang]
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, height: 900 })
  const ordered = useMemo(() => orderRows(props.rows.values()), [props.rows])
  const { shown, moved, over, keyed } = useHeldOrder(ordered)
  const [active, setActive] = useState<string | null>(null)
  const at = shown.findIndex(({ row }) => row.id === (active ?? props.chosen))

  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const onScroll = () => {
    const top = box.current?.scrollTop ?? 0
    // Only a new row at an edge has to be drawn.
    if (Math.abs(top - view.top) >= ROW_PX) setView((before) => ({ ...before, top }))
  }
  const goTo = (index: number) => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, index))]
    if (!next || !box.current) return
    const top = shown.indexOf(next) * ROW_PX
    const { scrollTop, clientHeight } = box.current
    if (top < scrollTop) box.current.scrollTop = top
    if (top + ROW_PX > scrollTop + clientHeight) box.current.scrollTop = top + ROW_PX - clientHeight
    setActive(next.row.id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / ROW_PX) - 1)
    const goal: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: shown.length - 1,
      PageDown: at + page,
      PageUp: at - page,
    }
    const next = goal[event.key]
    const current = shown[at]
    if (next !== undefined) goTo(next)
    else if ((event.key === 'Enter' || event.key === ' ') && current) props.onChoose(current.row.id)
    else return
    keyed()
    event.preventDefault()
  }

  const from = Math.max(0, Math.floor(view.top / ROW_PX) - BEYOND)
  const to = Math.ceil((view.top + view.height) / ROW_PX) + BEYOND
  const drawn = shown
    .map((one, index) => ({ one, index }))
    .filter(({ index }) => (index >= from && index < to) || index === at)
  return (
    <section className="talks" aria-label={text.conversations}>
      <div
        ref={box}
        className="talks-box"
        role="listbox"
        tabIndex={0}
        aria-label={text.conversations}
        aria-activedescendant={at >= 0 ? rowId(shown[at]?.row.id) : undefined}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onPointerEnter={() => over(true)}
        onPointerLeave={() => over(false)}
      >
        <div role="presentation" style={{ height: shown.length * ROW_PX, position: 'relative' }}>
          {drawn.map(({ one, index }) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's
            <div
              key={one.row.id}
              id={rowId(one.row.id)}
              className="talk-row"
              role="option"
              // The list has the focus; which row is meant stands in aria-activedescendant.
              tabIndex={-1}
              aria-selected={one.row.id === props.chosen}
              aria-posinset={index + 1}
              aria-setsize={shown.length}
              data-active={index === at}
              data-gone={one.isGone}
              data-waits={one.row.waitingSince !== null}
              style={{ transform: `translateY(${index * ROW_PX}px)` }}
              onClick={() => {
                setActive(one.row.id)
                props.onChoose(one.row.id)
              }}
            >
              <ConversationRow shown={one} limits={props.limits} names={props.names} />
            </div>
          ))}
        </div>
      </div>
      {/* Above the rows, not before them: what tells of an order that is held must move nothing itself. */}
      <p className="talks-moved" role="status" hidden={moved === 0}>
        <ArrowUpDown aria-hidden size={13} />
        {text.moved(moved)}
      </p>
      {shown.length === 0 && (
        <p className="talks-empty hint">{props.isLoading ? text.loading : text.none}</p>
      )}
      {props.unlisted > 0 && <p className="talks-more hint">{text.unlisted(props.unlisted)}</p>}
    </section>
  )
}

function rowId(id: string | undefined): string {
  return `talk-${id}`
}
