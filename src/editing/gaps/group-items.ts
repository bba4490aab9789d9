/** Pairs of larger groups are judged by so many of their members, spread evenly. */
const JUDGED = 12

type Link = { a: number; b: number; likeness: number }

/**
 * Groups items whose likeness to each other is on average at least `same`: the two likest groups first, again and again.
 * One item that is like two groups does not make them one (no chaining). `links` name pairs worth looking at; other
 * pairs count when groups are compared, but start nothing. Groups in the order of their first items.
 */
export function groupItems(
  count: number,
  links: readonly (readonly [number, number])[],
  likenessOf: (a: number, b: number) => number,
  same: number,
): number[][] {
  const members: (number[] | null)[] = Array.from({ length: count }, (_, at) => [at])
  /** Of each group those it is linked with, and their likeness on average. */
  const around: Map<number, number>[] = Array.from({ length: count }, () => new Map())
  const queue = new Queue()
  for (const [a, b] of links) {
    if (a === b || around[a]?.has(b)) continue
    const likeness = likenessOf(a, b)
    // What is far below joins only through others, and then its likeness is worked out.
    if (likeness < same / 2) continue
    around[a]?.set(b, likeness)
    around[b]?.set(a, likeness)
    if (likeness >= same) queue.push({ a, b, likeness })
  }
  for (let link = queue.pop(); link; link = queue.pop()) {
    const [one, other] = [members[link.a], members[link.b]]
    if (!one || !other || around[link.a]?.get(link.b) !== link.likeness) continue
    const merged = members.length
    members.push([...one, ...other])
    around.push(new Map())
    members[link.a] = null
    members[link.b] = null
    const neighbours = new Set([...around[link.a]!.keys(), ...around[link.b]!.keys()])
    for (const next of neighbours) {
      const there = members[next]
      if (!there) continue
      const likeness =
        ((around[link.a]?.get(next) ?? meanLikeness(one, there, likenessOf)) * one.length +
          (around[link.b]?.get(next) ?? meanLikeness(other, there, likenessOf)) * other.length) /
        (one.length + other.length)
      around[next]?.delete(link.a)
      around[next]?.delete(link.b)
      around[next]?.set(merged, likeness)
      around[merged]?.set(next, likeness)
      if (likeness >= same) queue.push({ a: merged, b: next, likeness })
    }
    around[link.a]?.clear()
    around[link.b]?.clear()
  }
  return members
    .filter((group) => group !== null)
    .map((group) => group.sort((a, b) => a - b))
    .sort((a, b) => a[0]! - b[0]!)
}

function meanLikeness(
  one: readonly number[],
  other: readonly number[],
  likenessOf: (a: number, b: number) => number,
): number {
  const [some, others] = [spread(one), spread(other)]
  let sum = 0
  for (const a of some) for (const b of others) sum += likenessOf(a, b)
  return sum / (some.length * others.length)
}

function spread(group: readonly number[]): readonly number[] {
  if (group.length <= JUDGED) return group
  return Array.from({ length: JUDGED }, (_, at) => group[Math.floor((at * group.length) / JUDGED)]!)
}

/** The likest link first; of equals the one of the earlier items, so that the outcome is always the same. */
class Queue {
  readonly #heap: Link[] = []

  push(link: Link): void {
    const heap = this.#heap
    let at = heap.push(link) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!isBefore(link, heap[above]!)) break
      heap[at] = heap[above]!
      at = above
    }
    heap[at] = link
  }

  pop(): Link | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (heap.length === 0 || last === undefined) return first
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= heap.length) break
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below++
      if (!isBefore(heap[below]!, last)) break
      heap[at] = heap[below]!
      at = below
    }
    heap[at] = last
    return first
  }
}

function isBefore(one: Link, other: Link): boolean {
  if (one.likeness !== other.likeness) return one.likeness > other.likeness
  return one.a - other.a < 0 || (one.a === other.a && one.b < other.b)
}
