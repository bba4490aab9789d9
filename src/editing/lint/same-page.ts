import type { FrontMatter } from '../../articles/index.ts'
import type { Page } from './types.ts'

/** A folder, or the end of a name, that says which version or edition of a page it holds. */
const VERSION =
  /^(?:v?\d+(?:[._-]\d+)*(?:[._-]?(?:x|dev|rc\d*|beta|alpha))?|v\d+.*|dev(?:[._-]?\d[\w.]*)?|latest|master|main|current|next|stable|old|legacy|release[-_]?[\w.]*|20\d\d(?:[-_]\d\d)?)$/i

/** Whether two paths hold text for different versions: what is said of one says nothing of the other. */
export function isVersionOf(a: string, b: string): boolean {
  const [one, other] = [versionOf(a), versionOf(b)]
  if (one.version === other.version) return false
  return (one.version !== '' && other.version !== '') || one.name === other.name
}

const known = new Map<string, { version: string; name: string }>()

function versionOf(path: string): { version: string; name: string } {
  const before = known.get(path)
  if (before) return before
  const steps = path.split('/')
  const name = steps.pop() ?? ''
  const words = steps.flatMap((step) => (VERSION.test(step) ? [step] : step.split(/-(?=[A-Z\d])/)))
  const inName = name.match(/(?<![a-z\d])v?\d+(?:[._]\d+)+/gi) ?? []
  const version = [...words.filter((word) => VERSION.test(word)), ...inName].join(' ').toLowerCase()
  if (known.size > 200_000) known.clear()
  const found = { version, name }
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
