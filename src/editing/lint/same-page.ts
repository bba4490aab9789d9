import type { FrontMatter } from '../../articles/index.ts'
import type { Page } from './types.ts'

/** A folder, or the end of a name, that says which version or edition of a page it holds. */
const VERSION =
  /^(?:v?\d+(?:[._-]\d+)*(?:[._-]?(?:x|dev|rc\d*|beta|alpha))?|v\d+.*|dev(?:[._-]?\d[\w.]*)?|latest|master|main|current|next|stable|old|legacy|release[-_]?[\w.]*|20\d\d(?:[-_]\d\d)?)$/i

/** Whether two paths hold versions of one page: the same apart from folders that name a version. */
export function isVersionOf(a: string, b: string): boolean {
  const [one, other] = [unversioned(a), unversioned(b)]
  return one.hasVersion && other.hasVersion && one.path === other.path
}

const known = new Map<string, { path: string; hasVersion: boolean }>()

function unversioned(path: string): { path: string; hasVersion: boolean } {
  const before = known.get(path)
  if (before) return before
  const steps = path.split('/')
  const kept = steps.flatMap((step, index) => {
    if (index === steps.length - 1) return [step]
    const words = step.split(/(?<=[a-z])-(?=[A-Z])|(?<=^(?:latest|master|dev|v?[\d.]+))-/i)
    const plain = words.filter((word) => !VERSION.test(word))
    return plain.length === 0 ? [] : [plain.join('-')]
  })
  const found = { path: kept.join('/'), hasVersion: kept.join('/') !== path }
  if (known.size > 200_000) known.clear()
  known.set(path, found)
  return found
}

/** One article and its translations. */
export function familyOf({ head, path }: Pick<Page, 'head' | 'path'>): string {
  return head?.translationOf ?? head?.id ?? path
}

/** Told to somebody now. */
export function isServedNow(head: FrontMatter, now: Date): boolean {
  return head.state === 'published' && !isOver(head, now)
}

export function isOver({ expires }: Pick<FrontMatter, 'expires'>, now: Date): boolean {
  return expires !== null && Date.parse(expires) <= now.getTime()
}
