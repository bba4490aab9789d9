import { type Dispatch, type FocusEvent, type PointerEvent, useEffect, useRef } from 'react'
import type { PanelAction } from './panel-types.ts'

/** Tells the panel while pointer or focus rests on the card, so that nothing moves under them. */
export function useHold(dispatch: Dispatch<PanelAction>, shown: string | null) {
  const box = useRef<HTMLDivElement>(null)
  const pointed = useRef(false)
  const focused = useRef(false)
  const tell = () => dispatch({ type: 'held', isHeld: pointed.current || focused.current })

  // A card that goes takes its focus with it, and not every browser says so.
  // biome-ignore lint/correctness/useExhaustiveDependencies: checked whenever another card is shown
  useEffect(() => {
    focused.current = box.current?.contains(document.activeElement) ?? false
    tell()
  }, [shown])

  return {
    ref: box,
    onPointerEnter(event: PointerEvent) {
      if (event.pointerType === 'touch') return
      pointed.current = true
      tell()
    },
    onPointerLeave() {
      pointed.current = false
      tell()
    },
    onFocus() {
      focused.current = true
      tell()
    },
    onBlur(event: FocusEvent) {
      focused.current = event.currentTarget.contains(event.relatedTarget)
      tell()
    },
  }
}
