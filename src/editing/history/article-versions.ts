import { type Article, type Compilation, compileArticle } from '../../articles/index.ts'
import { claimedId } from '../../indexing/judge-files.ts'
import { readBlobs } from './read-tree.ts'
import { type Repository, resolveRevision } from './repository.ts'
import { git } from './run-git.ts'

/** An article as one commit made it. */
export type ArticleVersion = {
  commit: string
  /** When it was committed: an index that follows the branch has it from about then on. */
  at: string
  author: string
  /** The first line of the commit's message. */
  subject: string
  /** Below the knowledge folder; null: the commit took the article away. */
  path: string | null
  blob: string | null
  /** Null where it was taken away, or could not be compiled. */
  article: Article | null
  /** Content hashes of its parts, as citations and the audit name them. */
  revs: string[]
}

type Touch = {
  commit: string
  at: string
  author: string
  subject: string
  files: { status: string; blob: string; path: string }[]
}

/** Nothing of a file, as git writes it. */
const NO_BLOB = /^0+$/u

/**
 * Every version of an article on a revision's own line, newest first, wherever its file lay: it is followed by its id. A
 * shallow clone has only what it was given.
 */
export async function articleVersions(
  repository: Repository,
  revision: string,
  id: string,
): Promise<ArticleVersion[]> {
  const tip = await resolveRevision(repository, revision)
  const touches = await readTouches(repository, tip.id)
  const blobs = await readBlobs(
    repository,
    touches
      .flatMap(({ files }) => files.map(({ blob }) => blob))
      .filter((blob) => !NO_BLOB.test(blob)),
  )
  const holds = (blob: string) => {
    const source = blobs.get(blob)?.toString('utf8')
    return source !== undefined && claimedId(source) === id
  }
  const versions: ArticleVersion[] = []
  let current: string | null = null
  // From the oldest on: whether a file that went away was the article is known from before.
  for (const { files, ...commit } of touches.toReversed()) {
    const own = files.find(({ blob }) => holds(blob))
    const isGone =
      current !== null && files.some(({ path }) => path === current) && own === undefined
    if (own === undefined && !isGone) continue
    current = own?.path ?? null
    if (own === undefined)
      versions.push({ ...commit, path: null, blob: null, article: null, revs: [] })
    else {
      const source = blobs.get(own.blob)?.toString('utf8') ?? ''
      const { article }: Compilation = compileArticle(source, {
        path: own.path,
        now: new Date(commit.at),
      })
      const revs = article?.parts.map(({ rev }) => rev) ?? []
      versions.push({
        ...commit,
        path: own.path,
        blob: own.blob,
        article,
        revs: [...new Set(revs)],
      })
    }
  }
  return versions.reverse()
}

/** The commits that touched articles, newest first, with the files as each left them. */
async function readTouches({ top, prefix }: Repository, revision: string): Promise<Touch[]> {
  const below = prefix === '' ? 'articles' : `${prefix}/articles`
  const format = '%x01%H%x02%cI%x02%an%x02%s%x02'
  const out = await git(top, [
    ...['log', '--first-parent', '-m', '--raw', '-z', '--no-abbrev', '--no-renames', '--root'],
    ...[`--format=${format}`, '--end-of-options', revision, '--', below],
  ])
  const from = prefix === '' ? 0 : prefix.length + 1
  return out
    .toString('utf8')
    .split('\x01')
    .filter((part) => part.trim() !== '')
    .map((part) => readTouch(part, from))
}

function readTouch(part: string, from: number): Touch {
  const [commit = '', at = '', author = '', subject = '', rest = ''] = part.split('\x02')
  const fields = rest.split('\0').filter((field) => field.trim() !== '')
  const files: Touch['files'] = []
  // `:100644 100644 <before> <after> M`, then the name.
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [, , , blob = '', status = ''] = fields[i]!.trim().split(' ')
    files.push({ status, blob, path: fields[i + 1]!.slice(from) })
  }
  return { commit, at, author, subject, files }
}
