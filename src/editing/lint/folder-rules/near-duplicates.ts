import { finding } from '../file-view.ts'
import { familyOf, isServedNow, isVersionOf } from '../same-page.ts'
import { bandsOf, likeness } from '../sketch.ts'
import type { Finding, FolderView, Page } from '../types.ts'

/** So much of the shingles has to be shared; found by reading pairs of real knowledge bases, November 2026. */
const ALIKE = 0.6
/** A shorter text is alike by chance: some eighty Chinese characters. */
const LEAST_WEIGHT = 240
/** Pages that share a band are compared with so many others of it. */
const PER_BAND = 12

export type Likely = { page: Page; other: Page; alike: number }

/** Articles whose text is nearly that of an earlier one, each named once with the one it is most like. */
export function nearDuplicates(view: FolderView): Finding[] {
  return findNearDuplicates(view.pages, view.now).map(({ page, other, alike }) => {
    const message = `${Math.round(alike * 100)} % of the text is that of ${other.path}.`
    const at = page.places.title ?? { line: 1, column: 1 }
    const there = other.places.title ?? { line: 1, column: 1 }
    return finding('near-duplicate', page.path, at, message, {
      found: page.head?.title ?? page.path,
      related: [{ file: other.path, ...there, quote: other.head?.title ?? '', isHidden: false }],
    })
  })
}

export function findNearDuplicates(all: readonly Page[], now: Date): Likely[] {
  const pages = all.filter(
    ({ head, sketch, weight }) =>
      head !== null && isServedNow(head, now) && sketch.length > 0 && weight >= LEAST_WEIGHT,
  )
  const bands = new Map<number, number[]>()
  const found: Likely[] = []
  for (const [at, page] of pages.entries()) {
    const candidates = new Set<number>()
    const keys = bandsOf(page.sketch)
    for (const key of keys) for (const other of bands.get(key) ?? []) candidates.add(other)
    let best: Likely | undefined
    for (const candidate of candidates) {
      const other = pages[candidate]!
      if (!mayBeTwins(page, other)) continue
      const alike = likeness(page.sketch, other.sketch)
      if (alike >= ALIKE && alike > (best?.alike ?? 0)) best = { page, other, alike }
    }
    if (best) found.push(best)
    for (const key of keys) {
      const known = bands.get(key)
      if (!known) bands.set(key, [at])
      else if (known.length < PER_BAND) known.push(at)
    }
  }
  return found
}

/** Translations and versions are meant to be alike; text for other readers is another article. */
function mayBeTwins(a: Page, b: Page): boolean {
  if (a.head?.lang !== b.head?.lang || familyOf(a) === familyOf(b)) return false
  if (a.head?.supersedes === b.head?.id || b.head?.supersedes === a.head?.id) return false
  return !isVersionOf(a.path, b.path)
}
