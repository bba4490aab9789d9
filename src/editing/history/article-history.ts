import type { ArticleVersion } from './article-versions.ts'
import type { ToldOnce } from './told-from-audit.ts'

/** A version of an article with what is known of its being told. */
export type HistoryRow = Omit<ArticleVersion, 'article' | 'blob'> & {
  title: string | null
  audience: string | null
  state: string | null
  release: string | null
  expires: string | null
  /** Until the next version was committed; null: it is the latest. */
  until: string | null
  told: { count: number; first: string | null; last: string | null }
}

/** What can be said of an instant, from both sides. */
export type ServedAt = {
  at: string
  /** The version that the branch had then; null: there was none. */
  version: HistoryRow | null
  /** Whether customers could be told its own text then, by its audience, state and window. */
  couldBeTold: boolean
  /** The last time before, or at, the instant and the first after it that the audit names the article. */
  before: Witness | null
  after: Witness | null
}

/** `commit`: the version that has the rev; null: none that git knows. */
export type Witness = ToldOnce & { commit: string | null }

/** Joins git's versions and the audit's entries by their content hashes; newest first, as given. */
export function joinHistory(
  versions: readonly ArticleVersion[],
  told: readonly ToldOnce[],
): HistoryRow[] {
  return versions.map(({ article, blob: _, ...version }, at) => {
    const until = versions[at - 1]?.at ?? null
    const own = told.filter(
      (one) => version.revs.includes(one.rev) && commitOf(versions, one) === version.commit,
    )
    return {
      ...version,
      title: article?.title ?? null,
      audience: article?.audience ?? null,
      state: article?.state ?? null,
      release: article?.release ?? null,
      expires: article?.expires ?? null,
      until,
      told: { count: own.length, first: own[0]?.at ?? null, last: own.at(-1)?.at ?? null },
    }
  })
}

/** The version that was told: of several with one text the newest that was there by then, or the first after. */
function commitOf(versions: readonly ArticleVersion[], { rev, at }: ToldOnce): string | null {
  const same = versions.filter(({ revs }) => revs.includes(rev))
  const then = same.find((version) => Date.parse(version.at) <= Date.parse(at))
  return (then ?? same.at(-1))?.commit ?? null
}

/** Which version stood at an instant, by git, and what the audit says of the time around it. */
export function servedAt(
  versions: readonly ArticleVersion[],
  told: readonly ToldOnce[],
  instant: Date,
): ServedAt {
  const time = instant.getTime()
  const rows = joinHistory(versions, told)
  const version = rows.find(({ at }) => Date.parse(at) <= time) ?? null
  const witness = (one: ToldOnce | undefined): Witness | null =>
    one === undefined ? null : { ...one, commit: commitOf(versions, one) }
  return {
    at: instant.toISOString(),
    version,
    couldBeTold: version !== null && couldBeTold(version, time),
    before: witness(told.findLast((one) => Date.parse(one.at) <= time)),
    after: witness(told.find((one) => Date.parse(one.at) > time)),
  }
}

function couldBeTold({ audience, state, release, expires }: HistoryRow, time: number): boolean {
  if (audience !== 'customer' || state !== 'published') return false
  if (release !== null && Date.parse(release) > time) return false
  return expires === null || Date.parse(expires) > time
}
