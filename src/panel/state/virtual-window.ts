/** Which lines of a long list are drawn: `[from, to)`, and the room kept free for those above and below. */
export type Window = { from: number; to: number; above: number; below: number }

/** Lines drawn beyond each edge, so that a quick wheel finds them there. */
const BEYOND = 6

/**
 * The part of a list to draw for a box of `height` scrolled to `top`, all in pixels. `heights[i]` is what line i takes
 * up, measured or guessed. At least one line is drawn wherever the box is scrolled to.
 */
export function windowOf(heights: readonly number[], top: number, height: number): Window {
  let from = 0
  let above = 0
  while (from < heights.length - 1 && above + (heights[from] ?? 0) <= top) {
    above += heights[from] ?? 0
    from += 1
  }
  let to = from
  let bottom = above
  while (to < heights.length && bottom < top + height) {
    bottom += heights[to] ?? 0
    to += 1
  }
  for (let more = 0; more < BEYOND && from > 0; more += 1) {
    from -= 1
    above -= heights[from] ?? 0
  }
  to = Math.min(heights.length, Math.max(to, from + 1) + BEYOND)
  let below = 0
  for (let index = to; index < heights.length; index += 1) below += heights[index] ?? 0
  return { from, to, above, below }
}

/** Pixels above line `index`. */
export function offsetOf(heights: readonly number[], index: number): number {
  return heights.slice(0, index).reduce((sum, height) => sum + height, 0)
}
