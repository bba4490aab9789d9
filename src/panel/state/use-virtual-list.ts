import { type RefObject, useCallback, useLayoutEffect, useReducer, useRef } from 'react'
import { offsetOf, windowOf } from './virtual-window.ts'

/** What a line takes up before it has been drawn once. */
const GUESSED_PX = 58
/** Closer to the end than this the list follows new lines; further up, somebody is reading. */
const FOLLOW_PX = 80

/**
 * Draws only the lines of a list that can be seen. `keys` names them in order; each drawn one bears its key as
 * `data-line`. Heights are measured as lines are drawn; when one above the seen part turns out another height than
 * guessed, what is seen stays where it is.
 */
export function useVirtualList(box: RefObject<HTMLElement | null>, keys: readonly number[]) {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const measured = useRef(new Map<number, number>())
  const follows = useRef(true)
  const place = useRef({ top: 0, height: 800, full: 0 })
  const heights = keys.map((key) => measured.current.get(key) ?? GUESSED_PX)
  const now = useRef(heights)
  now.current = heights
  const { top, height } = place.current
  const end = Math.max(0, offsetOf(heights, heights.length) - height)
  const window = windowOf(heights, follows.current ? end : top, height)
  const drawn = useRef(window)
  drawn.current = window

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    // Scrolled up between two drawings, before the browser has told of it.
    const { top, full } = place.current
    if (element.scrollTop < top - 1 && element.scrollHeight >= full) follows.current = false
    let shift = 0
    let isChanged = false
    for (const line of element.querySelectorAll<HTMLElement>('[data-line]')) {
      const key = Number(line.dataset.line)
      const index = keys.indexOf(key)
      const before = heights[index]
      const real = line.offsetHeight
      if (before === undefined || real === 0 || real === before) continue
      if (offsetOf(heights, index) + before <= element.scrollTop) shift += real - before
      measured.current.set(key, real)
      isChanged = true
    }
    if (follows.current) element.scrollTop = element.scrollHeight
    else if (shift !== 0) element.scrollTop += shift
    place.current = placeOf(element)
    if (isChanged) redraw()
  })

  // A box of another width breaks lines elsewhere: everything is measured anew.
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    let width = element.clientWidth
    const observer = new ResizeObserver(() => {
      if (element.clientWidth !== width) measured.current.clear()
      width = element.clientWidth
      redraw()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])

  const onScroll = useCallback(() => {
    const element = box.current
    if (!element) return
    const { scrollTop, scrollHeight, clientHeight } = element
    follows.current = scrollHeight - scrollTop - clientHeight < FOLLOW_PX
    place.current = placeOf(element)
    const next = windowOf(now.current, scrollTop, clientHeight)
    if (next.from !== drawn.current.from || next.to !== drawn.current.to) redraw()
  }, [box])

  return {
    window,
    onScroll,
    /** Brings a line into sight. */
    goTo(key: number) {
      const index = keys.indexOf(key)
      const element = box.current
      if (index < 0 || !element) return
      const at = offsetOf(heights, index)
      const { scrollTop, clientHeight } = element
      if (at >= scrollTop && at + (heights[index] ?? 0) <= scrollTop + clientHeight) return
      follows.current = false
      element.scrollTop = at - clientHeight / 3
      onScroll()
    },
  }
}

function placeOf({ scrollTop, clientHeight, scrollHeight }: HTMLElement) {
  return { top: scrollTop, height: clientHeight, full: scrollHeight }
}
