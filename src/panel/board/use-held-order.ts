import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { OpenConversation } from '../../http/api-types.ts'
import { holdOrder, type ShownRow } from './order-rows.ts'

/** A key that was pressed in the list holds it for so long. */
const KEY_HOLD_MS = 4_000

/** Keeps rows where they are while the pointer is over the list, or keys move through it. */
export function useHeldOrder(ordered: readonly OpenConversation[]) {
  const [isOver, setOver] = useState(false)
  const [isKeyed, setKeyed] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const before = useRef<readonly ShownRow[]>([])
  const isHeld = isOver || isKeyed
  const { shown, moved } = useMemo(
    () => holdOrder(before.current, ordered, isHeld),
    [ordered, isHeld],
  )
  before.current = shown
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    ...{ shown, moved },
    over: setOver,
    keyed: useCallback(() => {
      setKeyed(true)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => setKeyed(false), KEY_HOLD_MS)
    }, []),
  }
}
